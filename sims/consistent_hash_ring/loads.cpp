// Who owns how much, on the ring and of the 10,000 keys in the background.

#include <algorithm>
#include <cmath>

#include "consistent_hash_ring/model.hpp"
#include "partition/balance.hpp"

namespace microsims {
namespace {

using distributed::Node;
using distributed::NodeId;
using distributed::Ring;

// The counts, which are by number, of some nodes.
std::vector<double> of_numbers(const std::vector<int>& numbers, const std::vector<double>& counts) {
  std::vector<double> chosen;
  for (const int number : numbers) chosen.push_back(counts[static_cast<std::size_t>(number)]);
  return chosen;
}

}  // namespace

std::vector<int> ConsistentHashRing::shown_nodes() const {
  std::vector<int> numbers;
  for (const Node& node : nodes()) numbers.push_back(static_cast<int>(node.id));
  if (leaving()) {
    const int number = change_.node;
    numbers.insert(std::lower_bound(numbers.begin(), numbers.end(), number), number);
  }
  return numbers;
}

std::vector<double> ConsistentHashRing::loads() const {
  const auto count = [&](const std::vector<Key>& keys) {
    std::vector<double> counts(most_nodes + 1);
    for (const Key& key : keys) ++counts[static_cast<std::size_t>(holder(key))];
    return counts;
  };
  if (!counts_background()) return of_numbers(shown_nodes(), count(keys_));
  if (background_counts_.empty()) background_counts_ = count(placed_keys(hashes_->size()));
  return of_numbers(shown_nodes(), background_counts_);
}

std::vector<double> ConsistentHashRing::further_copies() const {
  if (copy_counts_.empty()) {
    copy_counts_.resize(most_nodes + 1);
    for (const Key& key : keys_) {
      if (replicas() == 1) break;
      const std::vector<int> copies = copies_of(key);
      for (std::size_t i = 1; i < copies.size(); ++i) {
        ++copy_counts_[static_cast<std::size_t>(copies[i])];
      }
    }
  }
  return of_numbers(shown_nodes(), copy_counts_);
}

std::vector<int> ConsistentHashRing::copies_of(const Key& key) const {
  std::vector<int> numbers;
  for (const NodeId id :
       ring_.preference_list_of_hash(key.token, static_cast<std::size_t>(replicas()))) {
    numbers.push_back(static_cast<int>(id));
  }
  return numbers;
}

std::optional<int> ConsistentHashRing::capacity() const {
  if (bound() == 0) return std::nullopt;
  const double keys = counts_background() ? most_keys : static_cast<double>(keys_.size());
  return static_cast<int>(std::ceil(bound() * keys / static_cast<double>(nodes().size())));
}

double ConsistentHashRing::share_of_ring(int node) const {
  const auto& table = ring_.table();
  double arcs = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table.owner(i) != static_cast<NodeId>(node)) continue;
    const Point from = table.points()[i == 0 ? table.size() - 1 : i - 1];
    arcs += Ring::degrees(table.points()[i] - from) / 360;
  }
  return arcs;
}

MembershipChange ConsistentHashRing::compared_change() const {
  if (membership_) return *membership_;
  return {{nodes().begin(), nodes().end()},
          {.id = most_nodes + 1, .name = "node:new"},
          true,
          static_cast<std::uint32_t>(vnodes_)};
}

const std::vector<MethodResult>& ConsistentHashRing::methods() const {
  if (methods_.empty()) methods_ = compare_methods(compared_change(), *hashes_);
  return methods_;
}

const std::vector<double>& ConsistentHashRing::loads_with(int vnodes) const {
  loads_by_vnodes_.resize(51);
  std::vector<double>& loads = loads_by_vnodes_[static_cast<std::size_t>(vnodes)];
  if (loads.empty()) {
    const Ring ring{{.vnodes = static_cast<std::uint32_t>(vnodes)},
                    {nodes().begin(), nodes().end()}};
    double counts[most_nodes + 1] = {};
    for (const std::uint64_t hash : *hashes_) {
      ++counts[ring.owner_of_hash(static_cast<Point>(hash >> 32))];
    }
    for (const Node& node : nodes()) loads.push_back(counts[node.id]);
  }
  return loads;
}

double ConsistentHashRing::variation_with(int vnodes) const {
  return distributed::balance(nodes(), loads_with(vnodes)).variation();
}

double ConsistentHashRing::expected_variation() const {
  return distributed::expected_ring_variation(static_cast<std::uint32_t>(nodes().size()),
                                              static_cast<std::uint32_t>(vnodes_));
}

}  // namespace microsims
