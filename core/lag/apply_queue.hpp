#pragma once
// A follower that applies its leader's writes in order, one at a time.
//
//   ApplyQueue follower;
//   follower.commit(0.010);                    // a write that takes 10 ms to apply
//   follower.advance(0.004);                   // 4 ms pass
//   follower.lag();                            // 0.004 s: age of the oldest write not yet applied
//   follower.set_speed(0);                     // the follower stalls, a backlog builds up
//
//   leader's log   1 2 3 4 5 6 7 8             committed() = 8
//   follower       1 2 3 4 5                   applied() = 5, backlog() = 3, version 5 is visible
//
// Time passes only through advance. Cut into however small steps, it gives the same order of writes
// and, up to rounding, the same times.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace distributed {

class ApplyQueue {
 public:
  /// A write that became visible, with its times in seconds.
  struct Applied {
    std::uint64_t number = 0;  // its place in the leader's log, from 1
    double committed_at = 0, applied_at = 0;
    double lag() const { return applied_at - committed_at; }
  };

  /// The leader commits a write now, which takes `work` seconds to apply at speed 1. Returns its
  /// number in the log. Throws std::out_of_range unless work is finite and at least 0.
  std::uint64_t commit(double work);

  /// Lets time pass. Returns the writes that became visible meanwhile, in order. Throws
  /// std::out_of_range unless seconds is finite and at least 0.
  std::vector<Applied> advance(double seconds);

  /// How fast the follower applies: 1 as planned, 0 not at all. Throws std::out_of_range unless it
  /// is finite and at least 0.
  void set_speed(double speed);

  double now() const { return now_; }
  double speed() const { return speed_; }

  /// The number of the last write in the leader's log; 0 if there is none.
  std::uint64_t committed() const { return applied_ + waiting_.size(); }

  /// The number of the last write that reads at this follower see; 0 if there is none.
  std::uint64_t applied() const { return applied_; }

  /// How many writes the follower is behind.
  std::size_t backlog() const { return waiting_.size(); }

  /// How many seconds the follower is behind: the age of the oldest write not yet applied, else 0.
  double lag() const { return waiting_.empty() ? 0.0 : now_ - waiting_.front().committed_at; }

 private:
  struct Waiting {
    double committed_at, work;  // the work that is left
  };

  double now_ = 0, speed_ = 1;
  std::uint64_t applied_ = 0;
  std::deque<Waiting> waiting_;
};

}  // namespace distributed
