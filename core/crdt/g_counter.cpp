#include "crdt/g_counter.hpp"

#include <algorithm>

namespace distributed {

void GCounter::increment(ReplicaId replica, std::uint64_t by) {
  if (by > 0) accounts_[replica] += by;
}

std::uint64_t GCounter::value() const {
  std::uint64_t sum = 0;
  for (const auto& [replica, count] : accounts_) sum += count;
  return sum;
}

void GCounter::merge(const GCounter& other) {
  for (const auto& [replica, count] : other.accounts_) {
    std::uint64_t& own = accounts_[replica];
    own = std::max(own, count);
  }
}

}  // namespace distributed
