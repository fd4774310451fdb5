#pragma once
// One count for each replica of an object: what version vectors and counters are made of.
//
//   ReplicaCounts counts;
//   ++counts[7];                        // begins at 0
//   counts.at(3);                       // 0: what is not there
//   counts.merge(received);             // the larger of each
//
// A sorted vector: an object has few replicas, and is copied with every message.

#include <cstdint>
#include <vector>

namespace distributed {

/// Names a replica among those of one object.
using ReplicaId = std::uint32_t;

class ReplicaCounts {
 public:
  struct Entry {
    ReplicaId replica = 0;
    std::uint64_t count = 0;

    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// The count of the replica, to be set above 0 at once if it is new.
  std::uint64_t& operator[](ReplicaId replica);

  std::uint64_t at(ReplicaId replica) const;

  /// Takes the larger of each pair of counts.
  void merge(const ReplicaCounts& other);

  /// In ascending order of the replicas, none of them 0.
  const std::vector<Entry>& entries() const { return entries_; }

  friend bool operator==(const ReplicaCounts&, const ReplicaCounts&) = default;

 private:
  std::vector<Entry> entries_;
};

}  // namespace distributed
