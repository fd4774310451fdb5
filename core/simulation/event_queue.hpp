#pragma once
// What is still to happen, in order of time; events of the same instant in the order they were
// added.
//
//   EventQueue<Event> queue;
//   queue.push(seconds(2), event);
//   while (!queue.empty()) handle(queue.pop());     // by value: handling may push
//
// A binary heap of small keys over a pool of slots, so that sifting never moves an event.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "simulation/time.hpp"

namespace distributed::simulation {

template <typename Event>
class EventQueue {
 public:
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }

  /// When the next event is due; `never` if there is none.
  Time next_time() const { return heap_.empty() ? never : heap_.front().at; }

  /// Adds an event that is due at `at`.
  void push(Time at, Event event) {
    std::uint32_t slot;
    if (free_.empty()) {
      slot = static_cast<std::uint32_t>(slots_.size());
      slots_.push_back(std::move(event));
    } else {
      slot = free_.back();
      free_.pop_back();
      slots_[slot] = std::move(event);
    }
    heap_.push_back({at, added_++, slot});
    std::push_heap(heap_.begin(), heap_.end(), Later{});
  }

  /// Takes the next event out; the queue must not be empty, not checked.
  Event pop() {
    std::pop_heap(heap_.begin(), heap_.end(), Later{});
    const std::uint32_t slot = heap_.back().slot;
    heap_.pop_back();
    free_.push_back(slot);
    return std::move(slots_[slot]);
  }

  /// Calls visit(at, event) for each waiting event, in the order they were added.
  template <typename Visit>
  void for_each(Visit visit) const {
    std::vector<Key> keys = heap_;
    std::sort(keys.begin(), keys.end(),
              [](const Key& a, const Key& b) { return a.order < b.order; });
    for (const Key& key : keys) visit(key.at, slots_[key.slot]);
  }

  void clear() {
    heap_.clear();
    slots_.clear();
    free_.clear();
  }

 private:
  struct Key {
    Time at;
    std::uint64_t order;
    std::uint32_t slot;
  };

  struct Later {
    bool operator()(const Key& a, const Key& b) const {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };

  std::vector<Key> heap_;
  std::vector<Event> slots_;
  std::vector<std::uint32_t> free_;
  std::uint64_t added_ = 0;
};

}  // namespace distributed::simulation
