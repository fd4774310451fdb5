#include "crdt/pn_counter.hpp"

namespace distributed {

void PnCounter::add(ReplicaId replica, std::int64_t amount) {
  // Unsigned arithmetic wraps instead of overflowing, also for the smallest number.
  const auto size = static_cast<std::uint64_t>(amount);
  if (amount > 0) {
    added_.increment(replica, size);
  } else {
    subtracted_.increment(replica, 0 - size);
  }
}

std::int64_t PnCounter::value() const {
  return static_cast<std::int64_t>(added_.value() - subtracted_.value());
}

void PnCounter::merge(const PnCounter& other) {
  added_.merge(other.added_);
  subtracted_.merge(other.subtracted_);
}

}  // namespace distributed
