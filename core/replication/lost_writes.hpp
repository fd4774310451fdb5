#pragma once
// How many confirmed writes a failover loses when replication is asynchronous.
//
//   expected_lost_writes(200, 0.05);             // 10: 200 writes a second, 50 ms behind
//   none_lost_probability(200, 0.05);            // 0.000045
//
//   leader   1 2 3 4 5 6 | crash                 the new leader has what was written up to its lag
//   replica  1 2 3 4     |                       before the crash; the rest was confirmed for nothing
//
// Writes come at random (a Poisson process), so that as many as rate times lag are expected in the
// time that the replica lags behind, and none with probability e^(-rate lag). The lag is that of
// the replica that takes over, the least of all.

namespace distributed::replication {

/// rate times lag. Throws std::out_of_range unless both are at least 0 and finite.
double expected_lost_writes(double writes_per_second, double lag_seconds);

/// Probability that a failover loses nothing. Throws the same.
double none_lost_probability(double writes_per_second, double lag_seconds);

}  // namespace distributed::replication
