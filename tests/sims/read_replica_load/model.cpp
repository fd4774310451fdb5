#include "read_replica_load/model.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"
#include "queueing/read_replicas_law.hpp"

using namespace microsims;
using namespace distributed::queueing;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using play::press;
using play::set;
using play::state;

namespace {

const Sim sim_for_play = play::sim_of_model<ReadReplicaLoad>("read-replica-load");

Fact fact(const ReadReplicaLoad& sim, std::string_view id) {
  for (const Fact& each : sim.facts()) {
    if (each.id == id) return each;
  }
  FAIL("there is no such fact: " << id);
  return {};
}

double value(const ReadReplicaLoad& sim, std::string_view id) {
  return fact(sim, id).value.value();
}

void measure(ReadReplicaLoad& sim) {
  press(sim, "measure");
  sim.advance(100);
}

bool has_mark(const ReadReplicaLoad& sim, std::string_view id) {
  for (const Mark& mark : sim.record().marks()) {
    if (mark.id == id && !mark.command) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("There are sliders for requests, reads and replicas, and a choice who reads",
          "[read-replica-load]") {
  ReadReplicaLoad sim{1};
  const auto range = [&](const char* id) { return sim.controls().find(id)->range(); };
  CHECK(range("rate").max == 20'000);
  CHECK(range("read-share").min == 0);
  CHECK(range("read-share").max == 100);
  CHECK(range("replicas").min == 0);
  CHECK(range("replicas").max == 6);
  std::vector<std::string> options;
  for (const Option& option : sim.controls().find("reads-go-to")->choices()) {
    options.push_back(option.id);
  }
  CHECK(options == std::vector<std::string>{"leader", "replicas", "all"});
  for (int replicas = 0; replicas <= 6; ++replicas) {
    set(sim, "replicas", std::to_string(replicas));
    CHECK(sim.nodes() == replicas + 1);
  }
}

TEST_CASE("The world is at rest until load is asked for, and when a minute was measured",
          "[read-replica-load]") {
  ReadReplicaLoad sim{1};
  CHECK_FALSE(sim.moving());
  CHECK_FALSE(fact(sim, "throughput").value);
  CHECK_THAT(sim.describe(), ContainsSubstring("No load flows yet"));
  press(sim, "measure");
  CHECK(sim.moving());
  CHECK(sim.controls().press("measure"));
  sim.advance(30);
  CHECK(sim.moving());
  CHECK_THAT(sim.describe(), ContainsSubstring("Measured so far: 29"));
  sim.advance(100);
  CHECK(sim.now() == 61'000);
  CHECK_FALSE(sim.moving());
  CHECK(has_mark(sim, "measured"));
  CHECK_THAT(state(sim), ContainsSubstring(R"("underLoad":false,"measuredSeconds":60)"));
  CHECK_THAT(sim.prompt(), ContainsSubstring("A minute was measured"));
  // Another load has not been measured.
  set(sim, "rate", "4000");
  CHECK_FALSE(sim.moving());
  CHECK_FALSE(fact(sim, "meanLatencyMs").value);
}

TEST_CASE("Every node does every write, and reads go where they are sent", "[read-replica-load]") {
  for (const char* to : {"leader", "replicas", "all"}) {
    ReadReplicaLoad sim{2};
    set(sim, "rate", "3000");
    set(sim, "read-share", "80");
    set(sim, "reads-go-to", to);
    measure(sim);
    for (std::uint32_t node = 0; node < 4; ++node) {
      const auto figures = sim.test().figures(node);
      CHECK_THAT(figures.writing, WithinAbs(600.0 / 4000, 0.01));
      CHECK_THAT(figures.busy(), WithinAbs(utilisation_law(sim.options(), node), 0.02));
      CHECK((figures.reads > 0) == sim.test().database().reads(node));
    }
  }
}

TEST_CASE("What is measured at random routing is what the laws say", "[read-replica-load]") {
  for (const auto& [rate, share, replicas] :
       {std::tuple{"8000", "90", "3"}, {"10000", "99", "3"}, {"2500", "50", "1"}}) {
    ReadReplicaLoad sim{3};
    set(sim, "rate", rate);
    set(sim, "read-share", share);
    set(sim, "replicas", replicas);
    measure(sim);
    for (const char* id : {"throughput", "meanLatencyMs", "p99LatencyMs"}) {
      const Fact each = fact(sim, id);
      INFO(rate << " " << id);
      CHECK_THAT(*each.value, WithinRel(each.law.value(), 0.06));
    }
    const Fact stale = fact(sim, "staleReads");
    CHECK_THAT(*stale.value, WithinAbs(stale.law.value(), 0.0002));
    CHECK(*stale.value > 0);
  }
}

TEST_CASE("The capacity for reads is n (mu - w), and no more is served", "[read-replica-load]") {
  ReadReplicaLoad sim{4};
  set(sim, "rate", "16000");
  CHECK_THAT(value(sim, "capacity"), WithinAbs(3 * (4000 - 1600), 1e-6));
  CHECK_THAT(fact(sim, "capacity").label, ContainsSubstring("(4000\u00a0−\u00a01600)"));
  CHECK(fact(sim, "capacity").tone == Tone::bad);
  measure(sim);
  CHECK_THAT(value(sim, "readThroughput"), WithinRel(7200.0, 0.015));
  CHECK_THAT(*fact(sim, "readThroughput").law, WithinAbs(7200, 1e-6));
  CHECK_THAT(value(sim, "throughput"), WithinRel(7200.0 + 1600, 0.01));
  CHECK_THAT(*fact(sim, "throughput").law, WithinAbs(7200 + 1600, 1e-6));
  CHECK(fact(sim, "throughput").tone == Tone::bad);
  CHECK(has_mark(sim, "refused"));
  CHECK_THAT(sim.prompt(), ContainsSubstring("Lines are full"));
  // More writes, less for all: at half writes the replicas have nothing left for reads.
  set(sim, "rate", "12000");
  double last = 1e9;
  for (const char* share : {"95", "90", "80", "70", "50"}) {
    set(sim, "read-share", share);
    CHECK(value(sim, "capacity") < last);
    last = value(sim, "capacity");
  }
  CHECK(last == 0);
}

TEST_CASE("Three replicas bear 2.5 times as much at 90 % reads, 2.94 times at 99 %",
          "[read-replica-load]") {
  ReadReplicaLoad sim{5};
  CHECK_THAT(value(sim, "speedup"), WithinAbs(2.5, 1e-12));
  CHECK(value(sim, "ceiling") == 10'000);
  CHECK_THAT(sim.limit(), WithinAbs(10, 1e-9));
  set(sim, "read-share", "99");
  CHECK_THAT(value(sim, "speedup"), WithinAbs(3 / 1.02, 1e-12));
  set(sim, "replicas", "5");
  CHECK_THAT(value(sim, "speedup"), WithinAbs(5 / 1.04, 1e-12));
  set(sim, "reads-go-to", "leader");
  CHECK(value(sim, "speedup") == 1);
  set(sim, "reads-go-to", "replicas");
  set(sim, "read-share", "90");
  set(sim, "replicas", "3");
  // Just below and above what they bear.
  set(sim, "rate", "9500");
  measure(sim);
  CHECK_THAT(value(sim, "throughput"), WithinRel(9500.0, 0.01));
  CHECK_FALSE(has_mark(sim, "refused"));
  set(sim, "rate", "10500");
  measure(sim);
  CHECK(value(sim, "throughput") < 10'000);
  CHECK(has_mark(sim, "refused"));
}

TEST_CASE("Who looks at the lines keeps them shorter", "[read-replica-load]") {
  ReadReplicaLoad sim{6};
  set(sim, "rate", "9000");
  CHECK(sim.trials().empty());
  press(sim, "compare-routings");
  CHECK_FALSE(sim.moving());
  REQUIRE(sim.trials().size() == 6);
  const auto mean = [&](Routing routing) {
    return sim.trials()[static_cast<std::size_t>(routing)].mean;
  };
  CHECK(mean(Routing::least_connections) < mean(Routing::two_choices));
  CHECK(mean(Routing::two_choices) < mean(Routing::round_robin));
  CHECK(mean(Routing::round_robin) < mean(Routing::random));
  CHECK_THAT(sim.explored(), ContainsSubstring("Best of 2: mean "));
  set(sim, "rate", "8000");
  CHECK(sim.trials().empty());
  // The same by a minute of each.
  set(sim, "rate", "9000");
  const double random = (measure(sim), value(sim, "meanLatencyMs"));
  set(sim, "routing", "two-choices");
  CHECK_FALSE(fact(sim, "meanLatencyMs").law);
  CHECK((measure(sim), value(sim, "meanLatencyMs")) < 0.7 * random);
}

TEST_CASE("One line of reads only is Erlang's, a burst is Kuczura's", "[read-replica-load]") {
  ReadReplicaLoad sim{7};
  set(sim, "read-share", "100");
  set(sim, "routing", "one-queue");
  set(sim, "rate", "9500");
  measure(sim);
  CHECK_THAT(value(sim, "meanLatencyMs"), WithinRel(*fact(sim, "meanLatencyMs").law, 0.05));
  set(sim, "routing", "random");
  set(sim, "rate", "6000");
  const double at_random = (measure(sim), value(sim, "meanLatencyMs"));
  set(sim, "bursts", "true");
  measure(sim);
  CHECK_THAT(value(sim, "throughput"), WithinRel(6000.0, 0.06));
  CHECK(value(sim, "meanLatencyMs") > 3 * at_random);
  CHECK_THAT(value(sim, "meanLatencyMs"), WithinRel(*fact(sim, "meanLatencyMs").law, 0.15));
}

TEST_CASE("One slow replica spoils what is blind to it", "[read-replica-load]") {
  ReadReplicaLoad sim{8};
  set(sim, "rate", "5000");
  set(sim, "slow-replica", "true");
  CHECK_FALSE(fact(sim, "meanLatencyMs").law);
  CHECK(fact(sim, "capacity").label == "Reads at most, with one slow");
  measure(sim);
  CHECK(sim.test().waiting(1).requests > ReadReplicaLoad::line_limit / 2);
  CHECK(has_mark(sim, "refused"));
  set(sim, "routing", "least-connections");
  measure(sim);
  CHECK(value(sim, "meanLatencyMs") < 1);
  CHECK(has_mark(sim, "recovered"));
}

TEST_CASE("With retries a burst is followed by a storm that does not end", "[read-replica-load]") {
  ReadReplicaLoad sim{9};
  press(sim, "burst");
  sim.advance(100);
  CHECK_THAT(value(sim, "throughput"), WithinRel(8000.0, 0.01));
  CHECK(value(sim, "failedShare") == 0);

  set(sim, "retries", "true");
  measure(sim);
  CHECK(value(sim, "attemptsPerRequest") == 1);
  press(sim, "burst");
  sim.advance(100);
  CHECK(has_mark(sim, "storm"));
  CHECK(value(sim, "throughput") < 4000);
  CHECK(value(sim, "wastedShare") > 0.5);
  CHECK(value(sim, "attemptsPerRequest") > 2);
  CHECK_THAT(sim.describe(), ContainsSubstring("A retry storm"));
  measure(sim);
  CHECK_THAT(sim.prompt(), ContainsSubstring("retry storm"));
  // It needs less load than it did without one to go.
  set(sim, "rate", "2000");
  measure(sim);
  CHECK(has_mark(sim, "recovered"));
  CHECK_THAT(value(sim, "throughput"), WithinRel(2000.0, 0.02));
  set(sim, "rate", "8000");
  measure(sim);
  CHECK_THAT(value(sim, "throughput"), WithinRel(8000.0, 0.01));
}

TEST_CASE("Applying that competes with reads makes them the staler the more there are",
          "[read-replica-load]") {
  ReadReplicaLoad sim{10};
  set(sim, "applying", "as-one-client");
  CHECK_FALSE(fact(sim, "staleReads").law);
  double last = 0;
  for (const char* rate : {"4000", "8000", "9500", "12000"}) {
    set(sim, "rate", rate);
    measure(sim);
    CHECK(value(sim, "staleReads") > 1.5 * last);
    last = value(sim, "staleReads");
  }
  CHECK(last > 0.5);
  // In line the load makes no difference but for the writes.
  set(sim, "applying", "in-line");
  measure(sim);
  CHECK(value(sim, "staleReads") < 0.002);
}

TEST_CASE("What the next replica brings is guessed first, then told and measured",
          "[read-replica-load]") {
  ReadReplicaLoad sim{11};
  set(sim, "replicas", "0");
  for (int replica = 1; replica <= 6; ++replica) {
    set(sim, "guess", "50");
    press(sim, "compare-guess");
    REQUIRE(sim.guess());
    CHECK(sim.guess()->replicas == replica);
    CHECK(sim.nodes() == replica + 1);
    CHECK(sim.guess()->guessed == 0.5);
    CHECK_THAT(sim.guess()->law,
               WithinAbs(sim.speedup(replica) / sim.speedup(replica - 1) - 1, 1e-12));
    CHECK_THAT(sim.guess()->measured, WithinAbs(sim.guess()->law, 0.04));
  }
  CHECK(sim.controls().press("compare-guess"));
  CHECK_FALSE(sim.moving());
  CHECK_THAT(sim.explored(), ContainsSubstring("Replica 6 bears more: guessed 50"));
}

TEST_CASE("The first replica brings nothing if only replicas read, the second 82 %",
          "[read-replica-load]") {
  ReadReplicaLoad sim{12};
  CHECK_THAT(sim.speedup(1), WithinAbs(1, 1e-12));
  CHECK_THAT(sim.speedup(2), WithinAbs(2 / 1.1, 1e-12));
  set(sim, "reads-go-to", "all");
  CHECK_THAT(sim.speedup(1), WithinAbs(2 / 1.1, 1e-12));
}

TEST_CASE("A run is the same however time is cut, sought, copied or linked",
          "[read-replica-load]") {
  play::check_random_runs(sim_for_play, 25);
}
