#pragma once
// How long SWIM takes to notice a failure, in protocol periods.
//
//   expected_detection(1.0);                // 1.58198 periods in a large group of live members
//   detection_probability(20);              // 0.64 in each period with 20 members
//
// Each live member pings one random other in a period, so a dead one is missed by all of them with
// (1 - 1/(n - 1))^(n - 1), which tends to 1/e.
//
// Source: A. Das, I. Gupta and A. Motivala, "SWIM: Scalable Weakly-consistent Infection-style
// Process Group Membership Protocol", DSN 2002, section 3.1.

#include <cstdint>

namespace distributed::failure {

/// Mean periods until a failure is first detected, when a share `live` of a large group is up:
/// 1/(1 - e^(-live)). Throws std::invalid_argument unless 0 < live <= 1.
double expected_detection(double live);

/// Probability that one of the n - 1 others notices a dead member in a given period:
/// 1 - (1 - 1/(n - 1))^(n - 1). Throws std::invalid_argument for less than two members.
double detection_probability(std::uint32_t members);

}  // namespace distributed::failure
