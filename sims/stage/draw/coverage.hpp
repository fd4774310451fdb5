#pragma once
// How much of each pixel an outline covers.

#include <cstdint>
#include <vector>

#include "stage/draw/outline.hpp"

namespace microsims {

/// Pixels per unit, and by how many pixels the outline is moved to the right and up.
struct Placement {
  float scale_x = 1, scale_y = 1;
  float shift_x = 0, shift_y = 0;
};

/// The smallest rectangle of whole pixels around an outline and its handles; rows from the top.
struct Coverage {
  int left = 0, top = 0;  // pixels to the right of the origin, and below it (mostly negative)
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels;  // 0 not at all, 255 wholly
};

/// Exact for lines; curves are cut into lines that are off by at most a hundredth of a pixel.
Coverage rasterise(const Outline& outline, const Placement& placement);

/// Of a picture twice as wide as it is shown: each pixel is the mean of itself and the one before,
/// so that it is as soft as one of the screen. The picture is one pixel wider then.
void blend_pairs(Coverage& picture);

}  // namespace microsims
