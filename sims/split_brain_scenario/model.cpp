#include "split_brain_scenario/model.hpp"
#include "stage/model/text.hpp"

#include <algorithm>

namespace microsims {
namespace {

using Phase = SplitBrain::Phase;
using Role = SplitBrain::Role;
using Resolution = SplitBrain::Resolution;

std::string id_of(NodeId node) {
  return phrase({"node-", node + 1});
}

// "Node 1", "Nodes 2 and 3": those for which `is_in` holds.
template <typename Test>
std::string names(NodeId count, Test is_in) {
  std::vector<NodeId> found;
  for (NodeId node = 0; node < count; ++node) {
    if (is_in(node)) found.push_back(node);
  }
  std::string text = found.size() == 1 ? "Node " : "Nodes ";
  for (std::size_t i = 0; i < found.size(); ++i) {
    append(text, {i == 0 ? "" : i + 1 == found.size() ? " and " : ", ", found[i] + 1});
  }
  return text;
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
  Control& partition = controls_.button("partition", "Partition Network", [this] {
    if (!episode_.can_cut()) start_over();
    episode_.cut();
  });
  partition.primary = true;
  partition.enabled = [this] {
    return setup_.splits() &&
           (episode_.can_cut() || (!cluster().split() && !moving() && !episode_.in_conflict()));
  };
  Control& heal = controls_.button("heal", "Heal Partition", [this] { episode_.heal(); });
  heal.enabled = [this] { return episode_.can_heal(); };
  heal.primary_now = [this] { return episode_.answered(); };

  const auto in_conflict = [this] { return episode_.in_conflict(); };
  Control& last = controls_.button("resolve-lww", "Last-Write-Wins", [this] {
    episode_.resolve_last_write_wins();
    note_outcome();
  });
  last.primary = true;
  last.enabled = in_conflict;
  Control& manual = controls_.button("resolve-manual", "Manual Resolution", [this] {
    episode_.resolve_manually(static_cast<std::int64_t>(manual_balance_));
    note_outcome();
  });
  manual.primary = true;
  manual.enabled = in_conflict;
  Control& balance = controls_.slider(
      "manual-balance", "Balance for Manual Resolution ($)",
      [] {
        return Range{balance_a, balance_b, 1};
      },
      [this] { return manual_balance_; }, [this](double value) { manual_balance_ = value; });
  // Before the story begins an address can set it.
  balance.enabled = [this] { return episode_.can_cut() || episode_.in_conflict(); };
}

void SplitBrainScenario::declare_exploring() {
  controls_.explore("Rule");
  std::vector<Option> rules;
  for (const PromotionRule& rule : promotion_rules) rules.push_back({rule.id, rule.label});
  controls_.choice(
      "promotion", "Rule", std::move(rules),
      [this] { return std::string_view{rule_of(setup_.promotion).id}; },
      [this](std::string_view id) {
        setup_.promotion = promotion_of(id);
        start_over();
      });
  controls_.button("compare-rules", "Compare All Rules", [this] { compare_rules(); });

  controls_.explore();
  const auto change_cluster = [this] {
    outcomes_ = {};
    start_over();
  };
  controls_.choice(
      "nodes", "Nodes", {{"3", "3 nodes"}, {"5", "5 nodes"}},
      [this] { return std::string_view{setup_.nodes == 5 ? "5" : "3"}; },
      [this, change_cluster](std::string_view id) {
        setup_.nodes = id == "5" ? 5 : 3;
        change_cluster();
      });
  controls_.explore("With Node 1");
  for (NodeId node = 1; node < most_nodes; ++node) {
    Control& beside = controls_.toggle(
        phrase({"beside-", node + 1}), name_of(node), [this, node] { return setup_.beside[node]; },
        [this, node, change_cluster](bool stays) {
          setup_.beside[node] = stays;
          change_cluster();
        });
    beside.enabled = [this, node] { return can_change_sides(node); };
  }
}

bool SplitBrainScenario::can_change_sides(NodeId node) const {
  return node > 0 && node < setup_.nodes && !cluster().split() && !episode_.in_conflict();
}

void SplitBrainScenario::start_over() {
  episode_ = Episode{setup_, chance_.split()};
}

void SplitBrainScenario::pass(Milliseconds time) {
  episode_.advance(simulation::milliseconds(static_cast<double>(time)));
  note_outcome();
}

void SplitBrainScenario::note_outcome() {
  if (episode_.over()) outcomes_[static_cast<std::size_t>(setup_.promotion)] = episode_.outcome();
}

// Every rule goes through the same split, unseen; a conflict is left to the last write.
void SplitBrainScenario::compare_rules() {
  if (!setup_.splits()) return;
  constexpr Time long_enough = simulation::seconds(60);
  for (std::size_t rule = 0; rule < promotion_rules.size(); ++rule) {
    Setup setup = setup_;
    setup.promotion = static_cast<Promotion>(rule);
    Episode episode{setup, chance_.split()};
    episode.cut();
    episode.advance(long_enough);
    episode.heal();
    episode.advance(long_enough);
    episode.resolve_last_write_wins();
    episode.advance(long_enough);
    outcomes_[rule] = episode.outcome();
  }
}

void SplitBrainScenario::state(Json& json) const {
  const SplitBrain& cluster = episode_.cluster();
  json.member("phase", text_of(cluster.phase()));
  json.member("timer", episode_.timer());
  json.key("leaders").array([&] {
    for (const NodeId leader : cluster.leaders()) json.value(id_of(leader));
  });
  json.key("nodes").array([&] {
    for (NodeId node = 0; node < cluster.size(); ++node) {
      json.object([&] {
        json.member("id", id_of(node));
        json.member("role", text_of(cluster.role(node)));
        json.member("balance", cluster.value(node));
        json.member("term", cluster.epoch(node));
        json.member("besideNode1", setup_.beside[node]);
        json.key("log").array([&] {
          for (const BalanceEntry& entry : cluster.log(node)) json.value(episode_.words_of(entry));
        });
      });
    }
  });
  json.key("conflict");
  if (episode_.in_conflict()) {
    json.object([&] {
      json.member("a", cluster.conflict().front().value);
      json.member("b", cluster.conflict().back().value);
    });
  } else {
    json.null();
  }
  json.key("resolution");
  if (cluster.resolution() == Resolution::none) {
    json.null();
  } else {
    json.value(text_of(cluster.resolution()));
  }
  json.member("split", cluster.split());
  json.key("writes").array([&] {
    for (std::size_t i = 0; i < cluster.writes().size(); ++i) {
      json.object([&] {
        json.member("id", i == 0 ? "A" : "B");
        json.member("node", id_of(cluster.writes()[i].at));
        json.member("balance", cluster.writes()[i].value);
        json.member("fate", text_of(episode_.fate(i)));
        json.member("lost", episode_.lost(i));
      });
    }
  });
  json.key("rules").array([&] {
    for (std::size_t rule = 0; rule < promotion_rules.size(); ++rule) {
      if (!outcomes_[rule]) continue;
      const Outcome& outcome = *outcomes_[rule];
      json.object([&] {
        json.member("rule", promotion_rules[rule].id);
        json.member("leaders", outcome.leaders);
        json.member("electedAfter", outcome.elected_after);
        json.member("a", text_of(outcome.a));
        json.member("b", text_of(outcome.b));
        json.member("lost", outcome.lost);
      });
    }
  });
}

std::string SplitBrainScenario::describe() const {
  const SplitBrain& cluster = episode_.cluster();
  const auto has = [&](Role role) {
    return [&, role](NodeId n) { return cluster.role(n) == role; };
  };
  std::string text;
  for (const Role role : {Role::leader, Role::replica, Role::down}) {
    std::size_t count = 0;
    for (NodeId node = 0; node < setup_.nodes; ++node) count += cluster.role(node) == role;
    if (count == 0) continue;
    append(text, {names(setup_.nodes, has(role)), count == 1 ? " is " : " are ",
                  role == Role::down ? ""
                  : count == 1       ? "a "
                                     : "",
                  text_of(role), count > 1 && role != Role::down ? "s" : "", ". "});
  }
  if (cluster.split()) {
    append(text,
           {"The network is split: ",
            names(setup_.nodes, [&](NodeId node) { return setup_.beside[node]; }), " here, ",
            names(setup_.nodes, [&](NodeId node) { return !setup_.beside[node]; }), " there. "});
    if (cluster.phase() == Phase::partitioned && !episode_.decided()) {
      append(text, {number_text(episode_.timer(), 1), " seconds without a heartbeat. "});
    }
  } else {
    text += "The network is whole. ";
  }
  if (cluster.elected()) append(text, {"Elected new leader: ", name_of(*cluster.elected()), ". "});
  for (std::size_t i = 0; i < cluster.writes().size(); ++i) {
    const SplitBrain::Write& write = cluster.writes()[i];
    append(text, {i == 0 ? "Write A" : "Write B", ", user balance ", money(write.value), " to ",
                  name_of(write.at), ": ", text_of(episode_.fate(i)),
                  episode_.lost(i) ? ", and lost. " : ". "});
  }
  if (episode_.in_conflict()) {
    text += "CONFLICT DETECTED. ";
    for (const SplitBrain::Side& side : cluster.conflict()) {
      append(text, {name_of(side.leader), " says ", money(side.value), ". "});
    }
    text += "Which write wins? Last-Write-Wins or Manual Resolution. ";
  }
  text += "Balances: ";
  for (NodeId node = 0; node < setup_.nodes; ++node) {
    append(text, {node == 0 ? "" : ", ", name_of(node), " ", money(cluster.value(node))});
  }
  text += ".";
  if (episode_.over()) append(text, {" ", verdict()});
  return text;
}

std::string SplitBrainScenario::prompt() const {
  const SplitBrain& cluster = episode_.cluster();
  if (!setup_.splits()) return "All nodes stay together: move at least one to the other side.";
  const std::string here = names(setup_.nodes, [&](NodeId n) { return setup_.beside[n]; });
  const std::string there = names(setup_.nodes, [&](NodeId n) { return !setup_.beside[n]; });
  if (episode_.in_conflict()) {
    return "Decide: press Last-Write-Wins, or set a balance for Manual Resolution.";
  }
  if (!cluster.split()) {
    if (episode_.cut_at() == not_yet) {
      return phrase({"Press Partition Network to cut ", here, " off from ", there, "."});
    }
    if (!episode_.decided()) return "Healed in time: nobody was promoted. Press Partition Network.";
    if (moving()) {
      return episode_.conflict_at() != not_yet && !episode_.over()
                 ? "The network is whole again: both leaders send each other their logs to sync."
                 : "The leader sends its log to all: the nodes catch up.";
    }
    return "Play it again, or find safer ways to choose a leader in Explore.";
  }
  if (episode_.answered()) {
    const bool a = episode_.fate(0) == Fate::confirmed;
    const Fate other = episode_.fate(a ? 1 : 0);
    const char* name = a ? "B" : "A";
    const std::string node = name_of(a ? episode_.target_b() : episode_.target_a());
    if (other == Fate::confirmed) return "Both clients have written. Now press Heal Partition.";
    return phrase({node,
                   other == Fate::refused ? " has no majority and refused Write "
                                          : " is off and did not answer Write ",
                   name, ". Now press Heal Partition."});
  }
  if (episode_.decided() && episode_.now() < episode_.writes_at()) {
    if (!cluster.elected()) return "Nobody got a majority on the other side: Node 1 still leads.";
    const std::string leader = name_of(*cluster.elected());
    return cluster.leaders().size() > 1
               ? phrase({leader, " leads now. Node 1 cannot hear of it, and leads on."})
               : phrase({leader, " leads now, and no other node does."});
  }
  if (episode_.decided()) {
    return "On each side of the split a client writes. What do the nodes answer?";
  }
  if (episode_.timer() < heartbeat_timeout) {
    const auto across = setup_.nodes - std::count(setup_.beside.begin(),
                                                  setup_.beside.begin() + setup_.nodes, true);
    return phrase({there, across == 1 ? " no longer hears" : " no longer hear",
                   " Node 1. What happens after ", number_text(heartbeat_timeout), " seconds?"});
  }
  return "Silent for too long: may somebody on the other side take the lead?";
}

std::string SplitBrainScenario::verdict() const {
  const Outcome outcome = episode_.outcome();
  const std::string balance = money(cluster().value(episode_.target_a()));
  if (cluster().resolution() != Resolution::none) {
    const bool manual = cluster().resolution() == Resolution::manual;
    const std::string result =
        manual ? phrase({"Manual Resolution: the balance is ", balance, ". "})
               : phrase({"Last-Write-Wins keeps the later write, ", balance, ". "});
    if (outcome.lost == 2) return phrase({result, "Both confirmed writes are lost."});
    return phrase(
        {result, "Write ", (episode_.lost(0) ? "A" : "B"), " was confirmed, and is lost."});
  }
  const bool both_answered = outcome.a == Fate::confirmed && outcome.b == Fate::confirmed;
  if (both_answered) return "No conflict: both writes are in every log.";
  const bool a = outcome.a == Fate::confirmed;
  const Fate other = a ? outcome.b : outcome.a;
  return phrase({"No conflict: only Write ", a ? "A" : "B", " was confirmed, Write ", a ? "B" : "A",
                 other == Fate::refused ? " was refused" : " got no answer", ". The balance is ",
                 balance, " everywhere."});
}

}  // namespace microsims
