#include "stage/draw/coverage.hpp"

#include <algorithm>
#include <cmath>

namespace microsims {
namespace {

constexpr float tolerance = 0.01f;  // pixels

// What lies to the right of a side that goes down is within, of one that goes up no longer. So each
// side adds to a pixel only by how much that differs from the pixel before, and a running sum along
// the row turns this into coverage. Two columns more than the picture has take what ends at its
// right border.
class Differences {
 public:
  Differences(int width, int height)
      : columns_(width + 2),
        height_(height),
        cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(height)) {}

  void add_line(OutlinePoint from, OutlinePoint to) {
    const float way = from.y < to.y ? 1.f : -1.f;
    if (from.y > to.y) std::swap(from, to);
    const float slope = (to.x - from.x) / (to.y - from.y);
    for (int y = static_cast<int>(from.y); y < height_; ++y) {
      const float top = std::max(from.y, static_cast<float>(y));
      const float bottom = std::min(to.y, static_cast<float>(y + 1));
      if (top >= bottom) break;
      add_in_row(&cells_[y * columns_], from.x + (top - from.y) * slope,
                 from.x + (bottom - from.y) * slope, (bottom - top) * way);
    }
  }

  void sum(std::vector<std::uint8_t>& pixels) const {
    for (int y = 0; y < height_; ++y) {
      float cover = 0;
      for (int x = 0; x < columns_ - 2; ++x) {
        cover += cells_[y * columns_ + x];
        pixels.push_back(static_cast<std::uint8_t>(255 * std::min(std::abs(cover), 1.f) + 0.5f));
      }
    }
  }

 private:
  // A piece of a side within one row, between two places and as high as `fall` (1: the whole row).
  static void add_in_row(float* row, float left, float right, float fall) {
    if (left > right) std::swap(left, right);
    int x = static_cast<int>(left);
    do {
      const float from = std::max(left, static_cast<float>(x));
      const float to = std::min(right, static_cast<float>(x + 1));
      const float part = right > left ? fall * (to - from) / (right - left) : fall;
      const float spared = (from + to) / 2 - static_cast<float>(x);
      row[x] += part * (1 - spared);
      row[x + 1] += part * spared;
    } while (static_cast<float>(++x) < right);
  }

  int columns_, height_;
  std::vector<float> cells_;
};

// A cubic curve is off from a chord by at most 3/4 of its larger second difference, and from n
// chords by that over n^2.
int chords(const Side& side) {
  float bend = 0;
  for (int i = 0; i < 2; ++i) {
    bend = std::max(bend, std::hypot(side[i].x - 2 * side[i + 1].x + side[i + 2].x,
                                     side[i].y - 2 * side[i + 1].y + side[i + 2].y));
  }
  return 1 + static_cast<int>(std::sqrt(bend * 0.75f / tolerance));
}

OutlinePoint point_on(const Side& side, float t) {
  const float u = 1 - t;
  const float weights[] = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
  OutlinePoint point;
  for (int i = 0; i < 4; ++i) {
    point.x += weights[i] * side[i].x;
    point.y += weights[i] * side[i].y;
  }
  return point;
}

}  // namespace

Coverage rasterise(const Outline& outline, const Placement& placement) {
  Coverage picture;
  if (outline.empty()) return picture;
  Outline sides = outline;
  OutlinePoint least{1e9f, 1e9f}, most{-1e9f, -1e9f};
  for (Side& side : sides) {
    for (OutlinePoint& point : side) {
      point.x = point.x * placement.scale_x + placement.shift_x;
      point.y = -point.y * placement.scale_y - placement.shift_y;
      least = {std::min(least.x, point.x), std::min(least.y, point.y)};
      most = {std::max(most.x, point.x), std::max(most.y, point.y)};
    }
  }
  const float left = std::floor(least.x), top = std::floor(least.y);
  picture.left = static_cast<int>(left);
  picture.top = static_cast<int>(top);
  picture.width = static_cast<int>(std::ceil(most.x)) - picture.left;
  picture.height = static_cast<int>(std::ceil(most.y)) - picture.top;

  Differences differences{picture.width, picture.height};
  for (Side& side : sides) {
    for (OutlinePoint& point : side) point = {point.x - left, point.y - top};
    const int count = chords(side);
    OutlinePoint from = side[0];
    for (int i = 1; i <= count; ++i) {
      const OutlinePoint to =
          i == count ? side[3] : point_on(side, static_cast<float>(i) / static_cast<float>(count));
      differences.add_line(from, to);
      from = to;
    }
  }
  differences.sum(picture.pixels);
  return picture;
}

void blend_pairs(Coverage& picture) {
  std::vector<std::uint8_t> blended;
  for (int y = 0; y < picture.height; ++y) {
    int before = 0;
    for (int x = 0; x <= picture.width; ++x) {
      const int here = x < picture.width ? picture.pixels[y * picture.width + x] : 0;
      blended.push_back(static_cast<std::uint8_t>((here + before) / 2));
      before = here;
    }
  }
  picture.pixels = blended;
  ++picture.width;
}

}  // namespace microsims
