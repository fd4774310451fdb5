#include "partition/value_ranges.hpp"

#include "text/error.hpp"

namespace distributed {
namespace {

struct Run {
  std::size_t begin, end, rows;
};

// The run that begins at a value.
Run run_from(const std::vector<NodeId>& owners, std::span<const std::size_t> rows,
             std::size_t begin) {
  Run run{begin, begin, 0};
  while (run.end < owners.size() && owners[run.end] == owners[begin]) run.rows += rows[run.end++];
  return run;
}

// Where to cut a run so that the parts are as even as they can be, of two such places the later one;
// its begin if a part would be empty.
std::size_t cut_of(const Run& run, std::span<const std::size_t> rows) {
  std::size_t best = run.begin, best_larger = run.rows, below = 0;
  for (std::size_t value = run.begin; value + 1 < run.end; ++value) {
    below += rows[value];
    const std::size_t larger = below > run.rows - below ? below : run.rows - below;
    if (larger == run.rows || larger > best_larger) continue;
    best = value + 1;
    best_larger = larger;
  }
  return best;
}

void check(const std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId node) {
  if (node == 0 || owners.size() != rows.size()) {
    throw_invalid_argument("value ranges: there must be a node, and an owner for each value");
  }
}

}  // namespace

std::vector<NodeId> even_runs(std::span<const std::size_t> rows, NodeId nodes) {
  if (nodes == 0) throw_invalid_argument("value ranges: there must be at least one node");
  std::size_t all = 0, before = 0;
  for (const std::size_t count : rows) all += count;
  std::vector<NodeId> owners;
  NodeId node = 1;
  for (const std::size_t count : rows) {
    // The next node begins here if that is closer to its even place than behind this value.
    while (node < nodes && before > 0 && (2 * before + count) * nodes > 2 * all * node) ++node;
    owners.push_back(node);
    before += count;
  }
  return owners;
}

void split_fullest(std::vector<NodeId>& owners, std::span<const std::size_t> rows,
                   NodeId newcomer) {
  check(owners, rows, newcomer);
  Run fullest{};
  std::size_t cut = 0;
  for (std::size_t begin = 0; begin < owners.size();) {
    const Run run = run_from(owners, rows, begin);
    begin = run.end;
    if (run.rows <= fullest.rows) continue;
    const std::size_t place = cut_of(run, rows);
    if (place == run.begin) continue;
    fullest = run;
    cut = place;
  }
  for (std::size_t value = cut; cut > 0 && value < fullest.end; ++value) owners[value] = newcomer;
}

void merge_with_neighbour(std::vector<NodeId>& owners, std::span<const std::size_t> rows,
                          NodeId leaving) {
  check(owners, rows, leaving);
  for (std::size_t begin = 0; begin < owners.size();) {
    const Run run = run_from(owners, rows, begin);
    begin = run.end;
    if (owners[run.begin] != leaving) continue;
    const bool first = run.begin == 0, last = run.end == owners.size();
    if (first && last) throw_invalid_argument("value ranges: no other node has a run");
    std::size_t below = 0, above = 0;
    for (std::size_t value = 0; value < owners.size(); ++value) {
      if (!first && owners[value] == owners[run.begin - 1]) below += rows[value];
      if (!last && owners[value] == owners[run.end]) above += rows[value];
    }
    const NodeId heir =
        last || (!first && below <= above) ? owners[run.begin - 1] : owners[run.end];
    for (std::size_t value = run.begin; value < run.end; ++value) owners[value] = heir;
  }
}

}  // namespace distributed
