#pragma once
// The power of two choices: each request looks at d servers, picked at random, and joins the
// shortest line.
//
//   mean_time_of_choices(0.9, 1);              // 10 service times
//   mean_time_of_choices(0.9, 2);              // 2.6141
//   queue_at_least_probability(0.9, 2, 5);     // 0.038: lines of 5 or more; with d = 1 0.59
//
// The supermarket model: very many equal servers, Poisson arrivals of lambda per server, service
// exponential with mean 1. The share of lines with at least i requests is
// lambda^((d^i - 1)/(d - 1)): it falls doubly exponentially for d = 2, where d = 1 gives lambda^i.
//
// Source: M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS
// 12(10), 2001.

#include <cstdint>

namespace distributed {

/// The mean time in service times: sum over i >= 1 of lambda^((d^i - d)/(d - 1)); 1/(1 - lambda)
/// for d = 1; infinite if lambda >= 1. Throws std::out_of_range unless lambda >= 0 and d >= 1.
double mean_time_of_choices(double lambda, std::uint32_t choices);

/// The share of servers with at least `requests` of them, the one being served included; 1 if
/// lambda >= 1. Throws as above.
double queue_at_least_probability(double lambda, std::uint32_t choices, std::uint32_t requests);

}  // namespace distributed
