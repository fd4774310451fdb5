// The sentences of SplitBrainScenario.

#include <algorithm>

#include "split_brain_scenario/model.hpp"

namespace microsims {
namespace {

using Role = LogCluster::Role;

template <typename Test>
std::vector<int> those(NodeId count, Test is_in) {
  std::vector<int> found;
  for (NodeId node = 0; node < count; ++node) {
    if (is_in(node)) found.push_back(static_cast<int>(node));
  }
  return found;
}

std::vector<int> side(const Setup& setup, bool beside) {
  return those(setup.nodes, [&](NodeId node) { return setup.beside[node] == beside; });
}

std::string roles_in_words(const LogCluster& cluster) {
  std::string text;
  for (const Role role : {Role::leader, Role::replica, Role::down}) {
    const auto nodes = those(static_cast<NodeId>(cluster.size()),
                             [&](NodeId node) { return cluster.role(node) == role; });
    if (nodes.empty()) continue;
    const bool one = nodes.size() == 1, noun = role != Role::down;
    append(text, {node_names(nodes), one ? " is " : " are ", one && noun ? "a " : "",
                  id_of(role_names, role), !one && noun ? "s" : "", ". "});
  }
  return text;
}

}  // namespace

std::string SplitBrainScenario::describe() const {
  const LogCluster& cluster = episode_.cluster();
  std::string text = roles_in_words(cluster);
  if (cluster.split()) {
    append(text, {"The network is split: ", node_names(side(setup_, true)), " here, ",
                  node_names(side(setup_, false)), " there. "});
    if (episode_.phase() == Phase::partitioned && !episode_.decided()) {
      append(text, {number_text(episode_.timer(), 1), " seconds without a heartbeat. "});
    }
  } else {
    text += "The network is whole. ";
  }
  if (cluster.elected()) append(text, {"Elected new leader: ", name_of(*cluster.elected()), ". "});
  for (std::size_t i = 0; i < cluster.writes().size(); ++i) {
    const LogCluster::Write& write = cluster.writes()[i];
    append(text, {i == 0 ? "Write A" : "Write B", ", user balance ", money(write.value), " to ",
                  name_of(write.at), ": ", text_of(episode_.fate(i)),
                  episode_.lost(i) ? ", and lost. " : ". "});
  }
  if (episode_.in_conflict()) {
    text += "CONFLICT DETECTED. ";
    for (const NodeId leader : cluster.contradiction()) {
      append(text, {name_of(leader), " says ", money(cluster.value(leader)), ". "});
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
  const LogCluster& cluster = episode_.cluster();
  if (!setup_.splits()) return "All nodes stay together: move at least one to the other side.";
  const std::vector<int> across = side(setup_, false);
  const std::string here = node_names(side(setup_, true)), there = node_names(across);
  if (episode_.in_conflict()) {
    return "Decide: press Last-Write-Wins, or set a balance for Manual Resolution.";
  }
  if (!cluster.split()) {
    if (episode_.cut_at() == not_yet) {
      return phrase({"Press Partition Network to cut ", here, " off from ", there, "."});
    }
    if (!episode_.decided()) return "Healed in time: nobody was promoted. Press Partition Network.";
    if (cluster.leaders().empty()) return "Nobody leads: soon a node will ask for votes again.";
    if (moving()) {
      return cluster.leaders().size() > 1
                 ? "The network is whole again: both leaders send each other their logs to sync."
                 : "The leader sends its log to all: the nodes catch up.";
    }
    return "Play it again, or find safer ways to choose a leader in Explore.";
  }
  if (episode_.answered()) {
    std::string text;
    for (std::size_t i = 0; i < cluster.writes().size(); ++i) {
      const Fate fate = episode_.fate(i);
      if (fate == Fate::confirmed) continue;
      const NodeId node = cluster.writes()[i].at;
      const bool down = cluster.role(node) == Role::down;
      const char* write = i == 0 ? "Write A" : "Write B";
      append(text, {name_of(node),
                    fate == Fate::refused ? " has no majority and refused "
                    : down                ? " is off and did not answer "
                                          : " never confirmed ",
                    write, ". "});
    }
    if (text.empty()) text = "Both clients have written. ";
    return text + "Now press Heal Partition.";
  }
  if (episode_.decided() && episode_.now() < episode_.writes_at()) {
    const auto leaders = cluster.leaders();
    if (leaders.empty()) return "Nobody got a majority: no node leads.";
    if (!cluster.elected()) return "Nobody got a majority on the other side: Node 1 still leads.";
    const std::string leader = name_of(*cluster.elected());
    return leaders.size() > 1
               ? phrase({leader, " leads now. Node 1 cannot hear of it, and leads on."})
               : phrase({leader, " leads now, and no other node does."});
  }
  if (episode_.decided()) {
    return "On each side of the split a client writes. What do the nodes answer?";
  }
  if (episode_.timer() < heartbeat_timeout) {
    return phrase({there, across.size() == 1 ? " no longer hears" : " no longer hear",
                   " Node 1. What happens after ", number_text(heartbeat_timeout), " seconds?"});
  }
  return "Silent for too long: may somebody on the other side take the lead?";
}

std::string SplitBrainScenario::verdict() const {
  const Outcome outcome = episode_.outcome();
  const std::string balance = money(cluster().value(episode_.target_a()));
  if (episode_.resolution() != Resolution::none) {
    const bool manual = episode_.resolution() == Resolution::manual;
    const std::string result =
        manual ? phrase({"Manual Resolution: the balance is ", balance, ". "})
               : phrase({"Last-Write-Wins keeps the later write, ", balance, ". "});
    if (outcome.lost == 2) return phrase({result, "Both confirmed writes are lost."});
    return phrase(
        {result, "Write ", (episode_.lost(0) ? "A" : "B"), " was confirmed, and is lost."});
  }
  if (outcome.lost > 0) {
    return phrase({"Write ", episode_.lost(0) ? "A" : "B",
                   " was confirmed, and is lost. The balance is ", balance, " everywhere."});
  }
  const bool a = outcome.a == Fate::confirmed, b = outcome.b == Fate::confirmed;
  if (a && b) return "No conflict: both writes are in every log.";
  if (!a && !b) {
    return phrase(
        {"No conflict: neither write was confirmed. The balance is ", balance, " everywhere."});
  }
  return phrase({"No conflict: only Write ", a ? "A" : "B", " was confirmed, Write ", a ? "B" : "A",
                 (a ? outcome.b : outcome.a) == Fate::refused ? " was refused" : " got no answer",
                 ". The balance is ", balance, " everywhere."});
}

std::string SplitBrainScenario::explored() const {
  std::string text = "The same split under each rule.";
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    append(text, {" ", promotion_rules[i].title, " – ", promotion_rules[i].promise, ". Here: "});
    std::vector<std::string> cells;
    if (outcomes_[i]) {
      for (const Fact& fact : facts_of(*outcomes_[i])) cells.push_back(cell_text(fact));
    }
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      append(text, {cell == 0 ? "" : ", ", cells[cell]});
    }
    text += cells.empty() ? "not played yet." : ".";
  }
  return text;
}

}  // namespace microsims
