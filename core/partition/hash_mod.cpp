#include "partition/hash_mod.hpp"

#include <utility>

#include "hash/xxh64.hpp"
#include "partition/whole_weight.hpp"
#include "text/error.hpp"

namespace distributed {

HashModPartitioner::HashModPartitioner(std::vector<Node> nodes) : nodes_(std::move(nodes)) {
  number_places();
}

void HashModPartitioner::join(Node node) {
  whole_weight(node.weight);
  nodes_.add(std::move(node));
  number_places();
}

void HashModPartitioner::leave(NodeId id) {
  nodes_.remove(id);
  number_places();
}

void HashModPartitioner::reweight(NodeId id, double weight) {
  whole_weight(weight);
  nodes_.set_weight(id, weight);
  number_places();
}

NodeId HashModPartitioner::owner(std::string_view key) const {
  return owner_of_hash(xxh64(key));
}

NodeId HashModPartitioner::owner_of_hash(std::uint64_t hash) const {
  if (places_.empty()) throw_out_of_range("hash mod N: no node has joined");
  return places_[hash % places_.size()];
}

void HashModPartitioner::number_places() {
  places_.clear();
  for (const Node& node : nodes_) places_.insert(places_.end(), whole_weight(node.weight), node.id);
}

double hash_mod_moves(const Nodes& before, const Nodes& after) {
  std::size_t moved = 0;
  for (const Node& from : before) {
    for (const Node& to : after) moved += from.id != to.id;
  }
  return static_cast<double>(moved) / static_cast<double>(before.size() * after.size());
}

}  // namespace distributed
