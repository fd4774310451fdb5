#include "partition/online_move.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinRel;

TEST_CASE("During a move no read misses and no write is lost, whenever rows are copied",
          "[partition]") {
  // Against the rows themselves: values[node][row], -1 where the node does not have the row.
  Generator chance{380};
  for (int run = 0; run < 50; ++run) {
    constexpr std::size_t rows = 40;
    std::vector<NodeId> before, after;
    for (std::size_t row = 0; row < rows; ++row) {
      before.push_back(uniform_below(chance, 3));
      after.push_back(uniform_below(chance, 4));
    }
    std::vector<std::vector<int>> values(4, std::vector<int>(rows, -1));
    std::vector<int> truth(rows);
    for (std::size_t row = 0; row < rows; ++row) values[before[row]][row] = 0;
    OnlineMove move(before, after);
    std::vector<std::size_t> order;  // of the rows that move
    for (std::size_t row = 0; row < rows; ++row) {
      if (before[row] != after[row]) order.push_back(row);
    }
    REQUIRE(move.moving() == order.size());
    for (int step = 1; !move.finished(); ++step) {
      const std::size_t copied = move.copied(), deleted = move.deleted();
      if (bernoulli(chance, 0.5)) move.copy(uniform_below(chance, 4));
      if (bernoulli(chance, 0.5)) move.delete_old(uniform_below(chance, 4));
      for (std::size_t i = copied; i < move.copied(); ++i) {
        values[after[order[i]]][order[i]] = values[before[order[i]]][order[i]];
      }
      for (std::size_t i = deleted; i < move.deleted(); ++i)
        values[before[order[i]]][order[i]] = -1;
      const std::size_t written = uniform_below(chance, rows);
      truth[written] = step;
      for (const NodeId node : move.writers(written)) {
        REQUIRE(values[node][written] != -1);
        values[node][written] = step;
      }
      double requests = 0;
      for (std::size_t row = 0; row < rows; ++row) {
        int found = -1;
        for (const NodeId node : move.readers(row)) {
          ++requests;
          found = values[node][row];
          if (found != -1) break;
        }
        REQUIRE(found == truth[row]);
      }
      CHECK_THAT(move.requests_per_read(), WithinRel(requests / rows, 1e-12));
      for (NodeId node = 0; node < 4; ++node) {
        const auto missing = std::count(values[node].begin(), values[node].end(), -1);
        REQUIRE(move.held(node) == rows - static_cast<std::size_t>(missing));
      }
    }
    for (std::size_t row = 0; row < rows; ++row) CHECK(values[after[row]][row] == truth[row]);
  }
}

TEST_CASE("A move that moves nothing is finished at once", "[partition]") {
  const OnlineMove move({1, 2}, {1, 2});
  CHECK(move.finished());
  CHECK(move.requests_per_read() == 1);
  CHECK(move.place(0) == OnlineMove::Place::stays);
  CHECK(OnlineMove({}, {}).requests_per_read() == 1);
  CHECK_THROWS_AS(move.place(2), std::out_of_range);
  CHECK_THROWS_AS(move.readers(2), std::out_of_range);
  CHECK_THROWS_AS(OnlineMove({1}, {}), std::invalid_argument);
}
