#pragma once
// How many confirmed writes a failover loses when replication is asynchronous.
//
//   expected_lost_writes(200, 0.05);             // 10: 200 writes a second, 50 ms behind
//   none_lost_probability(200, 0.05);            // 0.000045
//   losses_of_failovers(cluster, 200, seconds(1), 1000, chance);      // the same, tried out
//
//   leader   1 2 3 4 5 6 | crash                 the new leader has what was written up to its lag
//   replica  1 2 3 4     |                       before the crash; the rest was confirmed for nothing
//
// Writes come at random (a Poisson process), so that as many as rate times lag are expected in the
// time that the replica lags behind, and none with probability e^(-rate lag). The lag is that of
// the replica that takes over, the least of all.

#include <cstddef>
#include <vector>

#include "random/generator.hpp"
#include "replication/single_leader.hpp"

namespace distributed::replication {

/// rate times lag. Throws std::out_of_range unless both are at least 0 and finite.
double expected_lost_writes(double writes_per_second, double lag_seconds);

/// Probability that a failover loses nothing. Throws the same.
double none_lost_probability(double writes_per_second, double lag_seconds);

/// Probability that it loses that many: Poisson. Throws the same.
double lost_probability(double writes_per_second, double lag_seconds, std::size_t writes);

/// What failovers lose: how many of so many lost 0, 1, 2, ... confirmed writes. Each begins with a
/// copy of `fresh`, to which clients write at random for `writing`; then its leader crashes and the
/// best replica takes over. Throws std::out_of_range unless the rate is above 0 and finite.
std::vector<std::size_t> losses_of_failovers(const SingleLeader& fresh, double writes_per_second,
                                             Time writing, std::size_t failovers,
                                             Generator& chance);

}  // namespace distributed::replication
