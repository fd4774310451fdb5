#include "stage/draw/layout.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"

using namespace microsims;

TEST_CASE("Parts stand side by side or below each other and fill the box", "[layout]") {
  const Box box{10, 20, 320, 200};
  const auto columns = columns_or_stacked(box, 3, 10, false);
  REQUIRE(columns.size() == 3);
  CHECK(columns[0].width == 100);
  CHECK(columns[2].right() == box.right());
  CHECK(columns[1].x == columns[0].right() + 10);
  CHECK(columns[1].height == box.height);
  const auto rows = columns_or_stacked(box, 2, 10, true);
  CHECK(rows[0].height == 95);
  CHECK(rows[1].bottom() == box.bottom());
  CHECK(rows[1].width == box.width);
}

TEST_CASE("What a heading and its lines leave of a box lies below them", "[layout]") {
  Paper paper;
  const Box box{10, 20, 320, 200};
  const Box one = draw_words(paper.canvas(), box, "Heading", {"a line"});
  const Box two = draw_words(paper.canvas(), box, "Heading", {"a line", "another"});
  CHECK(one.y > box.y + 20);
  CHECK(two.y > one.y);
  CHECK(two.bottom() == box.bottom());
}
