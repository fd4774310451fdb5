#include "gossip_protocol_spread/repair.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace microsims;
using Catch::Matchers::WithinAbs;

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
