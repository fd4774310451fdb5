#include "consistent_hash_ring/methods.hpp"

#include <algorithm>

#include "partition/hash_mod.hpp"
#include "partition/jump.hpp"
#include "partition/maglev.hpp"
#include "partition/rendezvous.hpp"
#include "partition/ring.hpp"
#include "stage/model/callback.hpp"

namespace microsims {
namespace {

using distributed::NodeId;

constexpr NodeId most_id = 65;

struct Comparison {
  const MembershipChange& change;
  const std::vector<std::uint64_t>& keys;
  std::vector<MethodResult> results{};

  using Owner = Callback<NodeId(std::uint64_t hash)>;

  template <typename Partitioner>
  void add(std::string_view name, Partitioner cluster) {
    const Partitioner before = cluster;
    if (change.joined) {
      cluster.join(change.node);
    } else {
      cluster.leave(change.node.id);
    }
    add(name, owner_in(before), owner_in(cluster));
  }

  template <typename Partitioner>
  static Owner owner_in(const Partitioner& cluster) {
    return [&cluster](std::uint64_t hash) { return cluster.owner_of_hash(hash); };
  }
  static Owner owner_in(const distributed::Ring& ring) {
    return [&ring](std::uint64_t hash) {
      return ring.owner_of_hash(static_cast<std::uint32_t>(hash >> 32));
    };
  }

  void add(std::string_view name, Owner before, Owner after) {
    int moved = 0;
    int loads[most_id + 1] = {};
    for (const std::uint64_t key : keys) {
      const NodeId owner = after(key);
      moved += owner != before(key);
      ++loads[owner];
    }
    const double mean =
        static_cast<double>(keys.size()) / static_cast<double>(change.after().size());
    results.push_back({name, moved, *std::max_element(std::begin(loads), std::end(loads)) / mean});
  }
};

}  // namespace

distributed::Nodes MembershipChange::after() const {
  distributed::Nodes nodes = before;
  joined ? nodes.add(node) : nodes.remove(node.id);
  return nodes;
}

double MembershipChange::hash_mod_law() const {
  return distributed::hash_mod_moves(before, after());
}

std::vector<MethodResult> compare_methods(const MembershipChange& change,
                                          const std::vector<std::uint64_t>& keys) {
  using namespace distributed;
  const std::vector<Node> nodes{change.before.begin(), change.before.end()};
  Comparison comparison{change, keys};
  comparison.add("this ring", Ring{{.vnodes = change.vnodes}, nodes});
  comparison.add("rendezvous", RendezvousPartitioner{nodes});
  comparison.add("Maglev", MaglevPartitioner{nodes});
  comparison.add("jump hash", JumpPartitioner{nodes});
  comparison.add("hash mod N", HashModPartitioner{nodes});
  return std::move(comparison.results);
}

}  // namespace microsims
