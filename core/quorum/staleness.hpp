#pragma once
// How probable a stale read is when the quorums do not have to meet, by counting alone.
//
//   stale_read_probability({3, 1, 1});           // 2/3
//   k_staleness_probability({3, 1, 1}, 10);      // 0.017: none of the last ten versions
//
// The model: a write reached w random nodes and goes no further, a read asks r random nodes. Real
// stores go on spreading the write, so this is the worst case; wars.hpp adds the time.
//
// Source: P. Bailis et al., "Probabilistically Bounded Staleness for Practical Partial Quorums",
// PVLDB 5(8), 2012, eq. 1 (one version) and eq. 2 (k versions).

#include "quorum/rules.hpp"

namespace distributed {

/// Probability that a read misses the latest write: C(n-w, r) / C(n, r); exactly 0 if w + r > n.
/// Throws std::out_of_range for an invalid quorum.
double stale_read_probability(const Quorum& quorum);

/// Probability that a read misses all of the last k versions, each written to w nodes of its own:
/// the k-th power of stale_read_probability; 1 for k = 0. Throws std::out_of_range for k < 0 or an
/// invalid quorum.
double k_staleness_probability(const Quorum& quorum, int k);

}  // namespace distributed
