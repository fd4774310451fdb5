#pragma once
// How HashiCorp's memberlist, the library below Serf, Consul and Nomad, scales with the group.
//
//   retransmit_limit(3, 99);                // 6 transmissions of one update
//   suspicion_timeout(4, 1000, 1.0);        // 12 s from suspect to dead
//
// Source: hashicorp/memberlist, util.go and suspicion.go; the confirmations come from A. Dadgar et
// al., "Lifeguard: Local Health Awareness for More Accurate Failure Detection", DSN-W 2018.

#include <cstdint>

namespace distributed::gossip {

/// How often a node passes an update on: multiplier * ceil(log10(nodes + 1)).
std::uint32_t retransmit_limit(std::uint32_t multiplier, std::uint32_t nodes);

/// How long a suspect has to refute, in the unit of `interval`, the time between two probes:
/// multiplier * max(1, log10(max(1, nodes))) * interval, the logarithm cut off after three decimals
/// as memberlist does.
double suspicion_timeout(std::uint32_t multiplier, std::uint32_t nodes, double interval);

/// How much longer to wait, in seconds, with `confirmations` of the `expected` others that suspect
/// the node as well, `elapsed` seconds after the first suspicion: from `longest` with none down to
/// `shortest`, logarithmically and in whole milliseconds; below 0 if the time is over.
double remaining_suspicion(std::uint32_t confirmations, std::uint32_t expected, double elapsed,
                           double shortest, double longest);

/// Time between two full exchanges with a random node, in the unit of `interval`: as given up to 32
/// nodes, and once more for each doubling beyond.
double push_pull_scale(double interval, std::uint32_t nodes);

}  // namespace distributed::gossip
