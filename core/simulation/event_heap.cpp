#include "simulation/event_heap.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"

namespace distributed::simulation {
namespace {

constexpr auto later = [](const EventHeap::Key& a, const EventHeap::Key& b) {
  return a.at != b.at ? a.at > b.at : a.order > b.order;
};

}  // namespace

std::uint32_t EventHeap::push(Time at) {
  // Every slot is either waiting or free.
  auto slot = static_cast<std::uint32_t>(keys_.size());
  if (!free_.empty()) {
    slot = free_.back();
    free_.pop_back();
  }
  keys_.push_back({at, added_++, slot});
  std::push_heap(keys_.begin(), keys_.end(), later);
  return slot;
}

std::uint32_t EventHeap::pop() {
  std::pop_heap(keys_.begin(), keys_.end(), later);
  const std::uint32_t slot = keys_.back().slot;
  keys_.pop_back();
  free_.push_back(slot);
  return slot;
}

void EventHeap::move(std::uint32_t slot, Time at) {
  for (Key& key : keys_) {
    if (key.slot == slot) key.at = at;
  }
  std::make_heap(keys_.begin(), keys_.end(), later);
}

std::vector<EventHeap::Key> EventHeap::in_order_of_adding() const {
  std::vector<Key> keys = keys_;
  stable_sort(keys, [](const Key& a, const Key& b) { return a.order < b.order; });
  return keys;
}

void EventHeap::clear() {
  keys_.clear();
  free_.clear();
}

}  // namespace distributed::simulation
