#include "partition/whole_values.hpp"

#include <algorithm>
#include <numeric>

#include "text/error.hpp"

namespace distributed {
namespace {

using Counts = std::vector<std::size_t>;

// The rows of each node, by its number; nodes have rows of values up to the last owner.
Counts rows_of_nodes(const std::vector<NodeId>& owners, std::span<const std::size_t> rows,
                     NodeId last) {
  Counts counts(last + 1);
  for (std::size_t value = 0; value < owners.size(); ++value) counts[owners[value]] += rows[value];
  return counts;
}

NodeId emptiest(const Counts& counts, NodeId nodes) {
  const auto first = counts.begin() + 1;
  return static_cast<NodeId>(std::min_element(first, first + nodes) - counts.begin());
}

void check_lengths(const std::vector<NodeId>& owners, std::span<const std::size_t> rows) {
  if (owners.size() != rows.size()) {
    throw_invalid_argument("whole values: there must be an owner for each value");
  }
}

}  // namespace

std::vector<NodeId> dealt(std::span<const std::size_t> rows, NodeId nodes) {
  std::vector<NodeId> owners;
  deal_rest(owners, rows, nodes);
  return owners;
}

void deal_rest(std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId nodes) {
  if (nodes == 0) throw_invalid_argument("whole values: there must be at least one node");
  Counts counts = rows_of_nodes(owners, rows, nodes);
  while (owners.size() < rows.size()) {
    const NodeId owner = emptiest(counts, nodes);
    counts[owner] += rows[owners.size()];
    owners.push_back(owner);
  }
}

void relieve(std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId newcomer) {
  check_lengths(owners, rows);
  Counts counts = rows_of_nodes(owners, rows, newcomer);
  std::vector<Counts> values(newcomer + 1);  // of each node, those that may go
  for (std::size_t value = 0; value < owners.size(); ++value) {
    if (rows[value] > 0) values[owners[value]].push_back(value);
  }
  const std::size_t share =
      std::accumulate(counts.begin(), counts.end(), std::size_t{0}) / newcomer;
  while (counts[newcomer] < share) {
    // A node whose values have all been looked at cannot be relieved.
    NodeId fullest = 0;
    for (NodeId node = 1; node < newcomer; ++node) {
      if (!values[node].empty() && (fullest == 0 || counts[node] > counts[fullest])) fullest = node;
    }
    if (fullest == 0) return;
    const std::size_t value = values[fullest].back();
    values[fullest].pop_back();
    if (counts[newcomer] + rows[value] >= counts[fullest]) continue;
    owners[value] = newcomer;
    counts[fullest] -= rows[value];
    counts[newcomer] += rows[value];
  }
}

void hand_over(std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId leaving,
               NodeId staying) {
  check_lengths(owners, rows);
  if (staying == 0) throw_invalid_argument("whole values: there must be at least one node");
  Counts counts = rows_of_nodes(owners, rows, std::max(leaving, staying));
  for (std::size_t value = 0; value < owners.size(); ++value) {
    if (owners[value] != leaving) continue;
    owners[value] = emptiest(counts, staying);
    counts[owners[value]] += rows[value];
  }
}

}  // namespace distributed
