#pragma once
// The shape of a letter, without a size yet.

#include <array>
#include <vector>

namespace microsims {

/// In units of a typeface, rightwards from where the letter begins and upwards from its baseline.
struct OutlinePoint {
  float x = 0, y = 0;

  bool operator==(const OutlinePoint&) const = default;
};

/// A cubic curve: its beginning, its two handles, its end. A line's handles lie at its thirds.
using Side = std::array<OutlinePoint, 4>;

/// Closed contours, side by side, that do not overlap; those of holes run the other way round.
using Outline = std::vector<Side>;

}  // namespace microsims
