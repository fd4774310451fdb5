#pragma once
// Where the nodes and the client stand, and how long a message takes from one to the other.
//
//     region A          :  region B          one region: the client beside node 1, all nodes a
//   client (1)   (2)    :  (3)  (4)  (5)     link apart. Two: what crosses the line takes longer,
//                       :                    and a client of region B stands beside node 3.
//
// Each pair of nodes has a latency of its own, drawn once from the seed and the same in all three
// topologies: so they can be compared, and what the laws say is exact.

#include <array>

#include "random/generator.hpp"
#include "replication/write_record.hpp"

namespace microsims {

using distributed::replication::NodeId;
using distributed::simulation::Time;

class World {
 public:
  static constexpr NodeId nodes = 5;
  static constexpr int beside_ms = 5;  // between a client and the node beside it

  explicit World(distributed::Generator& chance);

  int link_ms = 40;      // within a region, on average
  int between_ms = 120;  // between regions, on average
  bool regions = false;
  bool client_in_b = false;

  static bool in_b(NodeId node) { return node >= 2; }
  /// The node beside the client.
  NodeId home() const { return regions && client_in_b ? 2 : 0; }

  /// One way between two nodes; whole milliseconds.
  Time link(NodeId a, NodeId b) const;
  /// One way between the client and a node.
  Time from_client(NodeId node) const;

 private:
  std::array<double, nodes * nodes> stretch_{};
};

}  // namespace microsims
