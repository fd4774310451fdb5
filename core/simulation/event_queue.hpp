#pragma once
// What is still to happen, in order of time; events of the same instant in the order they were
// added.
//
//   EventQueue<Event> queue;
//   queue.push(seconds(2), event);
//   while (!queue.empty()) handle(queue.pop());     // by value: handling may push
//
// A heap of when they are due (simulation/event_heap.hpp) over a pool of slots.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "simulation/event_heap.hpp"
#include "simulation/time.hpp"

namespace distributed::simulation {

template <typename Event>
class EventQueue {
 public:
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }

  /// When the next event is due; `never` if there is none.
  Time next_time() const { return heap_.next_time(); }

  /// Adds an event that is due at `at`.
  void push(Time at, Event event) {
    const std::uint32_t slot = heap_.push(at);
    if (slot == slots_.size()) {
      slots_.push_back(std::move(event));
    } else {
      slots_[slot] = std::move(event);
    }
  }

  /// Takes the next event out; the queue must not be empty, not checked.
  Event pop() { return std::move(slots_[heap_.pop()]); }

  /// The waiting event for which matches(event) holds, wherever it waits; null if none does. Valid
  /// until the next push or pop.
  template <typename Matches>
  Event* find(Matches matches) {
    for (const EventHeap::Key& key : heap_.keys()) {
      if (matches(slots_[key.slot])) return &slots_[key.slot];
    }
    return nullptr;
  }

  /// Puts an event that find() gave off to another instant. Among events of that instant it comes
  /// by when it was added.
  void move(const Event* event, Time at) {
    heap_.move(static_cast<std::uint32_t>(event - slots_.data()), at);
  }

  /// Calls change(event) for each waiting event, in the order they were added.
  template <typename Change>
  void change_each(Change change) {
    for (const EventHeap::Key& key : heap_.in_order_of_adding()) change(slots_[key.slot]);
  }

  /// Calls visit(at, event) for each waiting event, in the order they were added.
  template <typename Visit>
  void for_each(Visit visit) const {
    for (const EventHeap::Key& key : heap_.in_order_of_adding()) visit(key.at, slots_[key.slot]);
  }

  void clear() {
    heap_.clear();
    slots_.clear();
  }

 private:
  EventHeap heap_;
  std::vector<Event> slots_;
};

}  // namespace distributed::simulation
