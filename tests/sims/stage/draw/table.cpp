#include "stage/draw/table.hpp"

#include <catch2/catch_test_macros.hpp>
#include <utility>
#include <vector>

#include "paper.hpp"

using namespace microsims;

TEST_CASE("A table asks for each cell once, row by row", "[table]") {
  Paper paper;
  constexpr const char* heads[] = {"a", "b", "c"};
  constexpr const char* names[] = {"one", "two"};
  std::vector<std::pair<int, int>> asked;
  draw_table(paper.canvas(), {0, 0, 400, 100}, {heads, 3, names, 2, [&](int row, int column) {
                                                  asked.emplace_back(row, column);
                                                  return TableCell{"1"};
                                                }});
  CHECK(asked == std::vector<std::pair<int, int>>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
  const int full = paper.vertices();
  draw_table(paper.canvas(), {0, 0, 400, 100},
             {heads, 3, names, 0, [](int, int) { return TableCell{}; }});
  CHECK(paper.vertices() > 0);
  CHECK(paper.vertices() < full);
}
