#include "stage/draw/charts.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"

using namespace microsims;

namespace {

BarChart three() {
  const Hue& hue = light_theme().blue;
  return {.bars = {{"a", 1, hue}, {"b", 2, hue, true}, {"c", 4, hue}}};
}

constexpr Box box{0, 0, 300, 200};

// What is pointed at and told at a place.
std::pair<int, std::string> pointed(const BarChart& chart, ImVec2 at) {
  Paper paper;
  paper.pointer.move(at);
  paper.pointer.begin_frame();
  const int bar = draw_bar_chart(paper.canvas(), box, chart);
  return {bar, paper.pointer.tip};
}

}  // namespace

TEST_CASE("Pointing at a bar tells its label and value, or its own words", "[charts]") {
  BarChart chart = three();
  CHECK(pointed(chart, {150, 100}) == std::pair{1, std::string{"b: 2"}});
  CHECK(pointed(chart, {290, 100}).first == 2);
  CHECK(pointed(chart, {150, 300}).first == -1);
  chart.bars[1].tip = "the second";
  CHECK(pointed(chart, {150, 100}).second == "the second");
}

TEST_CASE("Laws, levels, bands and stacked parts add to what is drawn", "[charts]") {
  Paper paper;
  draw_bar_chart(paper.canvas(), box, three());
  const int plain = paper.vertices();
  CHECK(plain > 0);
  BarChart chart = three();
  chart.bars[0].law = 3;
  draw_bar_chart(paper.canvas(), box, chart);
  CHECK(paper.vertices() > plain);
  chart = three();
  chart.bars[0].above = 2;
  draw_bar_chart(paper.canvas(), box, chart);
  CHECK(paper.vertices() > plain);
  chart = three();
  chart.band = {0.5, 1.5};
  draw_bar_chart(paper.canvas(), box, chart);
  CHECK(paper.vertices() > plain);
  chart = three();
  chart.levels = {{3, "even: 3", light_theme().text_soft}};
  draw_bar_chart(paper.canvas(), box, chart);
  CHECK(paper.vertices() > plain);
}

TEST_CASE("Rows tell what a bar says, and the highest fills its row", "[charts]") {
  std::vector<Bar> bars = three().bars;
  bars[2].tip = "the third";
  Paper paper;
  paper.pointer.move({150, 60});
  paper.pointer.begin_frame();
  draw_bar_rows(paper.canvas(), {0, 0, 300, 78}, bars);
  CHECK(paper.pointer.tip == "the third");
  const int rows = paper.vertices();
  bars.pop_back();
  draw_bar_rows(paper.canvas(), {0, 0, 300, 78}, bars);
  CHECK(paper.vertices() < rows);
}

TEST_CASE("A chart without bars draws no more than its axis", "[charts]") {
  Paper paper;
  CHECK(draw_bar_chart(paper.canvas(), box, {}) == -1);
  CHECK(paper.vertices() < 20);
}

TEST_CASE("A curve has the points of its function from end to end", "[charts]") {
  const auto points = curve(1, 3, 4, [](double x) { return 2 * x; });
  REQUIRE(points.size() == 5);
  CHECK(points.front().x == 1);
  CHECK(points[1].x == 1.5f);
  CHECK(points.back().x == 3);
  CHECK(points.back().y == 6);
}

TEST_CASE("Points stand one step apart, as high as their values", "[charts]") {
  const auto points = points_of(std::vector<int>{3, 5}, 100, 2, 0.5f);
  REQUIRE(points.size() == 2);
  CHECK(points[0].x == 2);
  CHECK(points[0].y == 300);
  CHECK(points[1].x == 2.5f);
  CHECK(points[1].y == 500);
}
