#include "partition/maglev.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "hash/xxh64.hpp"
#include "partition/relative_weights.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

bool is_prime(std::uint32_t number) {
  if (number < 2) return false;
  for (std::uint64_t divisor = 2; divisor * divisor <= number; ++divisor) {
    if (number % divisor == 0) return false;
  }
  return true;
}

void check_size(std::uint32_t size, std::size_t nodes) {
  if (!is_prime(size)) throw_invalid_argument("the size of a Maglev table must be prime");
  if (nodes > size) throw_invalid_argument("a Maglev table needs an entry for each node");
}

}  // namespace

std::vector<std::uint32_t> maglev_table(std::span<const MaglevPreference> preferences,
                                        std::uint32_t size) {
  check_size(size, preferences.size());
  if (preferences.empty()) throw_invalid_argument("a Maglev table needs a node");
  std::vector<double> weights;
  for (const MaglevPreference& preference : preferences) {
    if (preference.offset >= size || preference.skip < 1 || preference.skip >= size ||
        !(preference.weight > 0)) {
      throw_invalid_argument("Maglev: an offset, skip or weight is out of range");
    }
    weights.push_back(preference.weight);
  }
  weights = relative_weights(std::move(weights));
  const double greatest = *std::max_element(weights.begin(), weights.end());

  constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> table(size, nobody);
  std::vector<std::uint32_t> wanted;  // by each node, next
  for (const MaglevPreference& preference : preferences) wanted.push_back(preference.offset);
  std::vector<double> due(preferences.size(), 0.0);
  std::uint32_t filled = 0;
  for (double turn = 1; filled < size; ++turn) {
    for (std::uint32_t node = 0; node < preferences.size() && filled < size; ++node) {
      if (turn * weights[node] < due[node]) continue;
      due[node] += greatest;
      std::uint32_t& entry = wanted[node];
      const auto skip = [&] {
        entry = static_cast<std::uint32_t>((std::uint64_t{entry} + preferences[node].skip) % size);
      };
      while (table[entry] != nobody) skip();
      table[entry] = node;
      skip();
      ++filled;
    }
  }
  return table;
}

MaglevPartitioner::MaglevPartitioner(std::vector<Node> nodes, std::uint32_t size)
    : nodes_(std::move(nodes)), size_(size) {
  check_size(size, nodes_.size());
  fill();
}

void MaglevPartitioner::join(Node node) {
  check_size(size_, nodes_.size() + 1);
  nodes_.add(std::move(node));
  fill();
}

void MaglevPartitioner::leave(NodeId id) {
  nodes_.remove(id);
  fill();
}

void MaglevPartitioner::reweight(NodeId id, double weight) {
  nodes_.set_weight(id, weight);
  fill();
}

NodeId MaglevPartitioner::owner(std::string_view key) const {
  return owner_of_hash(xxh64(key));
}

NodeId MaglevPartitioner::owner_of_hash(std::uint64_t hash) const {
  if (table_.empty()) throw_out_of_range("Maglev: no node has joined");
  return table_[hash % size_];
}

void MaglevPartitioner::fill() {
  table_.clear();
  if (nodes_.empty()) return;
  std::vector<MaglevPreference> preferences;
  for (const Node& node : nodes_) {
    const auto offset = static_cast<std::uint32_t>(xxh64(node.name, 0) % size_);
    const auto skip = static_cast<std::uint32_t>(xxh64(node.name, 1) % (size_ - 1) + 1);
    preferences.push_back({offset, skip, node.weight});
  }
  for (const std::uint32_t place : maglev_table(preferences, size_)) {
    table_.push_back(nodes_[place].id);
  }
}

}  // namespace distributed
