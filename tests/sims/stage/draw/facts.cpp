#include "stage/draw/facts.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"

using namespace microsims;

TEST_CASE("A table of facts is as high as its rows, with a head where there is a law", "[facts]") {
  const std::vector<Fact> plain{{"a", "Write tolerance", 2, nodes_unit}, {"b", "Reads", {}}};
  std::vector<Fact> with_law = plain;
  with_law.push_back({"c", "Stale reads", 0.1, share_unit, 0.12});
  const float row = height_of({"", {plain[0]}});
  CHECK(row > 0);
  CHECK(height_of({"", plain}) == 2 * row);
  CHECK(height_of({"", with_law}) > 3 * row);
  CHECK(height_of({"Title", plain}) > height_of({"", plain}));
}

TEST_CASE("Good and bad facts have colours of their own", "[facts]") {
  const Theme& theme = light_theme();
  CHECK(colour_of(theme, Tone::good) != colour_of(theme, Tone::bad));
  CHECK(colour_of(theme, Tone::plain) == theme.text);
}

TEST_CASE("A table of facts is drawn, none for no facts", "[facts]") {
  Paper paper;
  draw_fact_table(paper.canvas(), {0, 0, 400, 120}, {"", {}});
  CHECK(paper.vertices() == 0);
  draw_fact_table(paper.canvas(), {0, 0, 400, 120}, {"", {{"a", "Reads", 3, nodes_unit}}});
  CHECK(paper.vertices() > 0);
}

TEST_CASE("Lines of a card stand out by their tone and have a sign if asked", "[facts]") {
  Paper paper;
  const auto drawn = [&](const FactLine& line) {
    draw_fact_lines(paper.canvas(), {0, 0, 400, 72}, {line}, false);
    return paper.vertices();
  };
  const int plain = drawn({"W + R = 6"});
  CHECK(plain > 0);
  CHECK(drawn({"W + R = 6", Tone::good, true}) > plain);
  CHECK(drawn({"W + R = 6", Tone::plain, false, " > N"}) > plain);
}
