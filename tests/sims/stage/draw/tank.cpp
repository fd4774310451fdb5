#include "stage/draw/tank.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"

using namespace microsims;

namespace {

constexpr Box box{100, 100, 50, 200};
const Hue& blue = light_theme().blue;
const Hue& orange = light_theme().orange;

// Corners of triangles, and the commands with which large boxes are filled.
template <typename Draw>
int drawn(Draw draw) {
  Paper paper;
  const Canvas canvas = paper.canvas();
  draw(canvas);
  return paper.vertices() + canvas.ink().CmdBuffer.Size;
}

int tank(std::initializer_list<TankPart> parts, std::optional<float> law = {}) {
  return drawn([&](const Canvas& canvas) { draw_tank(canvas, box, parts, law); });
}

int slabs(std::initializer_list<Slabs> slabs) {
  return drawn([&](const Canvas& canvas) { draw_slabs(canvas, {100, 20, 50, 80}, slabs); });
}

int flow(float load, std::optional<Milliseconds> clock) {
  return drawn([&](const Canvas& canvas) {
    draw_flow(canvas, {{0, 0}, {100, 100}}, load, blue, clock);
  });
}

}  // namespace

TEST_CASE("A tank draws its parts, hatched ones with lines, and its law", "[tank]") {
  const int empty = tank({});
  const int filled = tank({{0.5f, blue}});
  CHECK(filled > empty);
  CHECK(tank({{0.5f, blue, true}}) > filled);
  CHECK(tank({{0.5f, blue}}, 0.7f) > filled);
  CHECK(tank({{0, blue}}) == empty);
}

TEST_CASE("A tank holds no more than its time", "[tank]") {
  CHECK(tank({{0.5f, blue}, {0.5f, blue}, {0.5f, blue}}) == tank({{0.5f, blue}, {0.5f, blue}}));
}

TEST_CASE("Hatching stays within its part", "[tank]") {
  Paper paper;
  const Canvas canvas = paper.canvas();
  draw_tank(canvas, box, {{0.6f, orange, true}});
  REQUIRE(canvas.ink().VtxBuffer.Size > 50);
  for (const ImDrawVert& vertex : canvas.ink().VtxBuffer) {
    CHECK(vertex.pos.x > box.x - 3);
    CHECK(vertex.pos.x < box.right() + 3);
    CHECK(vertex.pos.y < box.bottom() + 3);
  }
}

TEST_CASE("What waits has a slab each, as far as there is room", "[tank]") {
  const int none = slabs({});
  CHECK(slabs({{0, blue}, {0, orange}}) == none);
  const int three = slabs({{1, orange}, {2, blue}}), five = slabs({{1, orange}, {4, blue}});
  CHECK(three > none);
  CHECK(five > three);
  // 80 pixels less the number hold 15 slabs; numbers of three digits are as long as each other.
  CHECK(slabs({{500, blue}}) == slabs({{300, blue}}));
}

TEST_CASE("A stream is drawn thicker than none, and what is on its way while time passes",
          "[tank]") {
  const int none = flow(0, 100), still = flow(0.5f, std::nullopt);
  CHECK(still > none);
  CHECK(flow(0.5f, 100) > still);
  CHECK(flow(2, 100) > flow(0.2f, 100));
}
