#include "quorum_calculator/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"
#include "quorum/staleness.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using distributed::Coordinator;
using play::press;
using play::state;
using Replica = Coordinator::Member;

namespace {

constexpr double long_enough = 10;

void set(QuorumCalculator& sim, int n, int w, int r) {
  play::set(sim, "n", std::to_string(n));
  play::set(sim, "w", std::to_string(w));
  play::set(sim, "r", std::to_string(r));
}

int count(const QuorumCalculator& sim, bool Replica::*in) {
  const auto replicas = sim.client().members();
  return static_cast<int>(std::count_if(replicas.begin(), replicas.end(),
                                        [&](const Replica& replica) { return replica.*in; }));
}

struct Read {
  int version;
  bool stale;
};

// Nothing unless a read has been answered.
std::optional<Read> last_read(const QuorumCalculator& sim) {
  const auto decided = sim.client().decided();
  const distributed::Request* read = decided.last_read();
  if (!read || !read->succeeded) return std::nullopt;
  return Read{read->version, read->stale()};
}

double value(const QuorumCalculator& sim, const char* id) {
  return std::get<double>(sim.controls().find(id)->value());
}

}  // namespace

TEST_CASE("There are three sliders: N from 3 to 7, W and R from 1 to N", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  for (const char* id : {"n", "w", "r"}) {
    REQUIRE(sim.controls().find(id));
    CHECK(sim.controls().find(id)->kind == ControlKind::slider);
  }
  CHECK(sim.controls().find("n")->range().min == 3);
  CHECK(sim.controls().find("n")->range().max == 7);
  for (int n = 3; n <= 7; ++n) {
    REQUIRE_FALSE(sim.controls().set("n", double(n)));
    for (const char* id : {"w", "r"}) {
      CHECK(sim.controls().find(id)->range().min == 1);
      CHECK(sim.controls().find(id)->range().max == n);
      CHECK(sim.controls().set(id, n + 1.0));
    }
  }
}

TEST_CASE("There is a row of N node icons", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  for (int n = 3; n <= 7; ++n) {
    REQUIRE_FALSE(sim.controls().set("n", double(n)));
    CHECK(sim.client().members().size() == static_cast<std::size_t>(n));
  }
}

TEST_CASE("When a write is simulated, W of the nodes acknowledge it", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  for (int w = 1; w <= 5; ++w) {
    set(sim, 5, w, 1);
    press(sim, "simulate-write");
    sim.advance(long_enough);
    CHECK(count(sim, &Replica::wrote) == w);
    for (const Replica& replica : sim.client().members()) {
      CHECK(replica.version == (replica.wrote ? sim.client().latest() : 1));
    }
  }
}

TEST_CASE("When a read is simulated, R of the nodes are consulted", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  for (int r = 1; r <= 5; ++r) {
    set(sim, 5, 3, r);
    press(sim, "simulate-read");
    CHECK(count(sim, &Replica::read) == r);
  }
}

TEST_CASE("The nodes in both sets are the overlap", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  set(sim, 5, 3, 4);
  press(sim, "simulate-write");
  press(sim, "simulate-read");
  int both = 0;
  for (const Replica& replica : sim.client().members()) {
    CHECK(replica.overlap() == (replica.wrote && replica.read));
    both += replica.overlap();
  }
  CHECK(both >= sim.quorum().least_overlap());
}

TEST_CASE("W + R, the tolerances and the guarantee follow from N, W and R", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  for (int n = 3; n <= 7; ++n) {
    for (int w = 1; w <= n; ++w) {
      for (int r = 1; r <= n; ++r) {
        set(sim, n, w, r);
        const bool guaranteed = w + r > n;
        CHECK_THAT(state(sim), ContainsSubstring("\"sum\":" + std::to_string(w + r)));
        CHECK_THAT(state(sim), ContainsSubstring("\"writeTolerance\":" + std::to_string(n - w)));
        CHECK_THAT(state(sim), ContainsSubstring("\"readTolerance\":" + std::to_string(n - r)));
        CHECK_THAT(state(sim),
                   ContainsSubstring(guaranteed ? "\"consistent\":true" : "\"consistent\":false"));
        CHECK_THAT(sim.describe(), ContainsSubstring("W + R = " + std::to_string(w + r) + ","));
        const auto nodes = [](int count) {
          return std::to_string(count) + (count == 1 ? "\u00a0node." : "\u00a0nodes.");
        };
        CHECK_THAT(sim.describe(),
                   ContainsSubstring("Write fault tolerance: can lose " + nodes(n - w)));
        CHECK_THAT(sim.describe(),
                   ContainsSubstring("Read fault tolerance: can lose " + nodes(n - r)));
        CHECK_THAT(sim.describe(), ContainsSubstring(guaranteed ? "Consistency guaranteed: YES"
                                                                : "Consistency guaranteed: NO"));
      }
    }
  }
}

