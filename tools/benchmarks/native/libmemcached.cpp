// libmemcached's Ketama, with the same servers and keys as ours.

#include <benchmark/benchmark.h>
#include <libmemcached/memcached.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "../servers.hpp"

namespace {

void ketama_libmemcached(benchmark::State& state) {
  memcached_st* client = memcached_create(nullptr);
  memcached_behavior_set(client, MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED, 1);
  for (const distributed::Node& server : benchmarks::servers()) {
    memcached_server_add_with_weight(client, server.name.c_str(), MEMCACHED_DEFAULT_PORT,
                                     static_cast<std::uint32_t>(server.weight));
  }
  const distributed::KetamaRing ours{{}, benchmarks::servers()};
  std::size_t different = 0;
  for (const std::string& key : benchmarks::keys()) {
    different += ours.owner(key) != memcached_generate_hash(client, key.data(), key.size());
  }
  if (different > 0) {
    state.SkipWithError(("owners differ for " + std::to_string(different) + " keys").c_str());
  }
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (const std::string& key : benchmarks::keys()) {
      sum += memcached_generate_hash(client, key.data(), key.size());
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(benchmarks::keys().size()));
  memcached_free(client);
}
BENCHMARK(ketama_libmemcached);

}  // namespace
