#include "history/visited.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>

using distributed::history::Visited;

TEST_CASE("A place is new once, however many there are", "[history]") {
  Visited visited{2};
  for (std::uint64_t i = 0; i < 5000; ++i) {
    CHECK(visited.insert(std::array<std::uint64_t, 2>{i, i % 7}));
  }
  for (std::uint64_t i = 0; i < 5000; ++i) {
    CHECK_FALSE(visited.insert(std::array<std::uint64_t, 2>{i, i % 7}));
    CHECK(visited.insert(std::array<std::uint64_t, 2>{i, 7 + i % 7}));
  }
}
