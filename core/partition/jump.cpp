#include "partition/jump.hpp"

#include <algorithm>
#include <utility>

#include "hash/xxh64.hpp"
#include "partition/whole_weight.hpp"
#include "text/error.hpp"

namespace distributed {

std::int32_t jump_hash(std::uint64_t key, std::int32_t buckets) {
  if (buckets < 1) throw_invalid_argument("jump hash: there must be at least one bucket");
  std::int64_t bucket = -1, jump = 0;
  while (jump < buckets) {
    bucket = jump;
    key = key * 2862933555777941757 + 1;
    // 2^31 over the key's upper 31 bits plus one: at least 1.
    const double stretch = 2147483648.0 / static_cast<double>((key >> 33) + 1);
    jump = static_cast<std::int64_t>(static_cast<double>(bucket + 1) * stretch);
  }
  return static_cast<std::int32_t>(bucket);
}

JumpPartitioner::JumpPartitioner(std::vector<Node> nodes) {
  for (Node& node : nodes) join(std::move(node));
}

void JumpPartitioner::join(Node node) {
  const std::uint32_t places = whole_weight(node.weight);
  const NodeId id = node.id;
  nodes_.add(std::move(node));
  buckets_.insert(buckets_.end(), places, id);
}

void JumpPartitioner::leave(NodeId id) {
  const std::uint32_t places = whole_weight(nodes_.at(id).weight);
  nodes_.remove(id);
  for (std::uint32_t i = 0; i < places; ++i) remove_last_bucket_of(id);
}

void JumpPartitioner::reweight(NodeId id, double weight) {
  const std::uint32_t before = whole_weight(nodes_.at(id).weight), after = whole_weight(weight);
  nodes_.set_weight(id, weight);
  for (std::uint32_t i = before; i < after; ++i) buckets_.push_back(id);
  for (std::uint32_t i = after; i < before; ++i) remove_last_bucket_of(id);
}

NodeId JumpPartitioner::owner(std::string_view key) const {
  return owner_of_hash(xxh64(key));
}

NodeId JumpPartitioner::owner_of_hash(std::uint64_t hash) const {
  if (buckets_.empty()) throw_out_of_range("jump hash: no node has joined");
  return buckets_[jump_hash(hash, static_cast<std::int32_t>(buckets_.size()))];
}

void JumpPartitioner::remove_last_bucket_of(NodeId id) {
  *std::find(buckets_.rbegin(), buckets_.rend(), id) = buckets_.back();
  buckets_.pop_back();
}

}  // namespace distributed
