#pragma once
// Which of two versions came first, or whether neither knew of the other.
//
//   VersionVector a, b;
//   a.increment(0);                    // replica 0 writes
//   b.merge(a);                        // replica 1 receives it
//   b.increment(1);                    // and writes on top
//   compare(a, b);                     // Order::before
//   a.increment(0);
//   compare(a, b);                     // Order::concurrent: a conflict
//
// One counter for each replica that wrote; what is not there counts as 0.
//
// Source: D. S. Parker et al., "Detection of Mutual Inconsistency in Distributed Systems", IEEE
// Transactions on Software Engineering SE-9(3), 1983.

#include <cstdint>
#include <vector>

#include "crdt/replica_counts.hpp"

namespace distributed {

/// How the first of two versions stands to the second.
enum class Order { equal, before, after, concurrent };

class VersionVector {
 public:
  /// Counts one more write of the replica; returns its number, 1 for the first.
  std::uint64_t increment(ReplicaId replica) { return ++counters_[replica]; }

  /// How many writes of the replica are known.
  std::uint64_t at(ReplicaId replica) const { return counters_.at(replica); }

  /// Takes over all that the other knows: the larger of each pair of counters.
  void merge(const VersionVector& other) { counters_.merge(other.counters_); }

  /// The replicas that wrote, in ascending order, and how often.
  const std::vector<ReplicaCounts::Entry>& counters() const { return counters_.entries(); }

  friend bool operator==(const VersionVector&, const VersionVector&) = default;

 private:
  ReplicaCounts counters_;
};

/// before if b knows all of a and more, concurrent if each knows a write that the other does not.
Order compare(const VersionVector& a, const VersionVector& b);

}  // namespace distributed
