#include "crdt/replica_counts.hpp"

#include <algorithm>
#include <utility>

namespace distributed {

std::uint64_t& ReplicaCounts::operator[](ReplicaId replica) {
  for (Entry& entry : entries_) {
    if (entry.replica == replica) return entry.count;
  }
  entries_.push_back({replica, 0});
  std::size_t place = entries_.size() - 1;
  for (; place > 0 && entries_[place - 1].replica > replica; --place) {
    std::swap(entries_[place - 1], entries_[place]);
  }
  return entries_[place].count;
}

std::uint64_t ReplicaCounts::at(ReplicaId replica) const {
  for (const Entry& entry : entries_) {
    if (entry.replica == replica) return entry.count;
  }
  return 0;
}

void ReplicaCounts::merge(const ReplicaCounts& other) {
  for (const Entry& entry : other.entries_) {
    std::uint64_t& own = (*this)[entry.replica];
    own = std::max(own, entry.count);
  }
}

}  // namespace distributed
