#pragma once
// The typeface of all sims: Inter, subset at build time to what they print (see CMakeLists.txt).

#include "stage/draw/canvas.hpp"

namespace microsims {

/// Rasterises the faces for a pixel ratio (device pixels per CSS pixel) into the atlas of the
/// current ImGui context, replacing what was there, and sets FontGlobalScale so that sizes stay CSS
/// pixels. The graphics backend has to upload the atlas anew.
Fonts load_fonts(float pixel_ratio);

}  // namespace microsims
