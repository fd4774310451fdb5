#pragma once
// A counter that only grows, counted at many replicas without asking anyone.
//
//   GCounter likes;
//   likes.increment(replica);          // each replica under its own id
//   likes.merge(received);             // in any order, any number of times
//   likes.value();
//
// Every replica counts for itself, the value is the sum, and merging takes the larger count of
// each.
//
// Source: M. Shapiro et al., "A Comprehensive Study of Convergent and Commutative Replicated Data
// Types", INRIA RR-7506, 2011, specification 6.

#include <cstdint>

#include "crdt/replica_counts.hpp"

namespace distributed {

class GCounter {
 public:
  /// Counts on the replica's account; by 0 changes nothing.
  void increment(ReplicaId replica, std::uint64_t by = 1);

  /// The sum of all accounts, modulo 2^64.
  std::uint64_t value() const;

  /// Takes over all that the other counted.
  void merge(const GCounter& other) { accounts_.merge(other.accounts_); }

  friend bool operator==(const GCounter&, const GCounter&) = default;

 private:
  ReplicaCounts accounts_;
};

}  // namespace distributed
