// What it tells: facts, state, sentences.

#include <cmath>

#include "gossip/convergence.hpp"
#include "gossip_protocol_spread/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using namespace distributed::gossip;

namespace {

constexpr Unit expected_nodes{"node", "nodes", 1, 1};
constexpr Unit share_left{"%", "%", 100, 1};

std::optional<double> mean(std::uint64_t sum, std::uint32_t count) {
  if (count == 0) return std::nullopt;
  return static_cast<double>(sum) / count;
}

}  // namespace

std::vector<Fact> GossipProtocolSpread::facts() const {
  const std::uint32_t round = spread_.round(), live = spread_.live();
  Fact informed{"informed", "Nodes informed", static_cast<double>(spread_.informed()),
                expected_nodes};
  if (started_ && round >= expected_from_) {
    const std::size_t since = round - expected_from_;
    informed.law = since < expected_.size() ? expected_[since] : live;
  }
  return {{"round", "Round", static_cast<double>(round)},
          informed,
          {"total", "Live nodes", static_cast<double>(live), nodes_unit},
          {"messages", "Messages", static_cast<double>(spread_.exchanges()), messages_unit}};
}

std::vector<Fact> GossipProtocolSpread::costs(Exchange exchange) const {
  const Trials::Tally tally = trials_.tally(exchange);
  Fact rounds{"meanRounds", "Mean rounds", mean(tally.all_rounds, trials_.runs()), rounds_unit};
  if (exchange == options_.exchange && !law_.complete.empty()) {
    double expected = 0;
    for (const double share : law_.complete) expected += 1 - share;
    rounds.law = expected;
  }
  return {
      rounds,
      {"meanMessages", "Mean messages", mean(tally.all_messages, trials_.runs()), messages_unit}};
}

std::vector<Fact> GossipProtocolSpread::silences() const {
  const double law = threshold_ * suspicion_.counted_mean * std::log(10);
  return {{"normal", "Normal intervals", suspicion_.normal.silence(threshold_), seconds_unit},
          {"exponential", "Exponential intervals", suspicion_.exponential.silence(threshold_),
           seconds_unit, law}};
}

std::vector<Fact> GossipProtocolSpread::leftovers() const {
  const auto left_by = [](const char* label, const Repair::Rumor& rumor) {
    return Fact{label, label, rumor.course.back(), share_left, rumor.law};
  };
  return {left_by("k = 1", repair_.rumors[0]), left_by("k = 2", repair_.rumors[1])};
}

void GossipProtocolSpread::state(Json& json) const {
  write_facts(json, facts());
  json.member("fanout", options_.fanout);
  json.member("running", running());
  json.key("nodes").array([&] {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      json.object([&] {
        json.member("id", node_id(static_cast<int>(i)));
        json.member("status", id_of(statuses, spread_.status(i)));
      });
    }
  });
  json.member("history", started_ ? spread_.history() : std::vector<std::uint32_t>{});
  json.member("auto", auto_);
  json.member("exchange", id_of(exchanges, options_.exchange));
  json.member("loss", options_.loss);
  json.member("expectedFrom", expected_from_);
  json.member("expected", expected_);
  json.key("runs").object([&] {
    json.member("count", trials_.runs());
    for (const Exchange exchange : all_exchanges) {
      json.key(id_of(exchanges, exchange)).object([&] { write_facts(json, costs(exchange)); });
    }
  });
  json.key("suspicion").object([&] {
    json.member("threshold", threshold_);
    write_facts(json, silences());
  });
}

std::string GossipProtocolSpread::describe() const {
  const std::uint32_t live = spread_.live();
  std::string text = phrase({counted(options_.nodes, "node"), ", of which Node 4 is DOWN. "});
  if (!started_) return phrase({text, "The other ", live, " do not know it yet."});
  append(text, {"Round ", spread_.round(), " — Nodes informed: ", spread_.informed(), " / ", live,
                ". ", node_name(static_cast<int>(first_)), " noticed first. "});
  const auto count = static_cast<std::uint32_t>(arrivals_.size());
  append(text, {counted(count, "node"), " heard it just now, ", spread_.informed() - count,
                " have passed it on, ", live - spread_.informed(), " do not know it yet. ",
                spread_.exchanges(), " messages so far."});
  return text;
}

std::string GossipProtocolSpread::heard_in_words(std::uint32_t node) const {
  const std::string name = node_name(static_cast<int>(node));
  if (node == first_) return phrase({name, " noticed that Node 4 is down"});
  return phrase({name, " heard it from ", node_name(static_cast<int>(nodes_[node].heard_from))});
}

std::string GossipProtocolSpread::rounds_in_words() const {
  std::string words = "Press Run Many Times to run these settings again and again. ";
  if (const Fact mean = costs(options_.exchange).front(); mean.value) {
    words = phrase({"Mean: ", number_text(*mean.value, 2), " rounds"});
    if (mean.law) append(words, {", by the exact law ", number_text(*mean.law, 2)});
    words += ". ";
  }
  if (has_bounds()) {
    const std::uint32_t live = spread_.live();
    append(words, {"Published bounds of the mean (Doerr and Künnemann): ",
                   number_text(push_rounds_lower(live), 1), " to ",
                   number_text(push_rounds_upper(live), 1), ". "});
  }
  return words;
}

std::string GossipProtocolSpread::explored() const {
  if (topic_ == Topic::suspicion) {
    const auto silence = silences();
    return phrase({"With a threshold of ", number_text(threshold_),
                   " for phi, Node 4 is suspected ", "after ", value_text(silence[0]),
                   " of silence if intervals are taken for normal, after ", value_text(silence[1]),
                   " if for exponential."});
  }
  if (topic_ == Topic::repair) {
    return phrase({"A rumor that stops by itself left ", value_text(leftovers()[0]), " of ",
                   Repair::nodes, " nodes without the news; anti-entropy by pull found them in ",
                   repair_.repairs[1].course.size() - 1, " cycles."});
  }
  std::string text = "How many rounds until all know? ";
  if (trials_.runs() > 0) text = phrase({"Until all know, in ", trials_.runs(), " runs. "});
  text += rounds_in_words();
  for (const Exchange exchange : all_exchanges) {
    if (trials_.runs() == 0) break;
    const auto cost = costs(exchange);
    append(text, {"By ", id_of(exchanges, exchange), ": ", value_text(cost[0]), " and ",
                  value_text(cost[1]), " on average. "});
  }
  text.pop_back();
  return text;
}

std::string GossipProtocolSpread::prompt() const {
  const std::string peers = counted(options_.fanout, "random peer");
  if (!started_) return "Node 4 is down. Press Start Gossip: one node notices and tells others.";
  const bool under_way = clock_ < messages_end;
  if (spread_.round() == 0) {
    if (under_way) return "One node gets no answer from Node 4 and concludes that it is down.";
    if (auto_) return "One node knows. How many rounds until all do?";
    return phrase({"One node knows. Press Next Round: it tells ", peers, "."});
  }
  if (under_way) {
    constexpr const char* who[] = {"Each informed node exchanges state with ",
                                   "Each node that does not know asks ",
                                   "Every node exchanges state with "};
    return phrase({who[static_cast<int>(options_.exchange)], peers, "."});
  }
  if (!running()) {
    return "All know and have passed it on. Change the fanout and press Start Gossip again.";
  }
  if (all_know()) return "All know. In the next round the newest pass it on, too.";
  return auto_ ? "What they have learned they pass on in the next round."
               : "Press Next Round: those who know pass it on.";
}

}  // namespace microsims
