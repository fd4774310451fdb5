// Raft schedules checked per second, and events of the engine per second.
#include <benchmark/benchmark.h>

#include "election/raft.hpp"
#include "election/raft_schedule.hpp"

using namespace distributed;
using namespace distributed::election;

static void raft_schedule(benchmark::State& state) {
  Generator chance{1};
  std::uint64_t events = 0;
  for (auto _ : state) events += run_random_schedule(chance).events;
  state.SetItemsProcessed(state.iterations());
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}
BENCHMARK(raft_schedule);

// One simulated minute of a healthy cluster: heartbeats and their answers.
static void raft_steady(benchmark::State& state) {
  RaftOptions options;
  options.nodes = static_cast<std::size_t>(state.range(0));
  std::uint64_t events = 0;
  for (auto _ : state) {
    Raft raft(options, Generator{1});
    raft.advance_to(simulation::seconds(60));
    events += raft.events();
  }
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}
BENCHMARK(raft_steady)->Arg(5)->Arg(64)->Unit(benchmark::kMillisecond);
