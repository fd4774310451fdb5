#include "gossip_protocol_spread/experiments.hpp"

#include <cmath>
#include <cstdint>

#include "failure/phi_accrual.hpp"
#include "gossip/anti_entropy.hpp"
#include "gossip/convergence.hpp"
#include "gossip/rumor.hpp"
#include "random/distributions.hpp"

namespace microsims {

using namespace distributed::failure;
using namespace distributed::gossip;

Suspicion::Suspicion(distributed::Generator chance) {
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
  normal = watch(PhiNormal{}, heartbeats, 0.1, last_sample);
  exponential = watch(PhiExponential{}, heartbeats, 0.1, last_sample);
}

Repair::Repair(distributed::Generator chance) {
  RumorMongering rumor{{}}, first = rumor;
  for (const std::uint32_t k : {1u, 2u}) {
    // A coin may end the rumor with its first tellers; such a run shows nothing.
    do {
      rumor = RumorMongering{{.nodes = nodes, .removal = Removal::coin, .k = k}};
      rumor.start(0);
      rumors[k - 1] = {rumor.run_to_end(chance), rumor_residue(k)};
    } while (rumor.residue() > 0.5);
    if (k == 1) first = rumor;
  }
  for (const Exchange exchange : all_exchanges) {
    distributed::gossip::AntiEntropy replicas{nodes, 1, exchange};
    for (std::uint32_t site = 0; site < nodes; ++site) {
      if (first.interest(site) != Interest::susceptible) replicas.write(site, 0, 1);
    }
    auto& [course, law] = repairs[static_cast<int>(exchange)];
    course = replicas.run_to_consistency(0, chance);
    for (law = {course[0]}; law.size() < course.size();) {
      law.push_back(anti_entropy_residue(exchange, nodes, law.back()));
    }
  }
}

}  // namespace microsims
