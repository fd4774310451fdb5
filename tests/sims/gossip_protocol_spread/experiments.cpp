#include "gossip_protocol_spread/experiments.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

using namespace microsims;
using Catch::Matchers::WithinAbs;

TEST_CASE("Phi is low while heartbeats come, and crosses the threshold when they stop",
          "[gossip-protocol-spread]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Suspicion suspicion{distributed::Generator{seed}};
    const double last = suspicion.heartbeats.back();
    for (std::size_t i = 0; static_cast<double>(i) * suspicion.normal.every < last; ++i) {
      CHECK(suspicion.exponential.phi[i] < 1);
      CHECK(suspicion.normal.phi[i] < 8);
    }
    CHECK(suspicion.normal.phi.back() > 12);
    CHECK(suspicion.exponential.phi.back() > 11);
    double before = 0;
    for (double threshold = 1; threshold <= 11; ++threshold) {
      const double silence = suspicion.normal.silence(threshold);
      CHECK(silence > before);
      CHECK(silence < 4);
      before = silence;
    }
    // phi = t/(mean ln 10)
    CHECK_THAT(suspicion.exponential.silence(8),
               WithinAbs(8 * suspicion.counted_mean * std::log(10), 0.02));
  }
}

TEST_CASE("Rumors leave the residue that theory says, and anti-entropy leaves none",
          "[gossip-protocol-spread]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Repair repair{distributed::Generator{seed}};
    CHECK_THAT(repair.rumors[0].course.back(), WithinAbs(0.203, 0.08));
    CHECK_THAT(repair.rumors[1].course.back(), WithinAbs(0.060, 0.04));
    for (const auto& [course, law] : repair.repairs) {
      CHECK(course.front() == repair.rumors[0].course.back());
      CHECK(course.back() == 0);
      for (std::size_t i = 0; i < course.size(); ++i)
        CHECK_THAT(course[i], WithinAbs(law[i], 0.04));
    }
    CHECK(repair.repairs[1].course.size() <= repair.repairs[0].course.size());
  }
}
