#include "split_brain_scenario/model.hpp"

#include <iterator>
#include <utility>

#include "split_brain_scenario/outcome.hpp"

namespace microsims {
namespace {

using Kind = LogClusterMessage::Kind;

constexpr const char* phases[] = {"healthy", "partitioned", "elected", "conflict", "resolved"};
constexpr Named sizes[] = {{"3", "3 nodes"}, {"5", "5 nodes"}};
constexpr const char* balance_ids[most_nodes] = {"balance1", "balance2", "balance3", "balance4",
                                                 "balance5"};

std::string id_of_node(NodeId node) {
  return node_id(static_cast<int>(node));
}

}  // namespace

SplitBrainScenario::SplitBrainScenario(std::uint64_t seed)
    : chance_(seed), episode_(setup_, chance_.split()) {
  declare();
}

void SplitBrainScenario::declare() {
  declare_controls();
  declare_exploring();
}

void SplitBrainScenario::declare_controls() {
  Control& partition = controls_.button("partition", "Partition Network", MarkKind::cut, [this] {
    if (!episode_.can_cut()) start_over();
    episode_.cut();
    note(origin());
  });
  partition.primary = true;
  partition.enabled = [this] {
    return setup_.splits() &&
           (episode_.can_cut() || (!cluster().split() && !moving() && !episode_.in_conflict()));
  };
  Control& heal = controls_.button("heal", "Heal Partition", MarkKind::mend, [this] {
    episode_.heal();
    note(origin());
  });
  heal.enabled = [this] { return episode_.can_heal(); };
  heal.primary_now = [this] { return episode_.answered(); };

  const auto in_conflict = [this] { return episode_.in_conflict(); };
  Control& last = controls_.button("resolve-lww", "Last-Write-Wins", [this] {
    episode_.resolve();
    note(origin());
  });
  last.primary = true;
  last.enabled = in_conflict;
  Control& manual = controls_.button("resolve-manual", "Manual Resolution", [this] {
    episode_.resolve(manual_balance_);
    note(origin());
  });
  manual.primary = true;
  manual.enabled = in_conflict;
  // Before the story begins an address can set it.
  controls_
      .slider("manual-balance", "Balance for Manual Resolution ($)", manual_balance_,
              {balance_a, balance_b, 1})
      .enabled = [this] { return episode_.can_cut() || episode_.in_conflict(); };
}

void SplitBrainScenario::declare_exploring() {
  controls_.explore("Rule");
  controls_.choice("promotion", "Rule", setup_.promotion, promotion_names).changed = [this] {
    start_over();
  };
  controls_.button("compare-rules", "Compare All Rules", [this] { compare_rules(); });

  controls_.explore();
  controls_.choice("nodes", "Nodes", size_, sizes).changed = [this] {
    setup_.nodes = size_ == Size::five ? 5 : 3;
    change_cluster();
  };
  controls_.explore("With Node 1");
  for (NodeId node = 1; node < most_nodes; ++node) {
    Control& beside =
        controls_.toggle(phrase({"beside-", node + 1}), name_of(node), setup_.beside[node]);
    beside.enabled = [this, node] { return can_change_sides(node); };
    beside.changed = [this] { change_cluster(); };
  }
}

bool SplitBrainScenario::can_change_sides(NodeId node) const {
  return node > 0 && node < setup_.nodes && !cluster().split() && !episode_.in_conflict();
}

// Messages that are still under way belong to a cluster that is no more.
void SplitBrainScenario::start_over() {
  record_.end_all(Delivery::lost, 1000 * now());
  first_ += static_cast<MessageNumber>(cluster().messages_sent());
  episode_ = Episode{setup_, chance_.split()};
}

void SplitBrainScenario::change_cluster() {
  outcomes_ = {};
  start_over();
}

void SplitBrainScenario::pass(Milliseconds time) {
  const Microseconds beginning = origin();
  episode_.advance(1000 * time);
  note(beginning);
}

// Takes over what the episode tells; its clock began at `origin` on the clock of the run.
void SplitBrainScenario::note(Microseconds origin) {
  const auto lane = [&](NodeId node, NodeId other) {
    if (node != cluster().client()) return lane_of(node);
    return setup_.beside[other] ? 0 : 1;
  };
  const auto refused = [&](const auto& pulse) {
    bool in_vain = false;
    for (const LogCluster::Write& write : cluster().writes()) {
      in_vain |= pulse.kind == Kind::write && write.at == pulse.to && write.refused;
    }
    return in_vain;
  };
  follow(record_, {.first = first_, .origin = origin}, episode_.take_trace(), lane, refused);
  for (Mark& mark : episode_.take_marks()) {
    record_.mark(origin / 1000 + mark.at, mark.kind, mark.id, std::move(mark.words), mark.lane);
  }
  if (episode_.over()) outcomes_[static_cast<std::size_t>(setup_.promotion)] = episode_.outcome();
}

// Every rule goes through the same split, unseen; a conflict is left to the last write.
void SplitBrainScenario::compare_rules() {
  if (!setup_.splits()) return;
  constexpr Time long_enough = simulation::seconds(60);
  for (std::size_t rule = 0; rule < outcomes_.size(); ++rule) {
    Setup setup = setup_;
    setup.promotion = static_cast<Promotion>(rule);
    Episode episode{setup, chance_.split()};
    episode.cut();
    episode.advance(long_enough);
    episode.heal();
    episode.advance(long_enough);
    episode.resolve();
    episode.advance(long_enough);
    outcomes_[rule] = episode.outcome();
  }
}

std::vector<std::string> SplitBrainScenario::lanes() const {
  return lanes_of({"Client A", "Client B"}, static_cast<int>(setup_.nodes));
}

std::vector<MessageKind> SplitBrainScenario::message_kinds() const {
  return {std::begin(split_brain_message_kinds), std::end(split_brain_message_kinds)};
}

std::optional<std::string> SplitBrainScenario::undisturbable(const Message& message,
                                                             Disturbance disturbance) const {
  const auto kind = static_cast<Kind>(message.kind);
  if ((kind == Kind::done || kind == Kind::refused) && disturbance == Disturbance::drop) {
    return "A client asks again until it has its answer: to lose one changes nothing.";
  }
  return std::nullopt;
}

void SplitBrainScenario::disturb(const Message& message, Disturbance disturbance) {
  episode_.disturb(message.number - first_ + 1, disturbance, {delayed_by, copied_behind});
  note(origin());
}

std::vector<Fact> SplitBrainScenario::facts() const {
  std::vector<Fact> facts = facts_of(episode_.outcome());
  facts.insert(facts.begin(), {"timer", "Without a heartbeat", episode_.timer(), seconds_unit});
  for (const NodeId node : all_nodes(cluster())) {
    facts.push_back({.id = balance_ids[node],
                     .label = phrase({"Balance of ", name_of(node)}),
                     .words = money(cluster().value(node))});
  }
  return facts;
}

void SplitBrainScenario::state(Json& json) const {
  const LogCluster& cluster = episode_.cluster();
  json.member("phase", phases[static_cast<int>(episode_.phase())]);
  json.member("timer", episode_.timer());
  json.values("leaders", cluster.leaders(), id_of_node);
  json.objects("nodes", all_nodes(cluster), [&](NodeId node) {
    json.member("id", id_of_node(node));
    json.member("role", id_of(role_names, cluster.role(node)));
    json.member("balance", cluster.value(node));
    json.member("term", cluster.epoch(node));
    json.member("besideNode1", setup_.beside[node]);
    json.values("log", cluster.log(node),
                [&](const LogClusterEntry& entry) { return episode_.words_of(entry); });
  });
  json.key("conflict");
  if (episode_.in_conflict()) {
    json.object([&] {
      json.member("a", cluster.value(cluster.contradiction().front()));
      json.member("b", cluster.value(cluster.contradiction().back()));
    });
  } else {
    json.null();
  }
  std::optional<std::string> resolution;
  if (episode_.resolution() != Resolution::none) {
    resolution = episode_.resolution() == Resolution::manual ? "manual" : "last-write-wins";
  }
  json.member("resolution", resolution);
  json.member("split", cluster.split());
  json.objects("writes", episode_.writes(), [&](const ClientWrite& write) {
    json.member("id", write.letter());
    json.member("node", id_of_node(write.at));
    json.member("balance", write.balance);
    json.member("fate", text_of(write.fate));
    json.member("lost", write.lost);
  });
  json.key("rules").array([&] {
    for (std::size_t rule = 0; rule < outcomes_.size(); ++rule) {
      if (!outcomes_[rule]) continue;
      json.object([&] {
        json.member("rule", promotion_names[rule].id);
        write_facts(json, facts_of(*outcomes_[rule]));
      });
    }
  });
}

}  // namespace microsims
