#include "gossip/memberlist.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <utility>

using namespace distributed::gossip;
using Catch::Matchers::WithinAbs;

TEST_CASE("memberlist's own numbers for the retransmit limit", "[gossip]") {
  // hashicorp/memberlist, util_test.go, TestRetransmitLimit.
  CHECK(retransmit_limit(3, 0) == 0);
  CHECK(retransmit_limit(3, 1) == 3);
  CHECK(retransmit_limit(3, 99) == 6);
  // Either side of a power of ten.
  CHECK(retransmit_limit(4, 9) == 4);
  CHECK(retransmit_limit(4, 10) == 8);
  CHECK(retransmit_limit(1, 999999999) == 9);
  CHECK(retransmit_limit(1, 4294967295u) == 10);
}

TEST_CASE("memberlist's own numbers for the suspicion timeout", "[gossip]") {
  // hashicorp/memberlist, util_test.go, TestSuspicionTimeout: a third of the timeout with
  // multiplier 3 and an interval of 1 s, in ms.
  for (const auto& [nodes, expected] : {std::pair{5u, 1000.0},
                                        {10u, 1000.0},
                                        {50u, 1698.0},
                                        {100u, 2000.0},
                                        {500u, 2698.0},
                                        {1000u, 3000.0}}) {
    CHECK_THAT(suspicion_timeout(3, nodes, 1000.0) / 3, WithinAbs(expected, 1e-6));
  }
  CHECK(suspicion_timeout(4, 0, 1.0) == 4.0);
}

TEST_CASE("memberlist's own numbers for the remaining suspicion", "[gossip]") {
  // hashicorp/memberlist, suspicion_test.go, TestSuspicion_remainingSuspicionTime.
  CHECK_THAT(remaining_suspicion(0, 3, 0, 2, 30), WithinAbs(30, 1e-9));
  CHECK_THAT(remaining_suspicion(1, 3, 2, 2, 30), WithinAbs(14, 1e-9));
  CHECK_THAT(remaining_suspicion(2, 3, 3, 2, 30), WithinAbs(4.810, 1e-9));
  CHECK_THAT(remaining_suspicion(3, 3, 4, 2, 30), WithinAbs(-2, 1e-9));
  CHECK_THAT(remaining_suspicion(4, 3, 5, 2, 30), WithinAbs(-3, 1e-9));
  CHECK_THAT(remaining_suspicion(5, 3, 10, 2, 30), WithinAbs(-8, 1e-9));
  // The same, TestSuspicion_Timer: 0.5 to 2 s.
  CHECK_THAT(remaining_suspicion(1, 3, 0, 0.5, 2), WithinAbs(1.25, 1e-9));
  CHECK_THAT(remaining_suspicion(2, 3, 0, 0.5, 2), WithinAbs(0.811, 1e-9));
  CHECK(remaining_suspicion(0, 0, 1, 2, 30) == 1.0);
}

TEST_CASE("memberlist's own numbers for the scale of full exchanges", "[gossip]") {
  // hashicorp/memberlist, util_test.go, TestPushPullScale.
  for (std::uint32_t nodes = 0; nodes <= 32; ++nodes) CHECK(push_pull_scale(1, nodes) == 1.0);
  for (std::uint32_t nodes = 33; nodes <= 64; ++nodes) CHECK(push_pull_scale(1, nodes) == 2.0);
  for (std::uint32_t nodes = 65; nodes <= 128; ++nodes) CHECK(push_pull_scale(1, nodes) == 3.0);
}
