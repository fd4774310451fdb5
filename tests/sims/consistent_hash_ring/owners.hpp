#pragma once
// Who owns the keys of a ring, as the sim says and found the slow way.

#include <cstddef>
#include <vector>

#include "consistent_hash_ring/model.hpp"

namespace microsims {

inline std::vector<distributed::NodeId> owners(const ConsistentHashRing& sim) {
  std::vector<distributed::NodeId> numbers;
  for (const ConsistentHashRing::Key& key : sim.keys()) numbers.push_back(key.owner);
  return numbers;
}

// The first token clockwise from a point, found the slow way.
inline distributed::NodeId next_clockwise(const ConsistentHashRing& sim,
                                          ConsistentHashRing::Point point) {
  const auto& table = sim.ring().table();
  ConsistentHashRing::Point least = ~ConsistentHashRing::Point{0};
  distributed::NodeId owner = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const ConsistentHashRing::Point way = table.points()[i] - point;
    if (way > least) continue;
    least = way;
    owner = table.owner(i);
  }
  return owner;
}

}  // namespace microsims
