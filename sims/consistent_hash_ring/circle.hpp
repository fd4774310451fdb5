#pragma once
// Drawing in polar coordinates: hashes as angles, clockwise from the top, and radii in pixels.

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

constexpr float turn = 6.28318531f;

/// The angle of a point of the ring, or of the way between two of them, in radians.
inline float angle_of(std::uint32_t point) {
  return static_cast<float>(point) * (turn / 4294967296.f);
}

struct Circle {
  ImVec2 centre;

  ImVec2 at(float angle, float radius) const {
    return {centre.x + std::sin(angle) * radius, centre.y - std::cos(angle) * radius};
  }
  float radius_of(ImVec2 point) const { return std::hypot(point.x - centre.x, point.y - centre.y); }
  /// From 0 to below a full turn.
  float angle_of(ImVec2 point) const {
    const float angle = std::atan2(point.x - centre.x, centre.y - point.y);
    return angle < 0 ? angle + turn : angle;
  }
};

/// A piece of a band around the circle, without soft edges: pieces may touch.
inline void draw_band(ImDrawList& ink, const Circle& circle, float from, float sweep, float inner,
                      float outer, ImU32 colour) {
  constexpr float step = turn / 120;
  const int pieces = std::max(1, static_cast<int>(std::ceil(sweep / step)));
  const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
  ink.PrimReserve(6 * pieces, 4 * pieces);
  ImVec2 low = circle.at(from, inner), high = circle.at(from, outer);
  for (int i = 1; i <= pieces; ++i) {
    const float angle = from + sweep * static_cast<float>(i) / static_cast<float>(pieces);
    const ImVec2 next_low = circle.at(angle, inner), next_high = circle.at(angle, outer);
    ink.PrimQuadUV(low, high, next_high, next_low, white, white, white, white, colour);
    low = next_low;
    high = next_high;
  }
}

/// A line along the circle, clockwise, with an arrow head at its end.
inline void draw_way_round(ImDrawList& ink, const Circle& circle, float from, float sweep,
                           float radius, ImU32 colour, float thickness) {
  const float head = std::min(9.f, sweep * radius * 0.6f);
  const float end = from + sweep;
  const float neck = end - head / radius;
  const int pieces = std::max(2, static_cast<int>(sweep / (turn / 90)));
  for (int i = 0; i <= pieces; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(pieces);
    ink.PathLineTo(circle.at(from + (neck - from) * share, radius));
  }
  ink.PathStroke(colour, 0, thickness);
  ink.AddTriangleFilled(circle.at(end, radius), circle.at(neck, radius - head * 0.55f),
                        circle.at(neck, radius + head * 0.55f), colour);
}

/// Angles, ascending, pushed apart until neighbours are `least` apart or there is no room.
inline void spread_out(std::vector<float>& angles, float least) {
  const std::size_t count = angles.size();
  least = std::min(least, turn / static_cast<float>(std::max<std::size_t>(1, count)) * 0.98f);
  for (int round = 0; round < 60; ++round) {
    bool moved = false;
    for (std::size_t i = 0; i < count && count > 1; ++i) {
      const std::size_t next = (i + 1) % count;
      const float gap = angles[next] + (next == 0 ? turn : 0) - angles[i];
      if (gap >= least - 1e-3f) continue;
      const float push = (least - gap) / 2;
      angles[i] -= push;
      angles[next] += push;
      moved = true;
    }
    if (!moved) return;
  }
}

}  // namespace microsims
