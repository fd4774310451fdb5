#include "gossip_protocol_spread/suspicion.hpp"

#include <cmath>

#include "failure/phi_accrual.hpp"
#include "random/distributions.hpp"

namespace microsims {

Suspicion::Suspicion(distributed::Generator chance) {
  using namespace distributed::failure;
  constexpr int heartbeats_before_crash = 16;
  constexpr double least_delay = 0.05, mean_extra_delay = 0.08;  // s, on the network
  constexpr double first_interval = 2;
  IntervalWindow intervals{heartbeats_before_crash};
  for (int i = 0; i < heartbeats_before_crash; ++i) {
    const double delay = least_delay + distributed::exponential(chance, 1 / mean_extra_delay);
    const double arrival = i + delay;
    if (i > 0) intervals.add(arrival - heartbeats.back());
    heartbeats.push_back(arrival);
  }
  mean = intervals.mean();
  deviation = std::sqrt(intervals.variance());
  counted_mean = (mean * (heartbeats_before_crash - 1) + first_interval) / heartbeats_before_crash;
  normal = watch(PhiNormal{}, heartbeats, sample_every, last_sample);
  exponential = watch(PhiExponential{}, heartbeats, sample_every, last_sample);
}

}  // namespace microsims
