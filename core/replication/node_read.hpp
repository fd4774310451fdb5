#pragma once
// The life of one read of one node: when the client sent it, what the node saw when it answered.
//
//   const NodeRead& read = cluster.reads().back();
//   read.version;                        // the write that it read, 0 for none
//   read.latency(), read.waited();       // what the client waited; what of it for a position

#include <cstdint>

#include "simulation/simulation.hpp"

namespace distributed::replication {

using simulation::NodeId;
using simulation::Time;

struct NodeRead {
  std::uint32_t number = 0;  ///< 1, 2, ... in the order of reading
  NodeId node = 0;
  std::uint32_t needs = 0;            ///< the write that the node was to see first; 0 for none
  Time patience = simulation::never;  ///< for how long at most
  Time sent_at = 0;
  Time arrived_at = simulation::never;
  Time served_at = simulation::never;
  Time answered_at = simulation::never;  ///< when the client had the answer
  std::uint32_t version = 0;             ///< the last write that the node saw; 0 for none
  std::int64_t value = 0;
  bool satisfied = false;  ///< whether it saw what was needed

  /// What the client waited; `never` if it still does.
  Time latency() const {
    return answered_at == simulation::never ? simulation::never : answered_at - sent_at;
  }

  /// How long the node let it wait for a position; `never` if it still does.
  Time waited() const {
    return served_at == simulation::never ? simulation::never : served_at - arrived_at;
  }
};

}  // namespace distributed::replication
