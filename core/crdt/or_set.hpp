#pragma once
// A set to which replicas add and from which they remove without asking anyone: a remove takes away
// the additions that it has seen, so of an add and a remove at the same time the add wins.
//
//   OrSet<std::string> cart;
//   cart.add("book", replica);
//   cart.remove("book");
//   cart.merge(received);
//   cart.contains("book");             // true if the other added it without knowing of the remove
//
// Each addition gets a dot, a number that its replica never uses again. An element is there while
// one of its dots is. A dot that only one side has is either new to the other or removed by it: the
// version vector of all dots ever seen tells which, so no tombstones are kept.
//
//   A { book: a1 }  seen a1         add again at B           B { book: b1 }  seen a1 b1
//   A { }           seen a1   <--- remove at A, merge --->   { book: b1 }    seen a1 b1
//
// Source: A. Bieniusa et al., "An Optimized Conflict-free Replicated Set", INRIA RR-8083, 2012; the
// set with tombstones is specification 15 of M. Shapiro et al., INRIA RR-7506, 2011.

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "crdt/version_vector.hpp"

namespace distributed {

/// T needs an order (operator<).
template <typename T>
class OrSet {
 public:
  /// Adds the element on the replica's account.
  void add(const T& element, ReplicaId replica) {
    // The new dot stands for all that were seen before it.
    elements_[element] = {Dot{replica, seen_.increment(replica)}};
  }

  /// Takes the element away, as far as its additions are known here. Returns whether it was there.
  bool remove(const T& element) { return elements_.erase(element) > 0; }

  bool contains(const T& element) const { return elements_.count(element) > 0; }

  std::size_t size() const { return elements_.size(); }

  /// All elements in ascending order.
  std::vector<T> elements() const {
    std::vector<T> all;
    for (const auto& [element, dots] : elements_) all.push_back(element);
    return all;
  }

  /// Takes over the other's additions and removals.
  void merge(const OrSet& other) {
    std::map<T, std::set<Dot>> merged;
    keep_living(*this, other, merged);
    keep_living(other, *this, merged);
    elements_ = std::move(merged);
    seen_.merge(other.seen_);
  }

  friend bool operator==(const OrSet& a, const OrSet& b) {
    return a.elements_ == b.elements_ && a.seen_ == b.seen_;
  }

 private:
  using Dot = std::pair<ReplicaId, std::uint64_t>;

  // Collects the dots of `from` that `other` has as well or has never seen.
  static void keep_living(const OrSet& from, const OrSet& other,
                          std::map<T, std::set<Dot>>& merged) {
    for (const auto& [element, dots] : from.elements_) {
      const auto there = other.elements_.find(element);
      for (const Dot& dot : dots) {
        const bool has = there != other.elements_.end() && there->second.count(dot) > 0;
        const bool seen = other.seen_.at(dot.first) >= dot.second;
        if (has || !seen) merged[element].insert(dot);
      }
    }
  }

  std::map<T, std::set<Dot>> elements_;  // no element without a dot
  VersionVector seen_;
};

}  // namespace distributed
