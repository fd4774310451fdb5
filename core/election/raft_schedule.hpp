#pragma once
// Random trials of Raft: a cluster, a network and a run of mishaps, all drawn from one generator.
//
//   Generator chance{1};
//   for (int i = 0; i < 1'000'000; ++i) {
//     const ScheduleResult result = run_random_schedule(chance);
//     // result.safe: at most one leader per term, none without what was committed before
//   }
//
// Every schedule has 2 to 7 nodes with different logs, latencies up to the length of an election
// timeout, loss, and crashes, restarts, partitions, one-way cuts and client entries at random
// times: what makes elections overlap.

#include <cstdint>

#include "random/generator.hpp"

namespace distributed::election {

struct ScheduleResult {
  bool safe = true;             ///< both promises held
  std::uint32_t nodes = 0;      ///< size of the cluster
  std::uint32_t elections = 0;  ///< elections begun
  std::uint32_t leaders = 0;    ///< elections won
  std::uint32_t mishaps = 0;    ///< crashes, restarts and changes of the network
  std::uint64_t events = 0;     ///< messages and timers handled
};

/// Runs one random schedule of one simulated second. Without durable votes (see RaftOptions) some
/// schedules are unsafe: that is how one sees that the check can fail.
ScheduleResult run_random_schedule(Generator& chance, bool durable_votes = true);

}  // namespace distributed::election
