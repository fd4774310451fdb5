// The sentences of SplitBrainScenario.

#include <algorithm>

#include "split_brain_scenario/model.hpp"

namespace microsims {
namespace {

using Role = LogCluster::Role;

std::string roles_in_words(const LogCluster& cluster) {
  std::string text;
  for (const Role role : {Role::leader, Role::replica, Role::down}) {
    std::vector<NodeId> nodes;
    for (const NodeId node : all_nodes(cluster)) {
      if (cluster.role(node) == role) nodes.push_back(node);
    }
    if (nodes.empty()) continue;
    const bool one = nodes.size() == 1, noun = role != Role::down;
    append(text, {names_of(nodes), one ? " is " : " are ", one && noun ? "a " : "",
                  id_of(role_names, role), !one && noun ? "s" : "", ". "});
  }
  return text;
}

}  // namespace

std::string SplitBrainScenario::describe() const {
  const LogCluster& cluster = episode_.cluster();
  std::string text = roles_in_words(cluster);
  if (cluster.split()) {
    append(text, {"The network is split: ", names_of(setup_.side(true)), " here, ",
                  names_of(setup_.side(false)), " there. "});
    if (episode_.phase() == Phase::partitioned && !episode_.decided()) {
      append(text, {number_text(episode_.timer(), 1), " seconds without a heartbeat. "});
    }
  } else {
    text += "The network is whole. ";
  }
  if (cluster.elected()) append(text, {"Elected new leader: ", name_of(*cluster.elected()), ". "});
  for (const ClientWrite& write : episode_.writes()) {
    append(text, {write.name, ", user balance ", money(write.balance), " to ", name_of(write.at),
                  ": ", text_of(write.fate), write.lost ? ", and lost. " : ". "});
  }
  if (episode_.in_conflict()) {
    text += "CONFLICT DETECTED. ";
    for (const NodeId leader : cluster.contradiction()) {
      append(text, {name_of(leader), " says ", money(cluster.value(leader)), ". "});
    }
    text += "Which write wins? Last-Write-Wins or Manual Resolution. ";
  }
  text += "Balances: ";
  for (const NodeId node : all_nodes(cluster)) {
    append(text, {node == 0 ? "" : ", ", name_of(node), " ", money(cluster.value(node))});
  }
  text += ".";
  if (episode_.over()) append(text, {" ", verdict()});
  return text;
}

std::string SplitBrainScenario::prompt() const {
  const LogCluster& cluster = episode_.cluster();
  if (!setup_.splits()) return "All nodes stay together: move at least one to the other side.";
  const std::vector<NodeId> across = setup_.side(false);
  const std::string here = names_of(setup_.side(true)), there = names_of(across);
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
    for (const ClientWrite& write : episode_.writes()) {
      if (write.fate == Fate::confirmed) continue;
      append(text, {name_of(write.at),
                    write.fate == Fate::refused            ? " has no majority and refused "
                    : cluster.role(write.at) == Role::down ? " is off and did not answer "
                                                           : " never confirmed ",
                    write.name, ". "});
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
  const std::string everywhere = phrase({". The balance is ", balance, " everywhere."});
  const char* lost = episode_.lost(0) ? "Write A was confirmed, and is lost"
                                      : "Write B was confirmed, and is lost";
  if (episode_.resolution() != Resolution::none) {
    const bool manual = episode_.resolution() == Resolution::manual;
    return phrase(
        {manual ? "Manual Resolution: the balance is " : "Last-Write-Wins keeps the later write, ",
         balance, ". ", outcome.lost == 2 ? "Both confirmed writes are lost" : lost, "."});
  }
  if (outcome.lost > 0) return lost + everywhere;
  const bool a = outcome.a == Fate::confirmed, b = outcome.b == Fate::confirmed;
  if (a && b) return "No conflict: both writes are in every log.";
  if (!a && !b) return "No conflict: neither write was confirmed" + everywhere;
  return phrase({"No conflict: only Write ", a ? "A" : "B", " was confirmed, Write ", a ? "B" : "A",
                 (a ? outcome.b : outcome.a) == Fate::refused ? " was refused" : " got no answer",
                 everywhere});
}

std::string SplitBrainScenario::explored() const {
  std::string text = "The same split under each rule.";
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    append(text, {" ", promotion_rules[i].title, " – ", promotion_rules[i].promise, ". Here: "});
    const char* between = "";
    for (const Fact& fact : outcomes_[i] ? facts_of(*outcomes_[i]) : std::vector<Fact>{}) {
      append(text, {between, cell_text(fact)});
      between = ", ";
    }
    text += outcomes_[i] ? "." : "not played yet.";
  }
  return text;
}

}  // namespace microsims
