#include "partition/rendezvous.hpp"

#include <algorithm>
#include <utility>

#include "hash/mix.hpp"
#include "hash/xxh64.hpp"
#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {

RendezvousPartitioner::RendezvousPartitioner(std::vector<Node> nodes) : nodes_(std::move(nodes)) {
  hash_names();
}

void RendezvousPartitioner::join(Node node) {
  nodes_.add(std::move(node));
  hash_names();
}

void RendezvousPartitioner::leave(NodeId id) {
  nodes_.remove(id);
  hash_names();
}

void RendezvousPartitioner::reweight(NodeId id, double weight) {
  nodes_.set_weight(id, weight);
  hash_names();
}

NodeId RendezvousPartitioner::owner(std::string_view key) const {
  return owner_of_hash(xxh64(key));
}

NodeId RendezvousPartitioner::owner_of_hash(std::uint64_t hash) const {
  if (nodes_.empty()) throw_out_of_range("rendezvous: no node has joined");
  std::size_t best = 0;
  if (equal_weights_) {
    // -w / ln(u) grows with u: the bits decide, without a logarithm.
    std::uint64_t highest = 0;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const std::uint64_t bits = mix_64(names_[i] ^ hash) >> 12;
      if (bits > highest) {
        highest = bits;
        best = i;
      }
    }
  } else {
    double highest = 0;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const double offered = bid(i, hash);
      if (offered > highest) {
        highest = offered;
        best = i;
      }
    }
  }
  return nodes_[best].id;
}

std::vector<NodeId> RendezvousPartitioner::preference_list(std::string_view key,
                                                           std::size_t replicas) const {
  const std::uint64_t hash = xxh64(key);
  std::vector<std::pair<double, NodeId>> bids;
  for (std::size_t i = 0; i < names_.size(); ++i) bids.push_back({bid(i, hash), nodes_[i].id});
  const std::size_t count = std::min(replicas, bids.size());
  std::partial_sort(
      bids.begin(), bids.begin() + count, bids.end(), [](const auto& left, const auto& right) {
        return left.first != right.first ? left.first > right.first : left.second < right.second;
      });
  std::vector<NodeId> list;
  for (std::size_t i = 0; i < count; ++i) list.push_back(bids[i].second);
  return list;
}

void RendezvousPartitioner::hash_names() {
  names_.clear();
  equal_weights_ = true;
  for (const Node& node : nodes_) {
    names_.push_back(xxh64(node.name));
    equal_weights_ = equal_weights_ && node.weight == nodes_[0].weight;
  }
}

double RendezvousPartitioner::bid(std::size_t index, std::uint64_t hash) const {
  const std::uint64_t bits = mix_64(names_[index] ^ hash) >> 12;
  // Strictly between 0 and 1, and exact: an odd number of 53 bits over 2^53.
  const double u = static_cast<double>(2 * bits + 1) * 0x1.0p-53;
  return nodes_[index].weight / -portable_log(u);
}

}  // namespace distributed
