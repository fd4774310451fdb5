// What was measured and derived, and the state made of it.

#include <cmath>

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
  return {{"normal", "Normal intervals", suspicion_.silence(suspicion_.normal, threshold_),
           seconds_unit},
          {.id = "exponential",
           .label = "Exponential intervals",
           .value = suspicion_.silence(suspicion_.exponential, threshold_),
           .unit = seconds_unit,
           .law = threshold_ * suspicion_.counted_mean * std::log(10)}};
}

std::vector<Fact> GossipProtocolSpread::leftovers() const {
  std::vector<Fact> facts;
  constexpr std::string_view labels[] = {"k = 1", "k = 2"};
  for (int i = 0; i < 2; ++i) {
    const Repair::Rumor& rumor = repair_.rumors[i];
    facts.push_back({.id = labels[i],
                     .label = std::string{labels[i]},
                     .value = rumor.course.back(),
                     .unit = share_left,
                     .law = rumor.law});
  }
  return facts;
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
  json.key("history").array([&] {
    if (!started_) return;
    for (const std::uint32_t informed : spread_.history()) json.value(informed);
  });
  json.member("auto", auto_);
  json.member("exchange", id_of(exchanges, options_.exchange));
  json.member("loss", options_.loss);
  json.member("expectedFrom", expected_from_);
  json.key("expected").array([&] {
    for (const double informed : expected_) json.value(informed);
  });
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

}  // namespace microsims
