#pragma once
// As much of Google Benchmark as our benchmarks use, for WebAssembly, where there is no package of
// it: each benchmark runs for a good tenth of a second, five times, and the medians are printed as
// JSON in Google Benchmark's format.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// The processor's time, as Google Benchmark takes it, so that other programs do not count.
extern "C" double cpu_seconds();

namespace benchmark {

struct Counter {
  enum Flags { kDefaults, kIsRate };

  Counter(double number = 0, Flags kind = kDefaults) : value(number), flags(kind) {}

  double value;
  Flags flags;
};

class State {
 public:
  struct Unused {
    ~Unused() {}  // not trivial, so that no compiler warns of an unused variable
  };
  struct Iterator {
    std::int64_t left;
    State* state;
    bool operator!=(const Iterator&) {
      if (left > 0) return true;
      state->stop();
      return false;
    }
    void operator++() { --left; }
    Unused operator*() const { return {}; }
  };

  State(std::int64_t iterations, std::int64_t argument)
      : iterations_(iterations), argument_(argument) {}

  Iterator begin() {
    ResumeTiming();
    return {iterations_, this};
  }
  Iterator end() { return {0, this}; }

  void PauseTiming() { seconds_ += now() - started_; }
  void ResumeTiming() { started_ = now(); }
  void SetItemsProcessed(std::int64_t items) { items_ = items; }
  void SkipWithError(const char* reason) { std::fprintf(stderr, "%s\n", reason); }
  std::int64_t iterations() const { return iterations_; }
  std::int64_t range(std::size_t = 0) const { return argument_; }
  double seconds() const { return seconds_; }
  std::int64_t items() const { return items_; }

  std::map<std::string, Counter> counters;

 private:
  static double now() { return cpu_seconds(); }
  void stop() { PauseTiming(); }

  std::int64_t iterations_, argument_, items_ = 0;
  double seconds_ = 0, started_ = 0;
};

enum TimeUnit { kNanosecond, kMicrosecond, kMillisecond, kSecond };

struct Benchmark {
  std::string name;
  std::function<void(State&)> run;
  std::vector<std::int64_t> arguments{};

  Benchmark* Arg(std::int64_t argument) {
    arguments.push_back(argument);
    return this;
  }
  Benchmark* Unit(TimeUnit) { return this; }
  Benchmark* Iterations(std::int64_t) { return this; }
  Benchmark* MinTime(double) { return this; }
};

inline std::vector<Benchmark*>& all() {
  static std::vector<Benchmark*> benchmarks;
  return benchmarks;
}

inline Benchmark* add(std::string name, std::function<void(State&)> run) {
  all().push_back(new Benchmark{std::move(name), std::move(run)});
  return all().back();
}

template <typename T>
inline void DoNotOptimize(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}
inline void ClobberMemory() {
  asm volatile("" : : : "memory");
}

inline void measure(const std::string& name, const Benchmark& benchmark, std::int64_t argument,
                    bool& first) {
  std::int64_t iterations = 1;
  for (;;) {
    State state{iterations, argument};
    benchmark.run(state);
    if (state.seconds() > 0.1) break;
    const double wanted = 0.12 / std::max(state.seconds(), 1e-7);
    iterations =
        static_cast<std::int64_t>(static_cast<double>(iterations) * std::clamp(wanted, 1.5, 10.0)) +
        1;
  }
  std::vector<State> states;
  for (int repetition = 0; repetition < 5; ++repetition) {
    states.emplace_back(iterations, argument);
    benchmark.run(states.back());
  }
  std::sort(states.begin(), states.end(),
            [](const State& left, const State& right) { return left.seconds() < right.seconds(); });
  const State& median = states[2];
  std::printf(
      "%s\n  {\"run_name\": \"%s\", \"aggregate_name\": \"median\", \"cpu_time\": %.6g, "
      "\"time_unit\": \"ns\", \"items_per_second\": %.6g",
      first ? "" : ",", name.c_str(), median.seconds() * 1e9 / static_cast<double>(iterations),
      static_cast<double>(median.items()) / median.seconds());
  for (const auto& [counter, value] : median.counters) {
    const bool rate = value.flags == Counter::kIsRate;
    std::printf(", \"%s\": %.6g", counter.c_str(),
                rate ? value.value / median.seconds() : value.value);
  }
  std::printf("}");
  first = false;
}

inline int run_all() {
  std::printf("{\"benchmarks\": [");
  bool first = true;
  for (const Benchmark* benchmark : all()) {
    if (benchmark->arguments.empty()) measure(benchmark->name, *benchmark, 0, first);
    for (const std::int64_t argument : benchmark->arguments) {
      measure(benchmark->name + "/" + std::to_string(argument), *benchmark, argument, first);
    }
  }
  std::printf("\n]}\n");
  return 0;
}

}  // namespace benchmark

#define BENCHMARK_JOIN_(a, b) a##b
#define BENCHMARK_JOIN(a, b) BENCHMARK_JOIN_(a, b)
#define BENCHMARK(function)                                                                      \
  [[maybe_unused]] static benchmark::Benchmark* const BENCHMARK_JOIN(registered_, __COUNTER__) = \
      benchmark::add(#function, function)
#define BENCHMARK_CAPTURE(function, name, ...)                                                   \
  [[maybe_unused]] static benchmark::Benchmark* const BENCHMARK_JOIN(registered_, __COUNTER__) = \
      benchmark::add(#function "/" #name,                                                        \
                     [](benchmark::State& state) { function(state, __VA_ARGS__); })
