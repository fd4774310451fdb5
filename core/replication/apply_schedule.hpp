#pragma once
// When a replica's readers see each entry of its log: entries are applied in order, one at a time.
//
//   ApplySchedule applied;
//   applied.append(now, milliseconds(2));        // takes 2 ms to apply, once its turn has come
//   applied.visible(now);                        // how many entries readers see
//   applied.append(now, seconds(5));             // a long transaction: what follows waits for it
//
//   received  | 1 | 2 |     3 | 4 |
//   visible     --1-- --2-- ------3------ --4--
//
// Lindley's recursion in whole microseconds (lag/lindley.hpp): an entry is visible its work after
// the later of its arrival and the entry before it. So everything is known in advance, and no step
// of time is too large.

#include <cstddef>
#include <vector>

#include "simulation/time.hpp"

namespace distributed::replication {

using simulation::Time;

class ApplySchedule {
 public:
  /// The next entry, which is there from `now` on and takes `work` (at least 0, not checked).
  void append(Time now, Time work);

  /// Forgets all entries but the first `length`.
  void truncate(std::size_t length);

  /// Applying stops, and is taken up again later; what was half done then begins anew.
  void stop(Time now);
  void resume(Time now);

  /// How many entries are applied at an instant that is not before the last change.
  std::size_t visible(Time now) const;

  /// When that entry is applied; `never` while stopped, if it was not before.
  Time visible_at(std::size_t entry) const { return entries_[entry].at; }

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Time work, at;
  };

  void schedule(std::size_t entry, Time from);

  std::vector<Entry> entries_;
  bool stopped_ = false;
};

}  // namespace distributed::replication
