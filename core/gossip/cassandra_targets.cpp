#include "gossip/cassandra_targets.hpp"

#include <algorithm>

#include "random/distributions.hpp"

namespace distributed::gossip {
namespace {

std::uint32_t any_of(Generator& chance, const std::vector<std::uint32_t>& nodes) {
  return nodes[uniform_below(chance, static_cast<std::uint32_t>(nodes.size()))];
}

bool contains(const std::vector<std::uint32_t>& nodes, std::uint32_t node) {
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

}  // namespace

CassandraTargets choose_cassandra_targets(Generator& chance, const CassandraView& view) {
  CassandraTargets targets;
  const double live = static_cast<double>(view.live.size());
  const double unreachable = static_cast<double>(view.unreachable.size());
  const double seeds = static_cast<double>(view.seeds.size());

  if (!view.live.empty()) targets.live = any_of(chance, view.live);

  if (!view.unreachable.empty() && bernoulli(chance, unreachable / (live + 1.0))) {
    targets.unreachable = any_of(chance, view.unreachable);
  }

  const bool seed_reached = targets.live && contains(view.seeds, *targets.live);
  if (!view.seeds.empty() && (!seed_reached || live < seeds)) {
    if (view.live.empty() || bernoulli(chance, seeds / (live + unreachable))) {
      targets.seed = any_of(chance, view.seeds);
    }
  }
  return targets;
}

}  // namespace distributed::gossip
