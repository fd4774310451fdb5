#include "partition/value_ranges.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "partition/range.hpp"
#include "random/distributions.hpp"

using namespace distributed;

namespace {

using Rows = std::vector<std::size_t>;
using Owners = std::vector<NodeId>;

Rows counts_of(const Owners& owners, const Rows& rows, NodeId nodes) {
  Rows counts(nodes);
  for (std::size_t value = 0; value < rows.size(); ++value) {
    counts[owners[value] - 1] += rows[value];
  }
  return counts;
}

}  // namespace

TEST_CASE("Runs are even if every row has a value of its own", "[partition]") {
  for (std::size_t size = 1; size <= 60; ++size) {
    const Rows rows(size, 1);
    for (NodeId nodes = 1; nodes <= 8; ++nodes) {
      const Owners owners = even_runs(rows, nodes);
      CHECK(std::is_sorted(owners.begin(), owners.end()));
      const Rows counts = counts_of(owners, rows, nodes);
      const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
      CHECK(*most - *least <= 1);
    }
  }
}

TEST_CASE("A value stays whole: the cut goes to the nearer of its ends", "[partition]") {
  CHECK(even_runs(Rows{5, 5, 2, 8}, 2) == Owners{1, 1, 2, 2});
  CHECK(even_runs(Rows{1, 6, 1}, 2) == Owners{1, 1, 2});  // 1 | 7 and 7 | 1 are as far
  CHECK(even_runs(Rows{2, 6, 1}, 2) == Owners{1, 2, 2});
  CHECK(even_runs(Rows{90, 5, 5}, 3) == Owners{1, 3, 3});  // the first takes two shares
  CHECK_THROWS_AS(even_runs(Rows{1}, 0), std::invalid_argument);
}

TEST_CASE("A newcomer takes half of the fullest run: M/(2N) of M even rows", "[partition]") {
  const Rows rows(60, 1);
  Owners owners = even_runs(rows, 4);
  split_fullest(owners, rows, 5);
  CHECK(counts_of(owners, rows, 5) == Rows{8, 15, 15, 15, 7});
  split_fullest(owners, rows, 6);
  CHECK(counts_of(owners, rows, 6) == Rows{8, 8, 15, 15, 7, 7});
  merge_with_neighbour(owners, rows, 6);  // 8 below, 15 above
  CHECK(counts_of(owners, rows, 5) == Rows{8, 15, 15, 15, 7});
  // All that were recut evenly would move recut_share, about half.
  const Owners before = even_runs(rows, 4), after = even_runs(rows, 5);
  std::size_t moved = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) moved += before[row] != after[row];
  CHECK(static_cast<double>(moved) == 60 * recut_share(4, 4));
}

TEST_CASE("Runs with rows of one value cannot be split", "[partition]") {
  Owners owners{1, 1, 2, 2};
  split_fullest(owners, Rows{0, 9, 2, 3}, 3);
  CHECK(owners == Owners{1, 1, 2, 3});
  split_fullest(owners, Rows{0, 9, 2, 3}, 4);
  CHECK(owners == Owners{1, 1, 2, 3});
}

TEST_CASE("Splits and merges keep runs whole, whatever the rows", "[partition]") {
  Generator chance{3};
  for (int round = 0; round < 200; ++round) {
    Rows rows;
    for (int value = 0; value < 30; ++value) rows.push_back(uniform_below(chance, 5));
    const NodeId nodes = 1 + uniform_below(chance, 6);
    Owners owners = even_runs(rows, nodes);
    const Owners before = owners;
    split_fullest(owners, rows, nodes + 1);
    const auto begin = std::find(owners.begin(), owners.end(), nodes + 1);
    if (begin == owners.end()) continue;
    const auto end = std::find_if(begin, owners.end(), [&](NodeId id) { return id != nodes + 1; });
    CHECK(std::find(end, owners.end(), nodes + 1) == owners.end());
    merge_with_neighbour(owners, rows, nodes + 1);
    CHECK(std::count(owners.begin(), owners.end(), nodes + 1) == 0);
  }
  Owners alone{2, 2};
  CHECK_THROWS_AS(merge_with_neighbour(alone, Rows{1, 1}, 2), std::invalid_argument);
  CHECK_THROWS_AS(split_fullest(alone, Rows{1}, 3), std::invalid_argument);
}
