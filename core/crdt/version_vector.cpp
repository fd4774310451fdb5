#include "crdt/version_vector.hpp"

namespace distributed {
namespace {

// True if b knows every write that a knows.
bool covers(const VersionVector& b, const VersionVector& a) {
  for (const auto& [replica, count] : a.counters()) {
    if (b.at(replica) < count) return false;
  }
  return true;
}

}  // namespace

Order compare(const VersionVector& a, const VersionVector& b) {
  const bool b_has_all = covers(b, a), a_has_all = covers(a, b);
  if (a_has_all && b_has_all) return Order::equal;
  if (b_has_all) return Order::before;
  return a_has_all ? Order::after : Order::concurrent;
}

}  // namespace distributed