TEST_CASE("Simulate Stale Read is enabled exactly when W + R is at most N", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  for (int n = 3; n <= 7; ++n) {
    for (int w = 1; w <= n; ++w) {
      for (int r = 1; r <= n; ++r) {
        set(sim, n, w, r);
        CHECK(sim.controls().find("simulate-stale-read")->is_enabled() == (w + r <= n));
      }
    }
  }
}

TEST_CASE("A stale read misses every written node and returns old data", "[quorum-calculator]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    QuorumCalculator sim{seed};
    set(sim, 6, 2, 4);
    press(sim, "simulate-stale-read");
    CHECK(sim.moving());
    CHECK(count(sim, &Replica::wrote) == 2);
    CHECK(count(sim, &Replica::read) == 4);
    for (const Replica& replica : sim.client().members()) CHECK_FALSE(replica.overlap());
    REQUIRE(last_read(sim));
    CHECK(last_read(sim)->stale);
    CHECK(last_read(sim)->version < sim.client().latest());
    CHECK_THAT(state(sim), ContainsSubstring(R"("lastRead":{"version":1,"stale":true})"));
  }
}

TEST_CASE("With W + R > N no read is ever stale", "[quorum-calculator]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    QuorumCalculator sim{seed};
    for (int n = 3; n <= 7; ++n) {
      for (int w = 1; w <= n; ++w) {
        set(sim, n, w, n - w + 1 > n ? n : n - w + 1);
        press(sim, "simulate-write");
        press(sim, "simulate-read");
        press(sim, "simulate-write");
        press(sim, "simulate-read");
        CHECK_FALSE(last_read(sim)->stale);
        CHECK(last_read(sim)->version == 3);
      }
    }
  }
}

TEST_CASE("Without the guarantee reads are stale as often as the closed form says",
          "[quorum-calculator]") {
  constexpr int runs = 20000;
  QuorumCalculator sim{5};
  set(sim, 5, 2, 1);
  int stale = 0;
  for (int i = 0; i < runs; ++i) {
    press(sim, "simulate-write");
    press(sim, "simulate-read");
    stale += last_read(sim)->stale;
  }
  CHECK_THAT(double(stale) / runs,
             WithinAbs(distributed::stale_read_probability({5, 2, 1}), 0.015));
}

TEST_CASE("Lowering N clamps W and R to N", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  set(sim, 7, 6, 5);
  REQUIRE_FALSE(sim.controls().set("n", 4.0));
  CHECK(value(sim, "w") == 4);
  CHECK(value(sim, "r") == 4);
}

TEST_CASE("Another N, W or R lets all replicas begin in step", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  press(sim, "simulate-write");
  press(sim, "simulate-read");
  REQUIRE_FALSE(sim.controls().set("w", 2.0));
  CHECK(count(sim, &Replica::wrote) == 0);
  CHECK(count(sim, &Replica::read) == 0);
  for (const Replica& replica : sim.client().members()) CHECK(replica.version == 1);
  CHECK_FALSE(last_read(sim));
  CHECK_FALSE(sim.moving());
}

TEST_CASE("The messages of an action take a second or two, then nothing moves",
          "[quorum-calculator]") {
  QuorumCalculator sim{1};
  CHECK_FALSE(sim.moving());
  press(sim, "simulate-write");
  CHECK(sim.moving());
  sim.advance(0.9);
  CHECK(sim.moving());
  sim.advance(2);
  CHECK_FALSE(sim.moving());
  for (const distributed::Trip& trip : sim.client().last_write()->trips) {
    CHECK(trip.sent < trip.arrived);
    CHECK(trip.arrived < trip.answered);
  }
}

TEST_CASE("Of a stale read the write is over before the read begins", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  set(sim, 5, 2, 2);
  press(sim, "simulate-stale-read");
  Microseconds written = 0;
  for (const distributed::Trip& trip : sim.client().last_write()->trips) {
    written = std::max(written, trip.answered);
  }
  for (const distributed::Trip& trip : sim.client().last_read()->trips) CHECK(trip.sent > written);
}

TEST_CASE("The same seed and the same actions give the same states", "[quorum-calculator]") {
  QuorumCalculator first{9}, second{9}, other{10};
  std::string states[3];
  int i = 0;
  for (QuorumCalculator* sim : {&first, &second, &other}) {
    for (int round = 0; round < 10; ++round) {
      press(*sim, "simulate-write");
      for (int step = 0; step < (sim == &second ? 1 : 30); ++step) {
        sim->advance(sim == &second ? 3.0 : 0.1);
      }
      press(*sim, "simulate-read");
      states[i] += state(*sim);
    }
    ++i;
  }
  CHECK(states[0] == states[1]);
  CHECK(states[0] != states[2]);
}

TEST_CASE("The words tell what happened", "[quorum-calculator]") {
  QuorumCalculator sim{1};
  set(sim, 3, 1, 1);
  CHECK_THAT(sim.describe(), ContainsSubstring("W + R = 2, not more than N"));
  CHECK_THAT(sim.describe(), ContainsSubstring("Write fault tolerance: can lose 2\u00a0nodes"));
  CHECK_THAT(sim.describe(), !ContainsSubstring("last read"));
  press(sim, "simulate-stale-read");
  CHECK_THAT(sim.describe(), ContainsSubstring("version 2, was acknowledged by node "));
  CHECK_THAT(sim.describe(), ContainsSubstring("returned version 1: stale"));
  const std::string before = sim.prompt();
  set(sim, 3, 2, 2);
  CHECK(sim.prompt() != before);
}

