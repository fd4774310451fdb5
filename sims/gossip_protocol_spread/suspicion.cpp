#include "gossip_protocol_spread/suspicion.hpp"

#include <cmath>
#include <cstddef>

#include "failure/phi_accrual.hpp"
#include "random/distributions.hpp"

namespace microsims {
namespace {

constexpr int heartbeats_before_crash = 16;
constexpr double least_delay = 0.05, mean_extra_delay = 0.08;  // s, on the network

template <typename Detector>
std::vector<double> watch(const std::vector<double>& heartbeats, Detector detector) {
  std::vector<double> phi;
  std::size_t next = 0;
  for (double now = 0; now <= Suspicion::last_sample; now += Suspicion::sample_every) {
    while (next < heartbeats.size() && heartbeats[next] <= now) {
      detector.heartbeat(1000 * heartbeats[next++]);
    }
    phi.push_back(detector.phi(1000 * now));
  }
  return phi;
}

}  // namespace

Suspicion::Suspicion(distributed::Generator chance) {
  constexpr double first_interval = 2;
  distributed::failure::IntervalWindow intervals{heartbeats_before_crash};
  for (int i = 0; i < heartbeats_before_crash; ++i) {
    const double delay = least_delay + distributed::exponential(chance, 1 / mean_extra_delay);
    const double arrival = i + delay;
    if (i > 0) intervals.add(arrival - heartbeats.back());
    heartbeats.push_back(arrival);
  }
  mean = intervals.mean();
  deviation = std::sqrt(intervals.variance());
  counted_mean = (mean * (heartbeats_before_crash - 1) + first_interval) / heartbeats_before_crash;
  normal = watch(heartbeats, distributed::failure::PhiNormal{});
  exponential = watch(heartbeats, distributed::failure::PhiExponential{});
}

double Suspicion::silence(const std::vector<double>& phi, double threshold) const {
  const double last = heartbeats.back();
  for (std::size_t i = 1; i < phi.size(); ++i) {
    const double now = static_cast<double>(i) * sample_every;
    if (now <= last || phi[i] <= threshold) continue;
    // Between two samples phi rises almost straight.
    const double before = now - sample_every > last ? phi[i - 1] : 0;
    const double share = before < threshold ? (threshold - before) / (phi[i] - before) : 0;
    return now - sample_every * (1 - share) - last;
  }
  return last_sample - last;
}

}  // namespace microsims
