// What the Quorum Calculator tells: facts, state, sentences.

#include <algorithm>

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "quorum_calculator/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using distributed::Request;

std::vector<Fact> QuorumCalculator::facts() const {
  const auto& [n, w, r] = quorum_;
  const Tone tone = quorum_.consistent() ? Tone::good : Tone::bad;
  const double up = node_availability();
  const auto share = [](const char* id, const char* label, double value) {
    return Fact{id, label, value, share_unit};
  };
  return {
      {"sum", "W + R", w + r, plain_number, {}, tone},
      {"consistent", "Consistency guaranteed", quorum_.consistent(), yes_or_no, {}, tone},
      {"writeTolerance", "Write fault tolerance", quorum_.write_tolerance(), nodes_unit},
      {"readTolerance", "Read fault tolerance", quorum_.read_tolerance(), nodes_unit},
      share("staleReadProbability", "Reads that miss the last write, by counting",
            distributed::stale_read_probability(quorum_)),
      share("writeAvailability", "Writes succeed", distributed::write_availability(quorum_, up)),
      share("readAvailability", "Reads succeed", distributed::read_availability(quorum_, up))};
}

std::string QuorumCalculator::said(const Fact& fact) {
  const bool tolerance = fact.id.ends_with("Tolerance");
  return phrase({fact.label,
                 tolerance          ? ": can lose "
                 : fact.id == "sum" ? " = "
                                    : ": ",
                 value_text(fact)});
}

std::vector<Fact> QuorumCalculator::waits() const {
  const distributed::Wars& wars = this->wars();
  const auto time = [](const char* id, const char* label, double value) {
    return Fact{id, label, value, {"ms", "ms", 1, value < 100 ? 2 : 0}};
  };
  Fact fresh = time("freshAfter", "99.9\u00a0% of reads are fresh", wars.t_visibility(0.999));
  fresh.words = *fresh.value > 0 ? phrase({value_text(fresh), " after the write"}) : "at once";
  return {fresh, time("slowReads", "99.9\u00a0% of reads take at most", wars.read_latency(0.999)),
          time("slowWrites", "99.9\u00a0% of writes", wars.write_latency(0.999)),
          time("halfOfReads", "Half of the reads take at most", wars.read_latency(0.5)),
          time("halfOfWrites", "half of the writes", wars.write_latency(0.5))};
}

void QuorumCalculator::state(Json& json) const {
  const auto whole = [&](const char* id, int number) { json.member(id, number); };
  whole("n", quorum_.n);
  whole("w", quorum_.w);
  whole("r", quorum_.r);
  write_facts(json, facts());
  json.key("nodes").array([&] {
    int i = 0;
    for (const Replica& replica : replicas()) {
      json.object([&] {
        json.member("id", node_id(i));
        json.member("wrote", replica.wrote);
        json.member("read", replica.read);
        json.member("overlap", replica.overlap());
        json.member("version", replica.version);
        json.member("down", client_.replicas[static_cast<std::size_t>(i++)].down);
      });
    }
  });
  whole("latestVersion", client_.latest());
  json.member("outcome", id_of(outcomes, outcome()));
  json.key("lastRead");
  const auto last = client_.decided();
  const Request* read = last.last_read();
  if (!read || !read->succeeded) return json.null();
  json.object([&] {
    json.member("version", read->version);
    json.member("stale", read->stale());
  });
}

std::string QuorumCalculator::describe() const {
  const auto facts = this->facts();
  std::string text = phrase({quorum_.n, " replicas. ", said(facts[0]),
                             quorum_.consistent() ? ", more than N. " : ", not more than N. ",
                             said(facts[1]), ". ", said(facts[2]), ". ", said(facts[3]), "."});
  const auto say = [&text](std::initializer_list<distributed::Piece> pieces) {
    append(text, {" ", phrase(pieces)});
  };
  const int down = quorum_.n - live();
  if (down > 0) say({down, " of the replicas ", down == 1 ? "is" : "are", " down."});
  const Outcome outcome = this->outcome();
  if (outcome > Outcome::done) say({outcomes[static_cast<int>(outcome)].label});

  const auto last = client_.decided();
  const Request *write = last.last_write(), *read = last.last_read();
  const auto who = [](const std::vector<int>& nodes) {
    return nodes.empty() ? std::string{"no node"} : node_names(nodes, true);
  };
  if (write) {
    say({"The last write, version ", write->version, ", was acknowledged by ",
         who(write->answered()),
         write->succeeded ? "." : phrase({"; it needed ", write->needed, "."})});
  }
  if (!read) return text;
  if (!read->succeeded) {
    say({"The last read asked ", who(read->asked()), " and was answered by ", who(read->answered()),
         "; it needed ", read->needed, "."});
    return text;
  }
  say({"The last read asked ", who(read->asked()), " and returned version ", read->version,
       read->stale() ? ": stale, the read missed every written node." : ": up to date."});
  std::vector<int> both;
  const auto replicas = this->replicas();
  for (int i = 0; i < quorum_.n; ++i) {
    if (replicas[static_cast<std::size_t>(i)].overlap()) both.push_back(i);
  }
  if (!both.empty()) say({"In both sets: ", who(both), "."});
  return text;
}

std::string QuorumCalculator::explored() const {
  const auto facts = this->facts();
  return phrase({facts_in_words({facts[4]}), " ", facts_in_words(waits()), " With each node up ",
                 percent_text(node_availability()),
                 " of the time: ", facts_in_words({facts[5], facts[6]})});
}

std::string QuorumCalculator::prompt() const {
  switch (outcome()) {
    case Outcome::write_refused:
      return "Too few replicas are up for this write. Lower W, or click a node to bring it back.";
    case Outcome::read_refused:
      return "Too few replicas are up for this read. Lower R, or click a node to bring it back.";
    default:
      break;
  }
  const Request *write = client_.last_write(), *read = client_.last_read();
  if (write && write->travels())
    return "The write is on its way: it is done once W replicas have stored it.";
  if (read && read->travels())
    return "The read asks R replicas and takes the newest version it sees.";
  if (!write) return "Press Simulate Write: W of the N replicas store a new version.";
  if (!write->succeeded)
    return "A write that too few acknowledged has failed, but it stays where it arrived. Read it.";
  if (!read) return "Now press Simulate Read: does it meet a replica with the new version?";
  if (!read->succeeded)
    return "A read that too few answered returns nothing. Press Simulate Read once more.";
  if (read->stale())
    return "The read missed the write. Raise W or R until W\u00a0+\u00a0R is more than N.";
  if (!quorum_.consistent()) return "Fresh, but by luck. Press Simulate Stale Read to see it fail.";
  return "Read and write sets always meet. Lower W or R: can a read miss the write?";
}

}  // namespace microsims
