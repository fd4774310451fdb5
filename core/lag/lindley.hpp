#pragma once
// Waiting times in a queue with one server, exactly, from the times between arrivals and of
// service.
//
//   lindley_waits({1.0, 0.5, 2.0}, {1.2, 0.3, 0.4});      // 0, 0.7, 0
//
// A write waits for what is left of its predecessor's wait and service when it arrives:
//
//   W_1 = 0,   W_{k+1} = max(0, W_k + S_k - T_{k+1})
//
// It holds for any arrivals and any service, so it checks a simulation write by write.
//
// Source: D. V. Lindley, "The Theory of Queues with a Single Server", Mathematical Proceedings of
// the Cambridge Philosophical Society 48(2), 1952.

#include <cstddef>
#include <vector>

#include "lag/apply_queue_law.hpp"
#include "random/generator.hpp"

namespace distributed {

/// The wait of each arrival before its service. gaps[k] is the time since the arrival before (the
/// first one has no effect), services[k] how long it is served, all in the same unit. Throws
/// std::invalid_argument if there are not as many gaps as services.
std::vector<double> lindley_waits(const std::vector<double>& gaps,
                                  const std::vector<double>& services);

/// Seconds from commit to visibility on average over so many writes of a follower that applies them
/// one at a time: commits at random, exponential work, from an empty queue on. Throws
/// std::out_of_range unless both rates are above 0 and finite.
double simulated_mean_lag(const ApplyLoad& load, std::size_t writes, Generator& chance);

}  // namespace distributed
