#include "partition/range.hpp"

#include <algorithm>
#include <functional>

#include "partition/least_moves.hpp"
#include "text/error.hpp"

namespace distributed {

RangePartitioner::RangePartitioner(std::vector<std::string> splits, std::vector<Node> nodes)
    : splits_(std::move(splits)), ranges_(splits_.size() + 1, std::move(nodes)) {
  if (std::adjacent_find(splits_.begin(), splits_.end(), std::greater_equal<>{}) != splits_.end()) {
    throw_invalid_argument("the splits of ranges must ascend");
  }
}

std::size_t RangePartitioner::range_of(std::string_view key) const {
  return static_cast<std::size_t>(std::upper_bound(splits_.begin(), splits_.end(), key) -
                                  splits_.begin());
}

void RangePartitioner::split(std::string_view key) {
  const std::size_t range = range_of(key);
  if (range > 0 && splits_[range - 1] == key) {
    throw_invalid_argument("there is a split at this key already");
  }
  splits_.insert(splits_.begin() + static_cast<long>(range), std::string(key));
  ranges_.split(range);
}

void RangePartitioner::merge(std::size_t range) {
  ranges_.merge(range);
  splits_.erase(splits_.begin() + static_cast<long>(range));
}

std::vector<NodeId> RangePartitioner::owners_between(std::string_view low,
                                                     std::string_view high) const {
  std::vector<NodeId> owners;
  if (low >= high) return owners;
  for (std::size_t range = range_of(low); range <= splits_.size(); ++range) {
    if (range > 0 && splits_[range - 1] >= high) break;
    const NodeId owner = ranges_.owner(range);
    if (std::find(owners.begin(), owners.end(), owner) == owners.end()) owners.push_back(owner);
  }
  return owners;
}

std::vector<std::string> even_splits(std::span<const std::string> keys, std::size_t ranges) {
  if (ranges == 0) throw_invalid_argument("even splits: there must be at least one range");
  if (!std::is_sorted(keys.begin(), keys.end())) {
    throw_invalid_argument("even splits: the keys must ascend");
  }
  std::vector<std::string> splits;
  std::size_t cut = 0;
  const std::vector<std::size_t> shares = even_shares(keys.size(), ranges);
  for (std::size_t range = 0; range + 1 < ranges; ++range) {
    cut += shares[range];
    if (cut == 0 || cut >= keys.size()) continue;
    // Rows with the same key stay together, on the side where fewer are out of place.
    const auto [from, to] = std::equal_range(keys.begin(), keys.end(), keys[cut]);
    const auto first = static_cast<std::size_t>(from - keys.begin());
    const auto last = static_cast<std::size_t>(to - keys.begin());
    const std::size_t place = cut - first <= last - cut ? first : last;
    if (place == 0 || place == keys.size()) continue;
    if (splits.empty() || splits.back() < keys[place]) splits.push_back(keys[place]);
  }
  return splits;
}

double recut_share(std::size_t nodes, std::size_t newcomer) {
  if (nodes == 0 || newcomer > nodes) {
    throw_invalid_argument("recut: the newcomer's place is ", newcomer, " among ", nodes, " nodes");
  }
  // In units of 1 / (N (N + 1)): old ranges are N + 1 long, new ones N.
  std::size_t stay = 0;
  for (std::size_t old = 0; old < nodes; ++old) {
    const std::size_t now = old < newcomer ? old : old + 1;
    const std::size_t from = std::max(old * (nodes + 1), now * nodes);
    const std::size_t to = std::min((old + 1) * (nodes + 1), (now + 1) * nodes);
    stay += to > from ? to - from : 0;
  }
  return 1 - static_cast<double>(stay) / static_cast<double>(nodes * (nodes + 1));
}

}  // namespace distributed
