#include "stage/draw/canvas.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "paper.hpp"

using namespace microsims;

TEST_CASE("Values glide to where they are wanted, in whatever order they are asked for",
          "[canvas]") {
  Glides glides;
  const auto toward = [&](const char* key, float target) {
    return glides.toward(key, target, 0.25f, false);
  };
  CHECK(toward("a", 1) == 1);  // where it begins
  CHECK(toward("b", 5) == 5);
  CHECK(toward("c", 3) == 3);
  glides.advance(0.1f);
  CHECK_FALSE(glides.moving());
  CHECK(toward("c", 3) == 3);
  CHECK(toward("b", 7) == 5);
  CHECK(toward("a", 1) == 1);
  CHECK(glides.moving());
  glides.advance(0.1f);
  const float on_its_way = toward("b", 7);
  CHECK(on_its_way > 5);
  CHECK(on_its_way < 7);
  CHECK(toward("c", 3) == 3);
  glides.advance(1);
  CHECK_FALSE(glides.moving());
  CHECK(toward("b", 7) == 7);
  // Nobody asked for it in the last frame: it begins anew.
  CHECK(toward("a", 9) == 9);
  CHECK(toward("d", 4) == 4);
  CHECK(glides.toward("b", 2, 0.25f, true) == 2);
}

TEST_CASE("A rounded box takes up its box, a framed one has its edge inside", "[canvas]") {
  constexpr ImU32 red = IM_COL32(200, 0, 0, 255), blue = IM_COL32(0, 0, 200, 255);
  Paper paper;
  for (const Box& box : {Box{10, 20, 100, 40}, Box{10, 20, 6, 40}, Box{10, 20, 100, 4}}) {
    paper.canvas().framed(box, red, blue, 8, 1);
    const Box edge = paper.extent(blue), inside = paper.extent(red);
    // Beyond it is the soft margin of the discs, less than a quarter of the radius.
    const float soft = std::min({8.f, box.width / 2, box.height / 2}) / 4;
    CHECK_THAT(edge.x, Catch::Matchers::WithinAbs(box.x - soft / 2, soft / 2 + 0.01));
    CHECK_THAT(edge.right(), Catch::Matchers::WithinAbs(box.right() + soft / 2, soft / 2 + 0.01));
    CHECK_THAT(edge.bottom(), Catch::Matchers::WithinAbs(box.bottom() + soft / 2, soft / 2 + 0.01));
    CHECK(inside.x > edge.x);
    CHECK(inside.bottom() < edge.bottom());
  }
  paper.canvas().rounded({10, 20, 0, 40}, red, 8);
  CHECK(paper.vertices(red) == 0);
}
