#pragma once
// A rectangle in CSS pixels.

#include <imgui.h>

#include <algorithm>

namespace microsims {

struct Box {
  float x = 0, y = 0, width = 0, height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  ImVec2 centre() const { return {x + width / 2, y + height / 2}; }
  ImVec2 low() const { return {x, y}; }
  ImVec2 high() const { return {right(), bottom()}; }
  /// Its middle, no wider than `widest` and `margin` off its sides.
  Box middle(float widest, float margin = 0) const {
    const float w = std::min(width - 2 * margin, widest);
    return {x + (width - w) / 2, y, w, height};
  }
  Box shrunk(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
  bool contains(ImVec2 at) const {
    return at.x >= x && at.x < right() && at.y >= y && at.y < bottom();
  }
};

}  // namespace microsims
