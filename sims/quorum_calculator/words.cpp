// What the Quorum Calculator tells: facts, state, sentences.

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "quorum_calculator/model.hpp"

namespace microsims {

using distributed::Request;
using Outcome = distributed::Coordinator::Outcome;

namespace {

constexpr Named outcomes[] = {
    {"none", "nothing yet"},
    {"done", "done"},
    {"write-refused", "The write failed: too few replicas are up to acknowledge it."},
    {"read-refused", "The read failed: too few replicas are up to answer it."},
    {"write-failed", "The write failed: too few replicas acknowledged it."},
    {"read-failed", "The read failed: too few replicas answered it."}};

}  // namespace

void QuorumCalculator::note_refusal() {
  const bool write = client_.outcome() == Outcome::write_refused;
  record_.mark(now(), MarkKind::lost, id_of(outcomes, client_.outcome()),
               phrase({write ? "Write" : "Read", " was refused: ", client_.live(), " of ",
                       counted(quorum_.n, "node"), client_.live() == 1 ? " is" : " are",
                       " up, it needs ", write ? quorum_.w : quorum_.r}),
               0);
}

void QuorumCalculator::note(const Request& request, Microseconds at) {
  const std::string answers =
      phrase({request.answered().size(), " of ",
              counted(static_cast<long long>(request.asked().size()), "node")});
  const std::string what =
      phrase({request.is_write ? "Write v" : "Read returned v", request.version});
  const auto mark = [&](MarkKind kind, const char* id, const std::string& words) {
    record_.mark(ceil_milliseconds(at), kind, id, words, 0);
  };
  if (request.is_write && request.succeeded) {
    mark(MarkKind::write, "write-acknowledged", what + " was acknowledged by " + answers);
  } else if (request.is_write) {
    mark(MarkKind::lost, "write-failed", what + " failed, acknowledged by " + answers);
  } else if (!request.succeeded) {
    mark(MarkKind::lost, "read-failed", "Read failed, answered by " + answers);
  } else if (request.stale()) {
    mark(MarkKind::conflict, "stale-read",
         phrase({what, ", which is older than v", request.confirmed}));
  } else {
    mark(MarkKind::read, "fresh-read", what + ", fresh");
  }
}

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
  const char* between = fact.id == "sum"                 ? " = "
                        : fact.id.ends_with("Tolerance") ? ": can lose "
                                                         : ": ";
  return phrase({fact.label, between, value_text(fact)});
}

std::vector<Fact> QuorumCalculator::waits() const {
  const auto& wars = this->wars();
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
  json.member("n", quorum_.n);
  json.member("w", quorum_.w);
  json.member("r", quorum_.r);
  write_facts(json, facts());
  json.key("nodes").array([&] {
    int i = 0;
    for (const auto& member : client_.members()) {
      json.object([&] {
        json.member("id", node_id(i));
        json.member("wrote", member.wrote);
        json.member("read", member.read);
        json.member("overlap", member.overlap());
        json.member("version", member.version);
        json.member("down", client_.replicas[static_cast<std::size_t>(i++)].down);
      });
    }
  });
  json.member("latestVersion", client_.latest());
  json.member("outcome", id_of(outcomes, client_.outcome()));
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
  const int down = quorum_.n - client_.live();
  if (down > 0) say({down, " of the replicas ", down == 1 ? "is" : "are", " down."});
  const Outcome outcome = client_.outcome();
  if (outcome > Outcome::done) say({outcomes[static_cast<int>(outcome)].label});

  const auto last = client_.decided();
  const Request *write = last.last_write(), *read = last.last_read();
  if (write) {
    say({"The last write, version ", write->version, ", was acknowledged by ",
         node_names(write->answered(), true),
         write->succeeded ? "." : phrase({"; it needed ", write->needed, "."})});
  }
  if (!read) return text;
  if (!read->succeeded) {
    say({"The last read asked ", node_names(read->asked(), true), " and was answered by ",
         node_names(read->answered(), true), "; it needed ", read->needed, "."});
    return text;
  }
  say({"The last read asked ", node_names(read->asked(), true), " and returned version ",
       read->version,
       read->stale() ? ": stale, the read missed every written node." : ": up to date."});
  const std::vector<int> both = client_.overlap();
  if (!both.empty()) say({"In both sets: ", node_names(both, true), "."});
  return text;
}

std::string QuorumCalculator::explored() const {
  const auto facts = this->facts();
  return phrase({facts_in_words({facts[4]}), " ", facts_in_words(waits()), " With each node up ",
                 percent_text(node_availability()),
                 " of the time: ", facts_in_words({facts[5], facts[6]})});
}

std::string QuorumCalculator::prompt() const {
  const Outcome outcome = client_.outcome();
  if (outcome == Outcome::write_refused)
    return "Too few replicas are up for this write. Lower W, or click a node to bring it back.";
  if (outcome == Outcome::read_refused)
    return "Too few replicas are up for this read. Lower R, or click a node to bring it back.";
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
