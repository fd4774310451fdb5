#pragma once
// What a leader and its read replicas come to by law, as far as there is one that is exact.
//
//   ReadReplicasOptions options;                       // three replicas of 4000 requests a second
//   options.traffic = {8000};                          // 90 % of them reads, each to one at random
//   load_of(options, 1);                               // 2400 reads and 800 writes a second
//   mean_time_law(options);                            // 0.00121 s
//   time_quantile_law(options, 0.99);                  // 0.0057 s
//   stale_share_law(options);                          // 0.0008
//
//   reads at random           every node is the queue M/M/1 of all writes and its share of the
//                             reads: what a server M/M/1 has served leaves at random again (Burke)
//   one line, reads only      M/M/c (erlang.hpp)
//   bursts, if a node has     GI/M/1 (burst_law.hpp): of a burst, reads picked at random are a
//   reads only or all         burst of fewer
//
// There is none for routing that looks at lines or takes turns, where the log is one client among
// many, or where one of those that read is slower than the rest. Retries and full lines are left
// out: where there are such, the law does not hold.
//
// Source: P. J. Burke, "The Output of a Queuing System", Operations Research 4(6), 1956; the others
// as the headers name them.

#include <optional>

#include "queueing/read_replicas.hpp"

namespace distributed::queueing {

/// Reads a second that the readers can serve at most beside the present writes: n (mu - w), less
/// what a slow one lacks.
double read_capacity(const ReadReplicasOptions& options);

/// Requests a second at the present mix that these many replicas, none of them slow, can serve at
/// most.
double request_capacity(const ReadReplicasOptions& options, std::uint32_t replicas);

/// How many nodes serve reads.
std::uint32_t readers_of(const ReadReplicasOptions& options);

/// What reaches a node each second if reads are spread evenly: node 0 is the leader.
struct NodeLoad {
  double reads = 0, writes = 0;
  double all() const { return reads + writes; }
};
NodeLoad load_of(const ReadReplicasOptions& options, std::uint32_t node);

/// Which share of its time that takes; above 1 if it is more than the node can serve.
double utilisation_law(const ReadReplicasOptions& options, std::uint32_t node);

/// Seconds until a request is answered, on average; nothing where there is no law, or no steady
/// state.
std::optional<double> mean_time_law(const ReadReplicasOptions& options);

/// The time in seconds that the given share of requests does not exceed; nothing as above, and for
/// a share of 1. Throws std::out_of_range unless 0 <= share <= 1.
std::optional<double> time_quantile_law(const ReadReplicasOptions& options, double share);

/// Requests answered each second: all of them, or what the readers can bear beside the writes;
/// nothing where reads that are too many crowd out writes at the leader, or hold them back because
/// the log is full, or there are bursts that are too many.
std::optional<double> throughput_law(const ReadReplicasOptions& options);

/// The share of reads that miss a committed write: of those at a replica 1 - e^(-w d / keys), w
/// the writes a second and d the replication delay; nothing where there is no law.
std::optional<double> stale_share_law(const ReadReplicasOptions& options);

}  // namespace distributed::queueing
