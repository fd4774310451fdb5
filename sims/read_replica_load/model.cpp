#include "read_replica_load/model.hpp"

#include <algorithm>

#include "queueing/read_ceiling.hpp"
#include "queueing/read_replicas_law.hpp"
#include "stage/model/text.hpp"

namespace microsims {

using distributed::Generator;
using distributed::queueing::Readers;
using distributed::queueing::ReadReplicasOptions;
using distributed::queueing::Retries;
using distributed::queueing::Routing;
using distributed::queueing::Tally;
using distributed::queueing::try_out;
using distributed::simulation::milliseconds;
using distributed::simulation::seconds;

namespace {

constexpr double slow_speed = 0.4;
constexpr double seconds_of_burst = 0.02;  // and of the pause between two, on average
constexpr std::uint32_t requests_at_once = 2000;
constexpr Retries patience{.timeout = milliseconds(50), .attempts = 4, .pause = milliseconds(25)};
constexpr double requests_of_trial = 40'000;

constexpr Named readers[] = {
    {"leader", "Read leader"}, {"replicas", "Read replicas"}, {"all", "Read all"}};
constexpr Named routing_names[] = {{"round-robin", "In turn"},     {"random", "Random"},
                                   {"least-connections", "Least"}, {"two-choices", "Best of 2"},
                                   {"sticky", "Sticky"},           {"one-queue", "One line"}};
constexpr Named applying_names[] = {{"in-line", "In line"}, {"as-one-client", "As one of many"}};

ReadReplicasOptions first_options() {
  ReadReplicasOptions options;
  options.traffic = {8000};
  options.routing = Routing::random;
  options.service_rate = ReadReplicaLoad::service_rate;
  // So that an overload, and each copy of it, stays small.
  options.line_limit = ReadReplicaLoad::line_limit;
  options.log_limit = 4 * ReadReplicaLoad::line_limit;
  return options;
}

}  // namespace

const char* ReadReplicaLoad::routing_label(int routing) {
  return routing_names[routing].label;
}

ReadReplicaLoad::ReadReplicaLoad(std::uint64_t seed)
    : seed_(seed), options_(first_options()), test_(options_, Generator{seed}) {
  declare();
}

void ReadReplicaLoad::declare() {
  const auto apply_it = [this] { apply(); };
  controls_.slider("rate", "Requests per second", options_.traffic.mean_rate, {500, 20'000, 500})
      .changed = apply_it;
  controls_.slider("read-share", "Reads, %", read_percent_, {0, 100, 1}).changed = apply_it;
  controls_.slider("replicas", "Replicas", options_.replicas, {0, most_replicas, 1}).changed =
      apply_it;
  controls_.choice("reads-go-to", "Reads go to", options_.readers, readers).changed = apply_it;
  Control& measure = controls_.button("measure", "Start Load", [this] { test_.start(); });
  measure.primary = true;
  measure.enabled = [this] { return !test_.under_load(); };
  declare_exploration();
}

void ReadReplicaLoad::declare_exploration() {
  const auto apply_it = [this] { apply(); };
  controls_.explore("Routing");
  controls_.choice("routing", "Routing", options_.routing, routing_names).changed = [this] {
    test_.change(options_);
  };
  controls_.button("compare-routings", "Compare All", [this] { compare_routings(); });
  controls_.explore("Trouble");
  controls_.toggle("slow-replica", "Replica 1 is slow", slow_).changed = apply_it;
  controls_.toggle("bursts", "Bursts", bursts_).changed = apply_it;
  controls_.toggle("retries", "Retries after 50 ms", retries_).changed = apply_it;
  controls_.button("burst", "2000 at Once", MarkKind::conflict, [this] {
    if (!test_.under_load()) test_.start();
    test_.burst(requests_at_once);
  });
  controls_.explore();
  controls_.choice("applying", "Replicas apply writes", options_.applying, applying_names).changed =
      apply_it;
  controls_.explore("Next replica");
  controls_.slider("guess", "Your guess: so many % more requests", guess_percent_, {0, 100, 1});
  controls_.button("compare-guess", "Add It", [this] { compare_guess(); }).enabled = [this] {
    return options_.replicas < most_replicas;
  };
}

// From now on the load is as the controls say.
void ReadReplicaLoad::apply() {
  options_.traffic.seconds_on = seconds_of_burst;
  options_.traffic.seconds_off = bursts_ ? seconds_of_burst : 0;
  options_.read_share = read_percent_ / 100;
  options_.first_replica_speed = slow_ ? slow_speed : 1;
  options_.retries = retries_ ? patience : Retries{};
  test_.change(options_);
  trials_.clear();
}

void ReadReplicaLoad::pass(Milliseconds time) {
  for (Milliseconds passed = 0; passed < time;) {
    const Trouble before = test_.trouble();
    passed += test_.advance(1000 * (time - passed)) / 1000;
    notice(before, now() + passed);
  }
}

void ReadReplicaLoad::notice(Trouble before, Milliseconds at) {
  const Trouble trouble = test_.trouble();
  if (trouble != before && trouble == Trouble::storm) {
    record_.mark(at, MarkKind::conflict, "storm", "Most answers came too late: a retry storm");
  } else if (trouble != before && trouble == Trouble::refusing) {
    record_.mark(at, MarkKind::lost, "refused", "Lines were full and requests were refused");
  } else if (trouble != before) {
    record_.mark(at, MarkKind::mend, "recovered", "No line was full any more");
  }
  if (test_.under_load()) return;
  record_.mark(at, MarkKind::settled, "measured", "A minute of load was measured");
}

double ReadReplicaLoad::speedup(int replicas) const {
  return request_capacity(options_, static_cast<std::uint32_t>(replicas)) / service_rate;
}

double ReadReplicaLoad::limit() const {
  if (options_.readers == Readers::leader) return 1;
  return distributed::speedup_limit({service_rate, options_.read_share});
}

void ReadReplicaLoad::compare_routings() {
  trials_.clear();
  Options options = options_;
  const auto measured = seconds(requests_of_trial / options.traffic.mean_rate);
  for (int routing = 0; routing < routings; ++routing) {
    options.routing = static_cast<Routing>(routing);
    const Tally tally = try_out(options, Generator{seed_}, measured / 8, measured);
    trials_.push_back({tally.mean_ms(), tally.latencies.quantile(0.99)});
  }
}

// Each number of replicas under the load that is the most it can bear by law.
void ReadReplicaLoad::compare_guess() {
  const auto borne = [this](std::uint32_t replicas) {
    Options options = options_;
    options.replicas = replicas;
    options.traffic = {request_capacity(options, replicas)};
    options.retries = {};
    return try_out(options, Generator{seed_}, seconds(0.2), seconds(2)).throughput();
  };
  const std::uint32_t before = options_.replicas, after = before + 1;
  guess_ = Guess{static_cast<int>(after), guess_percent_ / 100,
                 request_capacity(options_, after) / request_capacity(options_, before) - 1,
                 borne(after) / borne(before) - 1};
  options_.replicas = after;
  apply();
}

}  // namespace microsims
