#include "stage/draw/coverage.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>

#include "stage/draw/font_data.hpp"
#include "stage/draw/typeface.hpp"

namespace microsims {
namespace {

Side line(OutlinePoint from, OutlinePoint to) {
  const float x = (to.x - from.x) / 3, y = (to.y - from.y) / 3;
  return {{from, {from.x + x, from.y + y}, {to.x - x, to.y - y}, to}};
}

Outline polygon(const std::vector<OutlinePoint>& corners) {
  Outline outline;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    outline.push_back(line(corners[i], corners[(i + 1) % corners.size()]));
  }
  return outline;
}

Outline box(float left, float bottom, float right, float top) {
  return polygon({{left, bottom}, {right, bottom}, {right, top}, {left, top}});
}

using Pixels = std::vector<std::uint8_t>;

double covered(const Coverage& picture) {
  return std::accumulate(picture.pixels.begin(), picture.pixels.end(), 0.0) / 255;
}

// By Green's theorem, the integral of x dy along the curve: its integrand is a polynomial of degree
// 5, for which three points of Gauss are exact.
double area(const Outline& outline) {
  const double nodes[] = {0.5 - std::sqrt(0.15), 0.5, 0.5 + std::sqrt(0.15)};
  const double weights[] = {5.0 / 18, 8.0 / 18, 5.0 / 18};
  double sum = 0;
  for (const Side& side : outline) {
    for (int i = 0; i < 3; ++i) {
      const double t = nodes[i], u = 1 - t;
      const double x = u * u * u * side[0].x + 3 * u * u * t * side[1].x +
                       3 * u * t * t * side[2].x + t * t * t * side[3].x;
      const double dy = 3 * u * u * (side[1].y - side[0].y) + 6 * u * t * (side[2].y - side[1].y) +
                        3 * t * t * (side[3].y - side[2].y);
      sum += weights[i] * x * dy;
    }
  }
  return std::abs(sum);
}

// At least as long as the outline is.
double longest(const Outline& outline) {
  double sum = 0;
  for (const Side& side : outline) {
    for (int i = 0; i < 3; ++i)
      sum += std::hypot(side[i + 1].x - side[i].x, side[i + 1].y - side[i].y);
  }
  return sum;
}

TEST_CASE("A box covers of each pixel what lies in it", "[coverage]") {
  const Coverage picture = rasterise(box(1.5f, 0.25f, 4.25f, 2), {});
  CHECK(picture.left == 1);
  CHECK(picture.top == -2);
  CHECK(picture.width == 4);
  CHECK(picture.height == 2);
  CHECK(picture.pixels == Pixels{128, 255, 255, 64, 96, 191, 191, 48});
}

TEST_CASE("A slope covers half of the pixels that it halves", "[coverage]") {
  const Coverage picture = rasterise(polygon({{0, 0}, {3, 0}, {3, 3}}), {});
  CHECK(picture.pixels == Pixels{0, 0, 128, 0, 128, 255, 128, 255, 255});
}

TEST_CASE("A hole that runs the other way round is empty", "[coverage]") {
  Outline ring = box(0, 0, 3, 3);
  for (const Side& side : polygon({{1, 1}, {1, 2}, {2, 2}, {2, 1}})) ring.push_back(side);
  CHECK(rasterise(ring, {}).pixels == Pixels{255, 255, 255, 255, 0, 255, 255, 255, 255});
}

TEST_CASE("Which way round an outline runs makes no difference", "[coverage]") {
  const std::vector<OutlinePoint> corners{{0.2f, 0.1f}, {5.3f, 1.7f}, {2.9f, 4.4f}};
  CHECK(rasterise(polygon(corners), {}).pixels ==
        rasterise(polygon({corners.rbegin(), corners.rend()}), {}).pixels);
}

TEST_CASE("A part of a pixel to the right, or up, moves coverage there", "[coverage]") {
  const Coverage right = rasterise(box(0, 0, 1, 1), {.shift_x = 0.25f});
  CHECK(right.left == 0);
  CHECK(right.pixels == Pixels{191, 64});
  const Coverage up = rasterise(box(0, 0, 1, 1), {.shift_y = 0.25f});
  CHECK(up.top == -2);
  CHECK(up.pixels == Pixels{64, 191});
}

TEST_CASE("Each way has its scale", "[coverage]") {
  const Coverage picture = rasterise(box(0, 0, 1, 1), {.scale_x = 3, .scale_y = 2});
  CHECK(picture.width == 3);
  CHECK(picture.height == 2);
  CHECK(covered(picture) == 6);
}

TEST_CASE("Nothing covers nothing", "[coverage]") {
  const Coverage picture = rasterise({}, {});
  CHECK(picture.width == 0);
  CHECK(picture.height == 0);
  CHECK(picture.pixels.empty());
}

TEST_CASE("A letter covers as much as its outline encloses", "[coverage]") {
  for (const Letter& letter : read_typeface(inter).letters) {
    for (const Outline& outline : letter.outlines) {
      for (const float scale : {16 / 352.f, 72 / 352.f}) {
        const Placement placement{scale, scale, 0.3f, 0.1f};
        const Coverage picture = rasterise(outline, placement);
        INFO("letter " << int{letter.character} << " at a scale of " << scale);
        // Chords cut off at most a hundredth of a pixel all along; pixels are rounded either way.
        const double cut_off = 0.01 * longest(outline) * scale;
        const double rounded = 0.0004 * static_cast<double>(picture.pixels.size());
        CHECK(covered(picture) ==
              Catch::Approx(area(outline) * scale * scale).epsilon(0).margin(cut_off + rounded));
      }
    }
  }
}

TEST_CASE("Blending pairs widens by a pixel and keeps the mean", "[coverage]") {
  Coverage picture{.left = 0, .top = 0, .width = 2, .height = 2, .pixels = {100, 200, 0, 50}};
  blend_pairs(picture);
  CHECK(picture.width == 3);
  CHECK(picture.pixels == Pixels{50, 150, 100, 0, 25, 25});
}

}  // namespace
}  // namespace microsims
