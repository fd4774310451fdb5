#include "consistent_hash_ring/methods.hpp"

#include <algorithm>

#include "partition/hash_mod.hpp"
#include "partition/jump.hpp"
#include "partition/maglev.hpp"
#include "partition/rendezvous.hpp"
#include "partition/ring.hpp"

namespace microsims {
namespace {

using distributed::Node;
using distributed::NodeId;

constexpr NodeId most_id = 65;

NodeId owner_of(const distributed::Ring& ring, std::uint64_t hash) {
  return ring.owner_of_hash(static_cast<std::uint32_t>(hash >> 32));
}

template <typename Partitioner>
NodeId owner_of(const Partitioner& cluster, std::uint64_t hash) {
  return cluster.owner_of_hash(hash);
}

template <typename Partitioner>
MethodResult result_of(std::string_view name, Partitioner cluster, const MembershipChange& change,
                       const std::vector<std::uint64_t>& keys) {
  std::vector<NodeId> owners;
  owners.reserve(keys.size());
  for (const std::uint64_t key : keys) owners.push_back(owner_of(cluster, key));
  if (change.joined) {
    cluster.join(change.node);
  } else {
    cluster.leave(change.node.id);
  }
  int moved = 0;
  int loads[most_id + 1] = {};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const NodeId owner = owner_of(cluster, keys[i]);
    moved += owner != owners[i];
    ++loads[owner];
  }
  const double mean =
      static_cast<double>(keys.size()) / static_cast<double>(cluster.nodes().size());
  return {name, moved, *std::max_element(std::begin(loads), std::end(loads)) / mean};
}

}  // namespace

double MembershipChange::least() const {
  return 1.0 / static_cast<double>(before.size() + (joined ? 1 : 0));
}

double MembershipChange::hash_mod_law() const {
  std::vector<NodeId> old_places, new_places;
  for (const Node& each : before) {
    old_places.push_back(each.id);
    if (joined || each.id != node.id) new_places.push_back(each.id);
  }
  if (joined) {
    new_places.insert(std::lower_bound(new_places.begin(), new_places.end(), node.id), node.id);
  }
  // N and N ± 1 share no factor, so every pair of remainders is equally frequent.
  std::size_t moved = 0;
  for (const NodeId from : old_places) {
    for (const NodeId to : new_places) moved += from != to;
  }
  return static_cast<double>(moved) / static_cast<double>(old_places.size() * new_places.size());
}

std::vector<MethodResult> compare_methods(const MembershipChange& change,
                                          const std::vector<std::uint64_t>& keys) {
  using namespace distributed;
  const auto& before = change.before;
  std::vector<MethodResult> results;
  results.push_back(result_of("this ring", Ring{{.vnodes = change.vnodes}, before}, change, keys));
  results.push_back(result_of("rendezvous", RendezvousPartitioner{before}, change, keys));
  results.push_back(result_of("Maglev", MaglevPartitioner{before}, change, keys));
  results.push_back(result_of("jump hash", JumpPartitioner{before}, change, keys));
  results.push_back(result_of("hash mod N", HashModPartitioner{before}, change, keys));
  return results;
}

}  // namespace microsims
