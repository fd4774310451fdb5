// Rings against the obvious way, their building and changing, and the other partitioners.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "partition/jump.hpp"
#include "partition/maglev.hpp"
#include "partition/rendezvous.hpp"
#include "partition/ring.hpp"
#include "random/generator.hpp"
#include "servers.hpp"

namespace {

using namespace distributed;

std::vector<Node> thousand_nodes() {
  std::vector<Node> nodes;
  for (NodeId id = 0; id < 1000; ++id)
    nodes.push_back({.id = id, .name = "node-" + std::to_string(id)});
  return nodes;
}

const Ring& big_ring() {
  static const Ring ring{{.vnodes = 150}, thousand_nodes()};
  return ring;
}

template <typename Hash>
std::vector<Hash> hashes() {
  Generator chance{1};
  std::vector<Hash> made(65536);
  for (Hash& hash : made) hash = static_cast<Hash>(chance() >> 32);
  return made;
}

// Runs `lookup` over all of `keys` in each iteration; the sum keeps it from being optimised away.
template <typename Keys, typename Lookup>
void look_up_all(benchmark::State& state, const Keys& keys, Lookup lookup) {
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (const auto& key : keys) sum += lookup(key);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(keys.size()));
}

void ketama_one_by_one(benchmark::State& state) {
  const KetamaRing ring{{}, benchmarks::servers()};
  look_up_all(state, benchmarks::key_views(), [&](auto key) { return ring.owner(key); });
}
BENCHMARK(ketama_one_by_one);

void ketama_together(benchmark::State& state) {
  const KetamaRing ring{{}, benchmarks::servers()};
  const auto keys = benchmarks::key_views();
  std::vector<NodeId> owners(keys.size());
  for (auto _ : state) {
    ring.owners(keys, owners);
    benchmark::DoNotOptimize(owners.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(keys.size()));
}
BENCHMARK(ketama_together);

void ring_hashed_key(benchmark::State& state) {
  const Ring& ring = big_ring();
  look_up_all(state, hashes<std::uint32_t>(), [&](auto hash) { return ring.owner_of_hash(hash); });
}
BENCHMARK(ring_hashed_key);

void upper_bound_hashed_key(benchmark::State& state) {
  const auto points = big_ring().table().points();
  const auto owners = big_ring().table().owners();
  look_up_all(state, hashes<std::uint32_t>(), [&](auto hash) {
    const auto found = std::upper_bound(points.begin(), points.end(), hash);
    return owners[found == points.end() ? 0 : static_cast<std::size_t>(found - points.begin())];
  });
}
BENCHMARK(upper_bound_hashed_key);

void ring_text_key(benchmark::State& state) {
  const Ring& ring = big_ring();
  look_up_all(state, benchmarks::key_views(), [&](auto key) { return ring.owner(key); });
}
BENCHMARK(ring_text_key);

void hash_points(benchmark::State& state) {
  const std::vector<Node> nodes = thousand_nodes();
  const PlainPoints scheme{.vnodes = 150};
  std::vector<std::uint32_t> points;
  points.reserve(150000);
  for (auto _ : state) {
    points.clear();
    for (const Node& node : nodes) scheme.append(node, 0, 150, points);
    benchmark::DoNotOptimize(points.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * 150000);
}
BENCHMARK(hash_points);

void build_ring(benchmark::State& state) {
  const std::vector<Node> nodes = thousand_nodes();
  for (auto _ : state) {
    const Ring ring{{.vnodes = 150}, nodes};
    benchmark::DoNotOptimize(ring.table().points().data());
  }
  state.SetItemsProcessed(state.iterations() * 150000);
  state.counters["bytes_per_vnode"] = static_cast<double>(big_ring().table().bytes()) /
                                      static_cast<double>(big_ring().table().size());
}
BENCHMARK(build_ring);

void node_leaves_and_joins(benchmark::State& state) {
  Ring ring = big_ring();
  for (auto _ : state) {
    ring.leave(500);
    ring.join({.id = 500, .name = "node-500"});
    benchmark::DoNotOptimize(ring.table().points().data());
  }
  state.SetItemsProcessed(2 * state.iterations());
}
BENCHMARK(node_leaves_and_joins);

void jump_hashed_key(benchmark::State& state) {
  look_up_all(state, hashes<std::uint64_t>(),
              [](auto hash) { return static_cast<std::uint64_t>(jump_hash(hash, 1000)); });
}
BENCHMARK(jump_hashed_key);

void maglev_hashed_key(benchmark::State& state) {
  const MaglevPartitioner cluster{thousand_nodes()};
  look_up_all(state, hashes<std::uint64_t>(),
              [&](auto hash) { return cluster.owner_of_hash(hash); });
}
BENCHMARK(maglev_hashed_key);

void rendezvous_hashed_key(benchmark::State& state, bool weighted) {
  std::vector<Node> nodes = thousand_nodes();
  nodes.resize(10);
  if (weighted) nodes[0].weight = 2;
  const RendezvousPartitioner cluster{nodes};
  look_up_all(state, hashes<std::uint64_t>(),
              [&](auto hash) { return cluster.owner_of_hash(hash); });
}
BENCHMARK_CAPTURE(rendezvous_hashed_key, equal, false);
BENCHMARK_CAPTURE(rendezvous_hashed_key, weighted, true);

}  // namespace
