#pragma once
// What one client sees of replicas while others write, under each remedy, and what that costs.
//
//   const SessionLoad load{.apply = {80, 100}, .ways = {0.02, 0.04}, .read_after = 0.05};
//   const SessionTrial none = try_session(load, Remedy::none, 1000, chance);
//   none.missed;                        // first reads that missed the write before them
//   missed_by_law(load);                // 0.58: with no remedy
//
//   others   w ww  w  www w ...                  at random, at the rate that replicas apply
//   client   W |--| R   R   R ...   W |--| R     reads_each reads after each of its writes, the
//          read_after  read_every                first so long after the commit
//
// A replica has a write one way after its commit and then applies it in its turn, for an exponential
// time: the M/M/1 apply queue behind a link. Reads go to any replica unless the remedy says
// otherwise. Client and leader stand beside each other: only waiting for a position takes time here.

#include <vector>

#include "replication/remedies.hpp"

namespace distributed::replication {

/// Times in seconds.
struct SessionLoad {
  ApplyLoad apply{80, 100};
  std::vector<double> ways{0.02, 0.04, 0.06};  ///< from the leader to each replica
  double read_after = 0.05;                    ///< from the commit of a write to its first read
  double read_every = 0.1;                     ///< from one read to the next
  int reads_each = 10;
  double window = 0.3;  ///< for Remedy::leader_after_write
};

struct SessionTrial {
  double missed = 0;     ///< share of first reads that missed the client's write
  double backwards = 0;  ///< share of all reads that saw less than one before
  double at_leader = 0;  ///< share of all reads that the leader served
  double mean_wait = 0;  ///< of first reads, for a position, seconds
};

/// So many writes of the client, each with its reads. Throws std::out_of_range if the apply queue
/// has no steady state or a time is negative, std::invalid_argument if there is no replica.
SessionTrial try_session(const SessionLoad& load, Remedy remedy, int writes, Generator& chance);

/// With no remedy, and the mean wait with Remedy::wait_for_position: over replicas that are each as
/// likely. Throw the same.
double missed_by_law(const SessionLoad& load);
double mean_wait_by_law(const SessionLoad& load);

}  // namespace distributed::replication
