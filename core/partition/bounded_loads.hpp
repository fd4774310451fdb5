#pragma once
// Consistent hashing with bounded loads: a ring on which no node gets more than c times its fair
// share of the keys; what does not fit goes on clockwise.
//
//   BoundedLoads<> cluster{Ring{{}, nodes}, 1.25};
//   cluster.add({"alice", "bob"});
//   cluster.owner("alice");
//   cluster.load(1);                          // keys of node 1, at most cluster.capacity(1)
//
//   capacity = ceil(c * keys / nodes)         key --> [full] --> [full] --> [room: here]
//
// Where a key is depends on the keys and nodes that there are, not on their order: keys are placed
// in alphabetical order. A change places all of them again, in time proportional to their number.
//
// Source: V. Mirrokni, M. Thorup and M. Zadimoghaddam, "Consistent Hashing with Bounded Loads",
// arXiv:1608.01350; c = 1.25 is what Google and HAProxy took.

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "order/stable_sort.hpp"
#include "partition/relative_weights.hpp"
#include "partition/ring.hpp"
#include "text/error.hpp"

namespace distributed {

template <typename RingType = Ring>
class BoundedLoads {
 public:
  /// Throws std::invalid_argument unless factor (c) is at least 1 and finite.
  explicit BoundedLoads(RingType ring = RingType{}, double factor = 1.25)
      : ring_(std::move(ring)), factor_(factor) {
    if (!(factor >= 1) || !std::isfinite(factor)) {
      throw_invalid_argument("bounded loads: the factor must be at least 1");
    }
    place();
  }

  /// Throw as the ring does.
  void join(Node node) {
    ring_.join(std::move(node));
    place();
  }
  void leave(NodeId id) {
    ring_.leave(id);
    place();
  }
  void reweight(NodeId id, double weight) {
    ring_.reweight(id, weight);
    place();
  }

  /// Puts keys on the ring; those that are there stay. All at once is cheaper than one by one.
  void add(const std::vector<std::string>& keys) {
    std::vector<Key> all = std::move(keys_);
    for (const std::string& key : keys) all.push_back({key, ring_.scheme().of_key(key), 0});
    keys_.clear();
    keys_.reserve(all.size());
    for (const std::size_t i : sorted_places(
             all.size(), [&](std::size_t a, std::size_t b) { return all[a].text < all[b].text; })) {
      if (keys_.empty() || keys_.back().text != all[i].text) keys_.push_back(std::move(all[i]));
    }
    place();
  }

  /// Takes keys from the ring; those that are not there do not matter.
  void remove(const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
      const std::size_t found = find(key);
      if (found < keys_.size()) keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(found));
    }
    place();
  }

  /// The node where a key is; for a key that was not added, the first node that
  /// has room, or the ring's owner if none has.
  /// Throws std::out_of_range if the ring has no points.
  NodeId owner(std::string_view key) const {
    const std::size_t found = find(key);
    const NodeId first = ring_.owner(key);
    if (found < keys_.size()) return keys_[found].owner;
    const std::size_t node = first_with_room(ring_.scheme().of_key(key));
    return node < nodes().size() ? nodes()[node].id : first;
  }

  /// How many keys a node has. Throws std::out_of_range if there is no such node.
  std::size_t load(NodeId id) const { return loads_[nodes().index(id)]; }

  /// How many keys a node may have: ceil(c * keys * weight / total weight), the total being that of
  /// the nodes with points. Throws std::out_of_range if there is no such node.
  std::size_t capacity(NodeId id) const { return capacities_[nodes().index(id)]; }

  const Nodes& nodes() const { return ring_.nodes(); }
  const RingType& ring() const { return ring_; }
  std::size_t keys() const { return keys_.size(); }

 private:
  using Point = typename RingType::Point;
  struct Key {
    std::string text;
    Point point = 0;
    NodeId owner = 0;
  };

  // The place in keys_, which is past the last one if it is not there.
  std::size_t find(std::string_view key) const {
    std::size_t low = 0, high = keys_.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      keys_[middle].text < key ? low = middle + 1 : high = middle;
    }
    return low < keys_.size() && keys_[low].text == key ? low : keys_.size();
  }

  // The place in nodes(), which is past the last one if no node has room.
  std::size_t first_with_room(Point point) const {
    const auto& table = ring_.table();
    std::size_t place = table.successor(point);
    for (std::size_t seen = 0; seen < table.size(); ++seen) {
      const std::size_t node = nodes().index(table.owner(place));
      if (loads_[node] < capacities_[node]) return node;
      place = place + 1 == table.size() ? 0 : place + 1;
    }
    return nodes().size();
  }

  void place() {
    loads_.assign(nodes().size(), 0);
    capacities_.assign(nodes().size(), 0);
    if (ring_.table().empty()) return;
    std::vector<std::size_t> points(nodes().size());
    for (const NodeId owner : ring_.table().owners()) ++points[nodes().index(owner)];
    const std::vector<double> weights = relative_weights(nodes());
    double total = 0;
    for (std::size_t i = 0; i < nodes().size(); ++i) total += points[i] > 0 ? weights[i] : 0;
    for (std::size_t i = 0; i < nodes().size(); ++i) {
      if (points[i] == 0) continue;
      const double fair = static_cast<double>(keys_.size()) * weights[i] / total;
      capacities_[i] = static_cast<std::size_t>(std::ceil(factor_ * fair));
    }
    for (Key& key : keys_) {
      // There is always room: the capacities add up to at least the number of keys.
      const std::size_t node = first_with_room(key.point);
      key.owner = nodes()[node].id;
      ++loads_[node];
    }
  }

  RingType ring_;
  double factor_;
  std::vector<Key> keys_;                        // by text
  std::vector<std::size_t> loads_, capacities_;  // in the order of nodes
};

}  // namespace distributed
