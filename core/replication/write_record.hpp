#pragma once
// The life of one write: when the client sent it, when it was told "done", when each node had it.
//
//   const WriteRecord& write = cluster.writes().back();
//   write.latency();                     // what the client waited
//   write.everywhere_at();               // when the last node had it
//   write.stale_reads(100, now);         // reads that missed it, at 100 reads a second
//
//   sent -------- acknowledged ------------------ everywhere
//                 |<-- a read may still miss it -->|

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "simulation/simulation.hpp"

namespace distributed::replication {

using simulation::NodeId;
using simulation::Time;

/// What a node is to its clients: takes the writes, follows a leader, or is one of equals.
enum class Role : std::uint8_t { leader, replica, peer };

/// A value that a node took: one line of its log.
struct Version {
  std::uint32_t number = 0;  ///< of the write
  std::int64_t value = 0;
  Time had_at = 0;  ///< when the node took it
};

/// Probability that a read that asks `read_quorum` different nodes meets none of the copies:
/// C(nodes - copies, r) / C(nodes, r). Throws std::invalid_argument unless 1 <= r <= nodes and
/// copies <= nodes.
double missed_probability(std::size_t nodes, std::size_t copies, std::size_t read_quorum);

/// What share of the reads between two instants, evenly spread and each of `read_quorum` different
/// nodes at random, misses a write that the nodes have from `had_at` on (`never`: not at all); 0 if
/// no time passes. Throws as missed_probability.
double missed_share(std::vector<Time> had_at, Time from, Time until, std::size_t read_quorum = 1);

struct WriteRecord {
  std::uint32_t number = 0;  ///< 1, 2, ... in the order of writing
  std::int64_t value = 0;
  Time sent_at = 0;
  Time acknowledged_at = simulation::never;  ///< when the client knew
  bool confirmed = false;                    ///< the system answered; the client may not know yet
  bool lost = false;                         ///< thrown away by a failover or a later write
  std::vector<Time> had_at;                  ///< per node, this write or a later one; never if not

  /// What the client waited; `never` if it still does.
  Time latency() const;

  /// When every node had it; `never` if one does not.
  Time everywhere_at() const;

  /// How many nodes had it at an instant.
  std::size_t copies(Time at) const;

  /// Probability that a read that asks `read_quorum` different nodes at an instant misses the
  /// write: C(n - copies, r) / C(n, r). Throws std::invalid_argument unless 1 <= read_quorum <= n.
  double stale_probability(Time at, std::size_t read_quorum = 1) const;

  /// How many reads miss the write between its acknowledgement and `until`, expected, when
  /// `reads_per_second` arrive evenly and each asks `read_quorum` different nodes at random. Throws
  /// as stale_probability, and std::invalid_argument if the rate is negative.
  double stale_reads(double reads_per_second, Time until, std::size_t read_quorum = 1) const;

  /// Whether the node ever had it.
  bool had(NodeId node) const { return had_at[node] != simulation::never; }

  /// Notes that a node has it now, unless it was noted before.
  void arrived(NodeId node, Time now) {
    if (had_at[node] == simulation::never) had_at[node] = now;
  }
};

/// What a write costs, measured or by law.
struct Figures {
  std::optional<double> latency_ms;     ///< none: the client still waits
  std::optional<double> everywhere_ms;  ///< from sending until all nodes have it; none: not yet
  /// Share (0 to 1) of the reads that miss the write: on average from its acknowledgement until it
  /// is everywhere; or at present while it is not. None before the acknowledgement.
  std::optional<double> stale_share;
  int copies = 0, alive = 0;  ///< nodes that have it, and that could
};

/// Measured by now, when each read asks `read_quorum` nodes, or all if fewer are up; of the nodes,
/// those that are `up` count.
Figures figures_of(const WriteRecord& write, const std::vector<bool>& up, std::size_t read_quorum,
                   Time now);

/// Of a write that is acknowledged, and that all nodes have, so long after it was sent; each read
/// asks one node.
Figures figures_by_law(const std::vector<Time>& had_after, Time acknowledged_after);

}  // namespace distributed::replication
