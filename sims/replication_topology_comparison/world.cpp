#include "replication_topology_comparison/world.hpp"

#include <algorithm>
#include <cmath>

#include "random/distributions.hpp"

namespace microsims {

World::World(distributed::Generator& chance) {
  for (NodeId a = 0; a < nodes; ++a) {
    for (NodeId b = a + 1; b < nodes; ++b) {
      stretch_[a * nodes + b] = stretch_[b * nodes + a] =
          distributed::uniform_between(chance, 0.65, 1.35);
    }
  }
}

Time World::link(NodeId a, NodeId b) const {
  const int mean = regions && in_b(a) != in_b(b) ? between_ms : link_ms;
  const double ms = std::round(mean * stretch_[a * nodes + b]);
  return distributed::simulation::milliseconds(std::max(1.0, ms));
}

Time World::from_client(NodeId node) const {
  return node == home() ? distributed::simulation::milliseconds(beside_ms) : link(home(), node);
}

}  // namespace microsims
