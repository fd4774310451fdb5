// News to a million nodes, fanout 3, until all know: against as many random writes into an array of
// that size, which is the least that telling that many nodes can cost. Per exchange, and per write.

#include "gossip/dissemination.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "random/distributions.hpp"

namespace {

using namespace distributed;

constexpr std::uint32_t nodes = 1000000;

std::uint64_t spread_to_all() {
  Generator chance{1};
  gossip::Dissemination spread{{.nodes = nodes, .fanout = 3}};
  spread.inform(0);
  spread.run_to_completion(chance);
  return spread.exchanges();
}

void gossip_random_writes(benchmark::State& state) {
  const std::uint64_t writes = spread_to_all();
  std::vector<std::uint32_t> array(nodes);
  Generator chance{1};
  for (auto _ : state) {
    for (std::uint64_t i = 0; i < writes; ++i) array[uniform_below(chance, nodes)] = 1;
    benchmark::DoNotOptimize(array.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(writes));
}

void gossip_to_completion(benchmark::State& state) {
  std::uint64_t exchanges = 0;
  for (auto _ : state) {
    exchanges += spread_to_all();
    benchmark::DoNotOptimize(exchanges);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(exchanges));
}

BENCHMARK(gossip_random_writes)->Unit(benchmark::kMillisecond);
BENCHMARK(gossip_to_completion)->Unit(benchmark::kMillisecond);

}  // namespace
