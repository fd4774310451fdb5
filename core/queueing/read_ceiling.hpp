#pragma once
// How much read replicas can help: every replica applies all writes, so each has only what they
// leave for reads.
//
//   const ReadScaling load{1000, 0.9};              // 1000 requests a second each, 90 % reads
//   read_ceiling(3, 1000, 250);                     // 2250 reads a second, not 3000
//   request_ceiling(load, 3);                       // 2500 requests a second, of both kinds
//   speedup(load, 3);                               // 2.5 times the leader alone
//   speedup_limit(load);                            // 10: never more, whatever the replicas
//
//   reads  ---> replica 1   [ writes | reads ]      n (mu - w) reads a second
//          ---> replica 2   [ writes | reads ]      a write costs a replica what a read does
//   writes ---> leader      [ writes ]              at most mu writes a second
//
// It is arithmetic: capacity less what is spoken for. That a leader takes all writes bounds
// replication of this kind: J. Gray et al., "The Dangers of Replication and a Solution", SIGMOD
// 1996, section 2.

#include <cstdint>

namespace distributed {

struct ReadScaling {
  double capacity = 1;        ///< mu: requests a second of each node, the leader included
  double read_share = 1;      ///< of all requests, 0 to 1
  bool leader_reads = false;  ///< whether the leader serves reads too
};

/// Reads a second that n nodes of capacity mu can serve at most while each applies w writes a
/// second: n (mu - w); 0 if the writes alone are too many. Throws std::out_of_range unless
/// capacity and writes are at least 0 and finite.
double read_ceiling(std::uint32_t nodes, double capacity, double writes);

/// Requests a second, reads and writes in their shares, that a leader with n replicas can serve at
/// most; without replicas the leader reads as well. The lesser of what the readers and the leader
/// can bear. Throws std::out_of_range unless capacity > 0, finite, and read_share is 0 to 1.
double request_ceiling(const ReadScaling& load, std::uint32_t replicas);

/// How many times as many requests as the leader alone. Throws the same.
double speedup(const ReadScaling& load, std::uint32_t replicas);

/// What that comes to with ever more replicas: 1/(1 - read_share), as the leader takes all writes;
/// infinite if there are none. Throws the same.
double speedup_limit(const ReadScaling& load);

}  // namespace distributed
