#pragma once
// One frame's picture: Dear ImGui's list of triangles, filled by a canvas, drawn by its renderer.
//
//   Canvas canvas{region, theme, fonts, picture.begin(size, pixel_ratio), ...};   // lengths are
//   CSS pixels from here on
//   ...
//   picture.draw(background);

#include <imgui.h>
#include <imgui_internal.h>

#include "stage/draw/canvas.hpp"

namespace microsims {

class Picture {
 public:
  Picture();
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  ~Picture();

  /// The fonts of ImGui's context must have been built, and its renderer set up.
  Surface begin(ImVec2 size, float pixel_ratio);
  void draw(ImU32 background);

 private:
  ImFontAtlas fonts_;
  ImGuiContext context_{&fonts_};
  ImDrawListSharedData shared_;
  ImDrawList ink_{&shared_};
  ImVec2 size_{0, 0};
  float pixel_ratio_ = 1;
};

}  // namespace microsims
