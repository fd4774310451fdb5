#pragma once
// The typeface of all sims: Inter, cut down at build time to what they print (see cmake/fonts.cmake).

#include "stage/draw/canvas.hpp"

namespace microsims {

/// Rasterises the faces for a pixel ratio (device pixels per CSS pixel) into an atlas, together with
/// what ImGui draws lines and fills with, replacing what was there. The graphics backend has to
/// upload the atlas anew.
Fonts load_fonts(ImFontAtlas& atlas, float pixel_ratio);

}  // namespace microsims
