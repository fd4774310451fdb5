#pragma once
// A counter that grows and shrinks, counted at many replicas without asking anyone.
//
//   PnCounter stock;
//   stock.add(replica, +5);
//   stock.add(replica, -2);
//   stock.merge(received);
//   stock.value();                     // 3, and whatever the others counted
//
// Two counters that only grow, one of additions, one of subtractions: a difference in one counter
// would not survive a merge. Nothing keeps the value above 0, that would need asking the others.
//
// Source: M. Shapiro et al., "A Comprehensive Study of Convergent and Commutative Replicated Data
// Types", INRIA RR-7506, 2011, specification 7.

#include <cstdint>

#include "crdt/g_counter.hpp"

namespace distributed {

class PnCounter {
 public:
  /// Adds a positive or subtracts a negative amount on the replica's account.
  void add(ReplicaId replica, std::int64_t amount);

  /// What all replicas together added less what they subtracted, modulo 2^64.
  std::int64_t value() const;

  /// Takes over all that the other counted.
  void merge(const PnCounter& other);

  friend bool operator==(const PnCounter&, const PnCounter&) = default;

 private:
  GCounter added_, subtracted_;
};

}  // namespace distributed
