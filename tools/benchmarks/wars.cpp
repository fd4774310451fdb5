// WARS trials a second, N = 3: ours against the plain way with std::mt19937_64, the standard
// distributions and std::sort. Both keep what percentiles and the t-visibility curve need.

#include "quorum/wars.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using namespace distributed;

constexpr int trials = 10000;

double plain_delay(std::mt19937_64& chance, const DelayMixture& delay) {
  if (std::bernoulli_distribution{delay.pareto_share}(chance)) {
    const double u = 1 - std::uniform_real_distribution<double>{}(chance);
    return delay.minimum * std::pow(u, -1 / delay.shape);
  }
  return std::exponential_distribution<double>{delay.rate}(chance);
}

struct PlainResults {
  std::vector<double> write_latencies, read_latencies, visibility;
};

void plain_run(std::mt19937_64& chance, const Quorum& quorum, const LatencyModel& model,
               PlainResults& results) {
  struct Answer {
    double answered, deficit;
  };
  const auto n = static_cast<std::size_t>(quorum.n);
  std::vector<double> acknowledged(n);
  std::vector<Answer> answers(n);
  for (int trial = 0; trial < trials; ++trial) {
    for (std::size_t replica = 0; replica < n; ++replica) {
      const double w = plain_delay(chance, model.write);
      acknowledged[replica] = w + plain_delay(chance, model.acknowledge);
      const double r = plain_delay(chance, model.read);
      answers[replica] = {r + plain_delay(chance, model.respond), w - r};
    }
    std::sort(acknowledged.begin(), acknowledged.end());
    std::sort(answers.begin(), answers.end(),
              [](const Answer& a, const Answer& b) { return a.answered < b.answered; });
    const double returned = acknowledged[static_cast<std::size_t>(quorum.w) - 1];
    double deficit = answers[0].deficit;
    for (std::size_t i = 1; i < static_cast<std::size_t>(quorum.r); ++i) {
      deficit = std::min(deficit, answers[i].deficit);
    }
    results.write_latencies.push_back(returned);
    results.read_latencies.push_back(answers[static_cast<std::size_t>(quorum.r) - 1].answered);
    results.visibility.push_back(std::max(0.0, deficit - returned));
  }
}

void wars_plain(benchmark::State& state, const Quorum& quorum, const LatencyModel& model) {
  std::mt19937_64 chance{1};
  PlainResults results;
  for (auto _ : state) {
    // The memory stays, so that its growth is not counted against the plain way.
    results.write_latencies.clear();
    results.read_latencies.clear();
    results.visibility.clear();
    plain_run(chance, quorum, model, results);
    benchmark::DoNotOptimize(results.visibility.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * trials);
}

void wars_ours(benchmark::State& state, const Quorum& quorum, const LatencyModel& model) {
  Generator chance{1};
  Wars wars{quorum, model};
  for (auto _ : state) {
    wars.run(chance, trials);
    benchmark::ClobberMemory();
  }
  benchmark::DoNotOptimize(wars.fresh_probability(0));
  state.SetItemsProcessed(state.iterations() * trials);
}

BENCHMARK_CAPTURE(wars_plain, ssd_r1_w1, Quorum{3, 1, 1}, lnkd_ssd());
BENCHMARK_CAPTURE(wars_ours, ssd_r1_w1, Quorum{3, 1, 1}, lnkd_ssd());
BENCHMARK_CAPTURE(wars_plain, disk_r1_w1, Quorum{3, 1, 1}, lnkd_disk());
BENCHMARK_CAPTURE(wars_ours, disk_r1_w1, Quorum{3, 1, 1}, lnkd_disk());
BENCHMARK_CAPTURE(wars_plain, disk_r2_w2, Quorum{3, 2, 2}, lnkd_disk());
BENCHMARK_CAPTURE(wars_ours, disk_r2_w2, Quorum{3, 2, 2}, lnkd_disk());

}  // namespace
