#include "crdt/g_counter.hpp"

namespace distributed {

void GCounter::increment(ReplicaId replica, std::uint64_t by) {
  if (by > 0) accounts_[replica] += by;
}

std::uint64_t GCounter::value() const {
  std::uint64_t sum = 0;
  for (const ReplicaCounts::Entry& entry : accounts_.entries()) sum += entry.count;
  return sum;
}

}  // namespace distributed
