#pragma once
// How often enough nodes are up for a read or a write, when each is up on its own account.
//
//   write_availability({3, 2, 2}, 0.99);        // 0.9997
//   at_least_up_probability(5, 3, 0.9);         // 3 or more of 5 nodes up
//
// A strict quorum: only the n home replicas of a key count. A sloppy one borrows other nodes, see
// replica_group.hpp. Failures are independent, which racks and releases are not: read the figures
// as the best case.
//
// Source: the binomial distribution; D. Barbara and H. Garcia-Molina, "The Reliability of Voting
// Mechanisms", IEEE Transactions on Computers C-36(10), 1987.

#include "quorum/rules.hpp"

namespace distributed {

/// Probability that at least `count` of `nodes` are up, each with probability `node_availability`:
/// the upper tail of the binomial distribution, 1 for count <= 0, 0 for count > nodes. Throws
/// std::out_of_range unless nodes >= 0 and 0 <= node_availability <= 1.
double at_least_up_probability(int nodes, int count, double node_availability);

/// Probability that w of the n replicas are up. Throws std::out_of_range for an invalid quorum or
/// unless 0 <= node_availability <= 1.
double write_availability(const Quorum& quorum, double node_availability);

/// Probability that r of the n replicas are up. Throws std::out_of_range for an invalid quorum or
/// unless 0 <= node_availability <= 1.
double read_availability(const Quorum& quorum, double node_availability);

}  // namespace distributed
