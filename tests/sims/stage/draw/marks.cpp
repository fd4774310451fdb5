#include "stage/draw/marks.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "paper.hpp"

using namespace microsims;

TEST_CASE("Every kind of mark has a shape of its own and is drawn", "[marks]") {
  std::set<MarkShape> shapes;
  std::set<std::string_view> names;
  Paper paper;
  for (int kind = 0; kind <= static_cast<int>(MarkKind::settled); ++kind) {
    const auto each = static_cast<MarkKind>(kind);
    shapes.insert(shape_of(each));
    names.insert(name_of(each));
    const Canvas canvas = paper.canvas();
    draw_mark(canvas, {50, 50}, 6, each);
    CHECK(paper.vertices() > 0);
  }
  CHECK(shapes.size() == 9);
  CHECK(names.size() == 9);
}
