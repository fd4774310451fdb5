#pragma once
// How often a Raft election fails because the votes split, and when the first candidate stands.
//
//   split_vote_probability(5, 4, 0.1);        // 0.0523: one election in nineteen
//   expected_first_timeout(4, low, high);     // low + (high - low) / 5
//
//   timeouts   low |--x---x-x---------x--| high      the first x asks for votes; they arrive one
//                     <-> latency                    latency later: whose timeout ends before
//                                                    that stands too, and takes votes away
//
// Source: D. Ongaro, "Consensus: Bridging Theory and Practice", Stanford, 2014, chapter 9.

#include <cstdint>

namespace distributed::election {

/// Probability that an election among `up` of `servers` elects nobody, when timeouts are uniform
/// and a message takes `latency`, given as a fraction of the timeout range. The vote splits when at
/// least c = up - floor(servers / 2) + 1 servers time out within one latency of the first; the gap
/// between the first and the c-th of `up` uniform numbers is Beta(c - 1, up - c + 2), so
///
///   P = sum over k = c-1 ... up of C(up, k) latency^k (1 - latency)^(up - k).
///
/// 1 if fewer than a majority are up; 0 for a server alone, which has nobody to split with. Throws
/// std::invalid_argument unless 1 <= up <= servers <= 1000 and 0 <= latency <= 1.
double split_vote_probability(std::uint32_t servers, std::uint32_t up, double latency);

/// When the first of `up` servers times out on average, timeouts uniform over [low, high): a
/// 1/(up + 1) part of the range above `low`. In the unit of low and high. Throws
/// std::invalid_argument unless up >= 1 and low <= high.
double expected_first_timeout(std::uint32_t up, double low, double high);

}  // namespace distributed::election
