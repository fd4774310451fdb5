#include "stage/draw/legend.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"

using namespace microsims;

namespace {

std::vector<LegendEntry> entries() {
  const Theme& theme = light_theme();
  return {{Sign::disc, theme.orange, "W: write acknowledged", "W: written", "W"},
          {Sign::line, theme.blue, "R: read consulted", "R: read"},
          {Sign::dashes, theme.green, "both: guarantees fresh data", "both: fresh"}};
}

}  // namespace

TEST_CASE("A legend stands in one line, then in short words, then in several lines", "[legend]") {
  Paper paper;
  const auto place = [&](float width) {
    return lay_out_legend(paper.canvas(), {0, 0, width, 20}, entries());
  };
  const auto roomy = place(900);
  CHECK(roomy[0].at.y == roomy[2].at.y);
  CHECK_FALSE(roomy[0].shortened);
  const auto shorter = place(360);
  CHECK(shorter[0].at.y == shorter[2].at.y);
  CHECK(shorter[0].shortened);
  const auto wrapped = place(150);
  CHECK(wrapped[0].at.y < wrapped[2].at.y);
  CHECK((wrapped[0].at.y + wrapped[2].at.y) / 2 == 10);
}

TEST_CASE("No entry of a legend leaves its box where words allow", "[legend]") {
  Paper paper;
  for (float width = 200; width <= 1000; width += 20) {
    const auto placed = lay_out_legend(paper.canvas(), {50, 0, width, 20}, entries());
    for (const PlacedEntry& entry : placed) {
      CHECK(entry.at.x >= 50);
      CHECK(entry.at.x < 50 + width);
    }
  }
}
