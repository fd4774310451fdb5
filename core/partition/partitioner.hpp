#pragma once
// What all partitioners have in common: nodes that join, leave and change weight, and an owner for
// every key.
//
//   template <Partitioner P>
//   void grow(P& cluster) {
//     cluster.join({.id = 7, .name = "node-7"});
//     NodeId owner = cluster.owner("alice");
//     cluster.reweight(7, 2.0);
//     cluster.leave(7);
//   }
//
// A partitioner is a value: copy it before a change and compare the two (migration.hpp). The owner
// of a key depends on the nodes there are, not on the order in which they came, unless a header
// says otherwise.

#include <concepts>
#include <string_view>

#include "partition/nodes.hpp"

namespace distributed {

template <typename P>
concept Partitioner = std::copyable<P> && requires(P& changing, const P& cluster, Node node,
                                                   NodeId id, double weight, std::string_view key) {
  // The node that a key belongs to; throws std::out_of_range if there is none.
  { cluster.owner(key) } -> std::same_as<NodeId>;
  // The nodes, in the order of their ids.
  { cluster.nodes() } -> std::same_as<const Nodes&>;
  // Throws std::invalid_argument if the id or the name is taken, or the weight is not a positive
  // number.
  changing.join(node);
  // Both throw std::out_of_range if there is no such node.
  changing.leave(id);
  changing.reweight(id, weight);
};

}  // namespace distributed
