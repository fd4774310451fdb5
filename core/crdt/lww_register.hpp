#pragma once
// A value that the last writer wins, and everyone agrees who that was.
//
//   LwwRegister<int> balance;
//   balance.assign(500, now, replica);
//   balance.merge(received);
//   balance.value();     // of the latest timestamp; the higher replica among equal ones
//
// Simple, convergent, and lossy: of two concurrent writes one disappears, and clocks that run apart
// decide which.
//
// Source: M. Shapiro et al., "A Comprehensive Study of Convergent and Commutative Replicated Data
// Types", INRIA RR-7506, 2011, specification 8.

#include <cstdint>
#include <tuple>
#include <utility>

#include "crdt/version_vector.hpp"

namespace distributed {

template <typename T>
class LwwRegister {
 public:
  LwwRegister() = default;

  /// Holds `initial` until the first assignment or merge, whatever its timestamp.
  explicit LwwRegister(T initial) : value_(std::move(initial)) {}

  /// Writes the value unless a later one is there. A replica must not use a timestamp twice: the
  /// second write would be ignored. Returns whether it was taken.
  bool assign(T value, std::uint64_t timestamp, ReplicaId replica) {
    if (assigned_ && std::tie(timestamp, replica) <= std::tie(timestamp_, replica_)) return false;
    value_ = std::move(value);
    timestamp_ = timestamp;
    replica_ = replica;
    assigned_ = true;
    return true;
  }

  /// Takes over the other's value if it was written later.
  void merge(const LwwRegister& other) {
    if (other.assigned_) assign(other.value_, other.timestamp_, other.replica_);
  }

  const T& value() const { return value_; }

  /// When the value was written; 0 before the first assignment.
  std::uint64_t timestamp() const { return timestamp_; }

  /// Who wrote the value; 0 before the first assignment.
  ReplicaId replica() const { return replica_; }

  friend bool operator==(const LwwRegister&, const LwwRegister&) = default;

 private:
  T value_{};
  std::uint64_t timestamp_ = 0;
  ReplicaId replica_ = 0;
  bool assigned_ = false;
};

}  // namespace distributed
