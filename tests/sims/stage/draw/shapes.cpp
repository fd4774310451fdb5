#include "stage/draw/shapes.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"

using namespace microsims;

TEST_CASE("A status of a hue stands out from a plain one", "[shapes]") {
  Paper paper;
  const Hue& red = light_theme().red;
  const auto drawn = [&](const Hue& hue) {
    draw_status(paper.canvas(), {0, 0, 300, 44}, "All hold version 1", hue);
    return paper.vertices(red.fill);
  };
  CHECK(drawn(red) > 0);
  CHECK(drawn(light_theme().plain) == 0);
}
