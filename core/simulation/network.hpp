#pragma once
// Nodes that crash and restart, and the links between them: latency, loss, partitions.
//
//   Network network(5, Latency::uniform(milliseconds(5), milliseconds(15)));
//   network.partition({{0, 1}, {2, 3, 4}});
//   network.connected(0, 2);                 // false
//   network.heal();
//
//    0 --- 1   :   2        A partition cuts every link between two groups, both ways. A link has
//              :  / \       a direction, so that a network can also fail one way only. What is
//              : 3 - 4      under way on a link when it is cut is lost.
//
// Nodes are numbered from 0. Any node number outside the network throws std::out_of_range.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "simulation/latency.hpp"

namespace distributed::simulation {

using NodeId = std::uint32_t;

class Network {
 public:
  /// `nodes` nodes, all up, every pair linked with the same latency and loss (probability that a
  /// message is lost). Throws std::invalid_argument unless nodes >= 1 and 0 <= loss <= 1.
  Network(std::size_t nodes, const Latency& latency, double loss = 0);

  std::size_t size() const { return nodes_.size(); }

  void set_latency(NodeId from, NodeId to, const Latency& latency);
  const Latency& latency(NodeId from, NodeId to) const { return link(from, to).latency; }

  /// Throws std::invalid_argument unless 0 <= loss <= 1.
  void set_loss(NodeId from, NodeId to, double loss);

  /// Cuts the link from one node to the other, one way.
  void cut_one_way(NodeId from, NodeId to);

  /// Cuts the links between two nodes, both ways.
  void cut(NodeId a, NodeId b);

  /// Makes the links between two nodes whole again, both ways.
  void restore(NodeId a, NodeId b);

  /// Cuts every link between nodes of different groups and restores those within a group. Nodes
  /// that no group names form one more. Only nodes below `among` take part, so that clients,
  /// numbered after the nodes, can stay with everyone. Throws std::invalid_argument if a node
  /// stands in two groups, std::out_of_range if it takes no part.
  void partition(const std::vector<std::vector<NodeId>>& groups, std::size_t among);
  void partition(const std::vector<std::vector<NodeId>>& groups) { partition(groups, size()); }

  /// Restores every link.
  void heal();

  /// Whether messages from one node get to the other (apart from loss); says nothing of crashes.
  bool connected(NodeId from, NodeId to) const { return !link(from, to).is_cut; }

  /// Stops a node: it receives nothing and its timers are forgotten. No effect if it is down.
  void crash(NodeId node);

  /// Starts a crashed node again. No effect if it is up.
  void restart(NodeId node);

  bool up(NodeId node) const { return at(node).up; }

  /// How often the node has crashed: a timer of an earlier life must not fire.
  std::uint32_t crashes(NodeId node) const { return at(node).crashes; }

  /// How often the link was cut: a message of an earlier time must not arrive.
  std::uint32_t cuts(NodeId from, NodeId to) const { return link(from, to).cuts; }

  /// How often any link was cut: tells whether there is something new to look for.
  std::uint64_t cuts() const { return cuts_; }

  /// Whether a message sent now is lost on its way: draws only if the link loses some.
  bool loses(NodeId from, NodeId to, Generator& chance) const;

  /// The delay of a message sent now.
  Time delay(NodeId from, NodeId to, Generator& chance) const {
    return link(from, to).latency.draw(chance);
  }

 private:
  struct Node {
    bool up = true;
    std::uint32_t crashes = 0;
  };

  struct Link {
    Latency latency;
    double loss;
    bool is_cut = false;
    std::uint32_t cuts = 0;
  };

  const Node& at(NodeId node) const;
  const Link& link(NodeId from, NodeId to) const;
  Link& link(NodeId from, NodeId to);

  std::vector<Node> nodes_;
  std::vector<Link> links_;  // row `from`, column `to`
  std::uint64_t cuts_ = 0;
};

}  // namespace distributed::simulation