TEST_CASE("A node that is down takes no part in writes and reads", "[quorum-calculator]") {
  QuorumCalculator sim{3};
  set(sim, 5, 3, 3);
  REQUIRE_FALSE(sim.controls().set("node-2-down", true));
  for (int round = 0; round < 30; ++round) {
    press(sim, "simulate-write");
    press(sim, "simulate-read");
    CHECK_FALSE(sim.client().members()[1].wrote);
    CHECK_FALSE(sim.client().members()[1].read);
    CHECK_FALSE(last_read(sim)->stale);
  }
}

TEST_CASE("As many nodes may be down as the tolerances say, and one more is too many",
          "[quorum-calculator]") {
  QuorumCalculator sim{3};
  set(sim, 5, 4, 2);
  REQUIRE_FALSE(sim.controls().set("node-1-down", true));
  press(sim, "simulate-write");
  CHECK(sim.client().outcome() == Coordinator::Outcome::done);
  CHECK(sim.client().latest() == 2);
  REQUIRE_FALSE(sim.controls().set("node-2-down", true));
  press(sim, "simulate-write");
  CHECK(sim.client().outcome() == Coordinator::Outcome::write_refused);
  CHECK(sim.client().latest() == 2);
  CHECK_THAT(sim.describe(), ContainsSubstring("The write failed"));
  press(sim, "simulate-read");
  CHECK(sim.client().outcome() == Coordinator::Outcome::done);
  REQUIRE_FALSE(sim.controls().set("node-3-down", true));
  REQUIRE_FALSE(sim.controls().set("node-4-down", true));
  press(sim, "simulate-read");
  CHECK(sim.client().outcome() == Coordinator::Outcome::read_refused);
  CHECK_FALSE(sim.moving());
}

TEST_CASE("A stale read needs enough live nodes for both sets", "[quorum-calculator]") {
  QuorumCalculator sim{3};
  set(sim, 5, 2, 2);
  const Control* stale_read = sim.controls().find("simulate-stale-read");
  REQUIRE_FALSE(sim.controls().set("node-5-down", true));
  CHECK(stale_read->is_enabled());
  REQUIRE_FALSE(sim.controls().set("node-4-down", true));
  CHECK_FALSE(stale_read->is_enabled());
}

TEST_CASE("The presets set the numbers that stores use", "[quorum-calculator]") {
  QuorumCalculator sim{3};
  set(sim, 5, 2, 4);
  press(sim, "preset-one");
  CHECK(sim.quorum() == distributed::Quorum{5, 1, 1});
  press(sim, "preset-quorum");
  CHECK(sim.quorum() == distributed::Quorum{5, 3, 3});
  press(sim, "preset-all");
  CHECK(sim.quorum() == distributed::Quorum{5, 5, 1});
  press(sim, "preset-dynamo");
  CHECK(sim.quorum() == distributed::Quorum{3, 2, 1});
}

TEST_CASE("The drawer's WARS figures are the published ones", "[quorum-calculator]") {
  QuorumCalculator sim{3};
  set(sim, 3, 1, 1);
  REQUIRE_FALSE(sim.controls().set("latency", std::string{"lnkd-disk"}));
  // Bailis et al., PVLDB 5(8), 2012: fresh at t = 0 43.9 %, after 10 ms 92.5 %.
  CHECK_THAT(sim.wars().fresh_probability(0), WithinAbs(0.439, 0.01));
  CHECK_THAT(sim.wars().fresh_probability(10), WithinAbs(0.925, 0.01));
}

TEST_CASE("Looking at the drawer does not change the run", "[quorum-calculator]") {
  QuorumCalculator looked{4}, other{4};
  (void)looked.wars();
  for (QuorumCalculator* sim : {&looked, &other}) press(*sim, "simulate-write");
  CHECK(state(looked) == state(other));
}

TEST_CASE("The figures of the drawer in words", "[quorum-calculator]") {
  QuorumCalculator sim{3};
  set(sim, 3, 1, 1);
  play::set(sim, "node-availability", "90");
  // C(2, 1) / C(3, 1); 1 - 0.1^3
  CHECK_THAT(sim.explored(), ContainsSubstring("by counting: 66.67\u00a0%"));
  CHECK_THAT(sim.explored(), ContainsSubstring("Writes succeed: 99.9\u00a0%. Reads succeed: 99.9"));
  set(sim, 3, 2, 2);
  CHECK_THAT(sim.explored(), ContainsSubstring("by counting: 0\u00a0%"));
  CHECK_THAT(sim.explored(), ContainsSubstring("are fresh: at once"));
}

TEST_CASE("A random run can be gone through and linked to", "[quorum-calculator]") {
  play::check_random_runs(play::sim_of_model<QuorumCalculator>("quorum-calculator"), 1000);
}
