#pragma once
// What a client can do so that it never reads less than it has written or read, and what that
// costs.
//
//   Session ann(Remedy::wait_for_position, 2);
//   ann.wrote(cluster.write(500), cluster.now());
//   const Session::Plan plan = ann.next_read(cluster.leader(), candidates, chance, cluster.now());
//   cluster.read(plan.node, plan.needs);
//   ann.saw(cluster.reads().back().version);
//
//   remedy               own writes   never backwards   price
//   none                 no           no                none
//   leader               yes          yes               the leader serves every read
//   leader after write   for a while  no                it serves those of the window after a write
//   wait for position    yes          yes               the wait until the replica has caught up
//   one replica          no           yes               none, until that replica fails
//
// "Yes" holds as long as no failover loses the write. "For a while": a write that takes longer than
// the window to arrive is missed.
//
//   leader_read_share(0.1, 60);                     // 0.9975: one write in 10 s, a minute each
//   mean_position_wait({80, 100}, 0.02);            // 0.0335 s, 20 ms after the commit
//
// Sources: D. B. Terry et al., "Session Guarantees for Weakly Consistent Replicated Data", PDIS
// 1994; M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly, 2017, chapter 5, "Problems
// with replication lag"; MySQL's WAIT_FOR_EXECUTED_GTID_SET for the wait. The laws are those of the
// M/M/1 apply queue (lag/apply_queue_law.hpp) and of a Poisson process.

#include <cstdint>
#include <span>

#include "lag/apply_queue_law.hpp"
#include "random/generator.hpp"
#include "simulation/network.hpp"
#include "simulation/time.hpp"

namespace distributed::replication {

using simulation::NodeId;
using simulation::Time;

enum class Remedy : std::uint8_t {
  none,
  leader,
  leader_after_write,
  wait_for_position,
  one_replica
};

/// One client's memory of what it wrote and read.
class Session {
 public:
  /// Where to read, and the write that the node must see first; 0 for none.
  struct Plan {
    NodeId node = 0;
    std::uint32_t needs = 0;
  };

  /// `number` tells sessions apart that stay with one replica; `window` is for leader_after_write.
  explicit Session(Remedy remedy, std::uint32_t number = 0, Time window = simulation::seconds(60))
      : remedy_(remedy), number_(number), window_(window) {}

  /// The client was told that its write is done.
  void wrote(std::uint32_t write, Time now);

  /// A read gave it this write.
  void saw(std::uint32_t write);

  /// For a read now, of one of these nodes. Throws std::invalid_argument if there are none.
  Plan next_read(NodeId leader, std::span<const NodeId> candidates, Generator& chance,
                 Time now) const;

  void set_remedy(Remedy remedy) { remedy_ = remedy; }
  Remedy remedy() const { return remedy_; }

  /// The newest write that it made or read; 0 for none.
  std::uint32_t newest() const { return written_ > read_ ? written_ : read_; }

  /// Whether a read that gave this write misses one that the client made, or one that it read.
  bool misses_own_write(std::uint32_t write) const { return write < written_; }
  bool goes_back(std::uint32_t write) const { return write < read_; }

 private:
  Remedy remedy_;
  std::uint32_t number_, written_ = 0, read_ = 0;
  Time window_, wrote_at_ = -simulation::end_of_time;
};

/// The share of its reads that a client sends to the leader if it does so for `window_seconds`
/// after each of its writes: 1 - e^(-rate window). Throws std::out_of_range unless both are at least
/// 0 and finite.
double leader_read_share(double writes_per_second, double window_seconds);

/// Probability that a read `seconds` after the commit of the write that it needs must wait for it,
/// and how many seconds it waits on average, those that need not included:
/// e^(-(mu - lambda) t) and that over mu - lambda; infinite if lambda >= mu. Throw as the apply
/// queue's laws do.
double position_wait_probability(const ApplyLoad& load, double seconds);
double mean_position_wait(const ApplyLoad& load, double seconds);

}  // namespace distributed::replication
