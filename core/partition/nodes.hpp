#pragma once
// The nodes of a cluster, as every partitioner keeps them.
//
//   Nodes nodes;
//   nodes.add({.id = 1, .name = "10.0.1.1:11211", .weight = 600});
//   nodes.at(1).name;
//   for (const Node& node : nodes) ...         // in the order of their ids
//
// The id is the caller's number for a node and what lookups return; the name is what gets hashed.
//
// Weights count against each other, in any unit (relative_weights.hpp), but for those who count
// something per unit of weight, so that a node that joins moves nobody else's: PlainPoints and
// CassandraTokens points, HashModPartitioner and JumpPartitioner whole places.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace distributed {

using NodeId = std::uint32_t;

struct Node {
  NodeId id = 0;
  std::string name{};    ///< hashed, so it decides where the node's keys lie
  double weight = 1.0;   ///< share of the keys, relative to other nodes; positive
  std::string region{};  ///< where the node stands; matters to GeographicPartitioner only
};

class Nodes {
 public:
  Nodes() = default;

  /// Throws std::invalid_argument as add does.
  explicit Nodes(std::vector<Node> nodes);

  /// Throws std::invalid_argument if the id or the name is taken, the name is empty, or the weight
  /// is not a positive, finite number.
  void add(Node node);

  /// Throws std::out_of_range if there is no such node.
  void remove(NodeId id);

  /// Throws std::out_of_range if there is no such node, std::invalid_argument for a weight that is
  /// not a positive, finite number.
  void set_weight(NodeId id, double weight);

  /// Throws std::out_of_range if there is no such node.
  const Node& at(NodeId id) const { return nodes_[index(id)]; }

  /// The place of a node in the order of ids. Throws std::out_of_range if there is no such node.
  std::size_t index(NodeId id) const;

  bool contains(NodeId id) const;
  std::size_t size() const { return nodes_.size(); }
  bool empty() const { return nodes_.empty(); }
  const Node& operator[](std::size_t index) const { return nodes_[index]; }
  auto begin() const { return nodes_.begin(); }
  auto end() const { return nodes_.end(); }

  /// The sum of all weights, added up in the order of ids.
  double total_weight() const;

 private:
  std::vector<Node>::const_iterator find(NodeId id) const;

  std::vector<Node> nodes_;  // by id
};

}  // namespace distributed
