#include "partition/shard_map.hpp"

#include <algorithm>
#include <utility>

#include "partition/relative_weights.hpp"
#include "text/error.hpp"

namespace distributed {

ShardMap::ShardMap(std::size_t shards, std::vector<Node> nodes)
    : nodes_(std::move(nodes)), size_(shards) {
  if (shards == 0) throw_invalid_argument("there must be at least one shard");
  level();
}

void ShardMap::join(Node node) {
  nodes_.add(std::move(node));
  level();
}

void ShardMap::leave(NodeId id) {
  nodes_.remove(id);
  level();
}

void ShardMap::reweight(NodeId id, double weight) {
  nodes_.set_weight(id, weight);
  level();
}

NodeId ShardMap::owner(std::size_t shard) const {
  check_shard(shard);
  if (owners_.empty()) throw_out_of_range("no node has joined");
  return owners_[shard];
}

std::vector<std::size_t> ShardMap::shards_of(NodeId id) const {
  nodes_.index(id);
  std::vector<std::size_t> shards;
  for (std::size_t shard = 0; shard < owners_.size(); ++shard) {
    if (owners_[shard] == id) shards.push_back(shard);
  }
  return shards;
}

void ShardMap::move(std::size_t shard, NodeId to) {
  check_shard(shard);
  nodes_.index(to);
  owners_[shard] = to;
}

void ShardMap::split(std::size_t shard) {
  check_shard(shard);
  ++size_;
  if (!owners_.empty()) owners_.insert(owners_.begin() + static_cast<long>(shard), owners_[shard]);
}

void ShardMap::merge(std::size_t shard) {
  check_shard(shard + 1);
  --size_;
  if (!owners_.empty()) owners_.erase(owners_.begin() + static_cast<long>(shard) + 1);
}

// How many shards each node is due: they are dealt one by one to the node with the highest
// weight / (2 shards + 1), of equals to the first.
std::vector<std::size_t> ShardMap::shares() const {
  const std::vector<double> weights = relative_weights(nodes_);
  std::vector<double> claims = weights;
  std::vector<std::size_t> shares(nodes_.size());
  for (std::size_t shard = 0; shard < size_; ++shard) {
    const auto due =
        static_cast<std::size_t>(std::max_element(claims.begin(), claims.end()) - claims.begin());
    ++shares[due];
    claims[due] = weights[due] / static_cast<double>(2 * shares[due] + 1);
  }
  return shares;
}

void ShardMap::level() {
  if (nodes_.empty()) {
    owners_.clear();
    return;
  }
  std::vector<std::size_t> due = shares();
  std::vector<std::size_t> free;
  if (owners_.empty()) {
    owners_.resize(size_);
    for (std::size_t shard = 0; shard < size_; ++shard) free.push_back(shard);
  } else {
    for (std::size_t shard = 0; shard < size_; ++shard) {
      const bool stays = nodes_.contains(owners_[shard]) && due[nodes_.index(owners_[shard])] > 0;
      if (stays) {
        --due[nodes_.index(owners_[shard])];
      } else {
        free.push_back(shard);
      }
    }
  }
  std::size_t node = 0;
  for (const std::size_t shard : free) {
    while (due[node] == 0) ++node;
    --due[node];
    owners_[shard] = nodes_[node].id;
  }
}

void ShardMap::check_shard(std::size_t shard) const {
  if (shard >= size_) {
    throw_out_of_range("there is no shard ", shard, "; the last one is ", size_ - 1);
  }
}

}  // namespace distributed
