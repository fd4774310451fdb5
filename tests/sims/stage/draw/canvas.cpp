#include "stage/draw/canvas.hpp"

#include <catch2/catch_test_macros.hpp>

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
