#include "gossip_protocol_spread/repair.hpp"

#include <cstdint>

#include "gossip/anti_entropy.hpp"
#include "gossip/convergence.hpp"
#include "gossip/rumor.hpp"

namespace microsims {

using namespace distributed::gossip;

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
