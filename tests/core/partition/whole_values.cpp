#include "partition/whole_values.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <stdexcept>

#include "partition/least_moves.hpp"
#include "random/distributions.hpp"

using namespace distributed;

namespace {

using Rows = std::vector<std::size_t>;

Rows counts_of(const std::vector<NodeId>& owners, const Rows& rows, NodeId nodes) {
  Rows counts(nodes);
  for (std::size_t value = 0; value < rows.size(); ++value) {
    counts[owners[value] - 1] += rows[value];
  }
  return counts;
}

std::size_t moved(const std::vector<NodeId>& a, const std::vector<NodeId>& b, const Rows& rows) {
  std::size_t sum = 0;
  for (std::size_t value = 0; value < rows.size(); ++value) {
    if (a[value] != b[value]) sum += rows[value];
  }
  return sum;
}

}  // namespace

TEST_CASE("Values are dealt to the node with the fewest rows", "[partition]") {
  CHECK(dealt(Rows{5, 1, 1, 4, 2}, 2) == std::vector<NodeId>{1, 2, 2, 2, 1});
  CHECK(dealt(Rows(6, 1), 3) == std::vector<NodeId>{1, 2, 3, 1, 2, 3});
  CHECK_THROWS_AS(dealt(Rows{1}, 0), std::invalid_argument);
}

TEST_CASE("With a value for each row a newcomer takes, and a leaver gives, the least there is",
          "[partition]") {
  for (std::size_t size : {std::size_t{7}, std::size_t{60}, std::size_t{1001}}) {
    const Rows rows(size, 1);
    for (NodeId nodes = 1; nodes <= 8; ++nodes) {
      const auto before = dealt(rows, nodes);
      auto owners = before;
      relieve(owners, rows, nodes + 1);
      const Rows had = counts_of(before, rows, nodes), has = counts_of(owners, rows, nodes + 1);
      CHECK(moved(before, owners, rows) == least_moves_to_even(had, size, nodes + 1));
      CHECK(*std::max_element(has.begin(), has.end()) - *std::min_element(has.begin(), has.end()) <=
            1);
      const auto joined = owners;
      hand_over(owners, rows, nodes + 1, nodes);
      const std::span<const std::size_t> stay{has.data(), nodes};
      CHECK(moved(joined, owners, rows) == least_moves_to_even(stay, size, nodes));
      const Rows left = counts_of(owners, rows, nodes);
      CHECK(*std::max_element(left.begin(), left.end()) -
                *std::min_element(left.begin(), left.end()) <=
            1);
    }
  }
}

TEST_CASE("A value stays whole, and relief never makes a fuller node", "[partition]") {
  Generator chance{5};
  for (int round = 0; round < 200; ++round) {
    Rows rows;
    for (int value = 0; value < 9; ++value) rows.push_back(uniform_below(chance, 40));
    const NodeId nodes = 1 + uniform_below(chance, 8);
    const auto before = dealt(rows, nodes);
    auto owners = before;
    relieve(owners, rows, nodes + 1);
    const Rows had = counts_of(before, rows, nodes), has = counts_of(owners, rows, nodes + 1);
    CHECK(*std::max_element(has.begin(), has.end()) <= *std::max_element(had.begin(), had.end()));
    for (std::size_t value = 0; value < rows.size(); ++value) {
      CHECK((owners[value] == before[value] || owners[value] == nodes + 1));
    }
  }
  std::vector<NodeId> one{1, 1};
  relieve(one, Rows{0, 50}, 2);
  CHECK(one == std::vector<NodeId>{1, 1});  // the newcomer would be as full
}

TEST_CASE("New values go to the emptiest nodes, and lists must be of one length", "[partition]") {
  std::vector<NodeId> owners{1, 1, 2};
  deal_rest(owners, Rows{3, 3, 1, 1, 9, 1}, 2);
  CHECK(owners == std::vector<NodeId>{1, 1, 2, 2, 2, 1});
  CHECK_THROWS_AS(relieve(owners, Rows{1}, 3), std::invalid_argument);
  CHECK_THROWS_AS(hand_over(owners, Rows{1}, 2, 1), std::invalid_argument);
  CHECK_THROWS_AS(hand_over(owners, Rows(6, 1), 1, 0), std::invalid_argument);
}
