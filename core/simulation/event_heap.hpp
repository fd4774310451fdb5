#pragma once
// When what is to happen is due, without knowing what it is: the part of EventQueue that is the
// same for events of any type.
//
//   EventHeap heap;
//   heap.push(seconds(2));                 // 0: the slot where the caller keeps the event
//   heap.push(seconds(1));                 // 1
//   heap.pop();                            // 1, free again
//   heap.push(seconds(3));                 // 1
//
// A binary heap of small keys: sifting never moves an event.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "simulation/time.hpp"

namespace distributed::simulation {

class EventHeap {
 public:
  struct Key {
    Time at;
    std::uint64_t order;  ///< events of the same instant come in the order they were added
    std::uint32_t slot;
  };

  bool empty() const { return keys_.empty(); }
  std::size_t size() const { return keys_.size(); }

  /// When the next event is due; `never` if there is none.
  Time next_time() const { return keys_.empty() ? never : keys_.front().at; }

  /// Adds an event that is due at `at`; returns its slot: one that is free, or the next new one.
  std::uint32_t push(Time at);

  /// Takes the next event out and returns its slot; there must be one, not checked.
  std::uint32_t pop();

  /// Puts the event in a slot off to another instant; there must be one, not checked. Among events
  /// of that instant it comes by when it was added.
  void move(std::uint32_t slot, Time at);

  /// All waiting events, in no order to rely on.
  const std::vector<Key>& keys() const { return keys_; }

  /// All waiting events, in the order they were added.
  std::vector<Key> in_order_of_adding() const;

  /// Forgets all events; slots begin at 0 again.
  void clear();

 private:
  std::vector<Key> keys_;
  std::vector<std::uint32_t> free_;
  std::uint64_t added_ = 0;
};

}  // namespace distributed::simulation
