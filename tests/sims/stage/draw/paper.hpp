#pragma once
// A canvas without a window: a font whose letters are all the same, a draw list that nobody renders.
//
//   Paper paper{400, 600};
//   draw_legend(paper.canvas(), box, entries);
//   paper.click({20, 20}, [&](Canvas& canvas) { draw_timeline(canvas, ...); });

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

class Paper {
 public:
  explicit Paper(float width = 700, float height = 600) : width_(width), height_(height) {
    make_face(small_, 13 * 1.21f);
    make_face(body_, 16 * 1.21f);
    make_face(title_, 24 * 1.21f);
    fonts_.small = &small_;
    fonts_.body = fonts_.strong = &body_;
    fonts_.title = &title_;
    for (std::size_t i = 0; i < fonts_.discs.size(); ++i) {
      fonts_.discs[i].radius = 4 * static_cast<float>(i * i + 1);
    }
    shared_.TexUvWhitePixel = atlas_.TexUvWhitePixel;
    shared_.TexUvLines = atlas_.TexUvLines;
    shared_.Font = &body_;
    shared_.FontSize = body_.FontSize;
    shared_.CurveTessellationTol = 1.25f;
    shared_.SetCircleTessellationMaxError(0.3f);
    shared_.ClipRectFullscreen = {0, 0, width, height};
    begin();
  }

  /// A new frame, with nothing on it.
  Canvas canvas(bool reduced_motion = false) {
    begin();
    return {{0, 0, width_, height_},
            light_theme(),
            fonts_,
            {ink_, nullptr},
            glides_,
            pointer,
            spotlight,
            reduced_motion};
  }

  /// Presses and lets go at a place, and draws a frame for each; what was asked for by it.
  template <typename Draw>
  std::vector<Command> click(ImVec2 at, Draw draw) {
    std::vector<Command> all;
    pointer.move(at);
    const auto frame = [&] {
      pointer.begin_frame();
      spotlight.begin_frame();
      Canvas page = canvas();
      draw(page);
      for (Command& command : page.take_commands()) all.push_back(std::move(command));
    };
    frame();
    pointer.press();
    frame();
    pointer.release();
    frame();
    frame();
    return all;
  }

  /// How much was drawn in this frame.
  int vertices() const { return ink_.VtxBuffer.Size; }
  /// How much of it in a colour.
  int vertices(ImU32 colour) const {
    return static_cast<int>(
        std::count_if(ink_.VtxBuffer.begin(), ink_.VtxBuffer.end(),
                      [&](const ImDrawVert& vertex) { return vertex.col == colour; }));
  }
  /// The smallest box around all that was drawn in a colour.
  Box extent(ImU32 colour) const {
    ImVec2 low{1e6f, 1e6f}, high{-1e6f, -1e6f};
    for (const ImDrawVert& vertex : ink_.VtxBuffer) {
      if (vertex.col != colour) continue;
      low = {std::min(low.x, vertex.pos.x), std::min(low.y, vertex.pos.y)};
      high = {std::max(high.x, vertex.pos.x), std::max(high.y, vertex.pos.y)};
    }
    return {low.x, low.y, high.x - low.x, high.y - low.y};
  }

  Pointer pointer;
  Spotlight spotlight;

 private:
  void begin() {
    ink_._ResetForNewFrame();
    ink_.PushTextureID(atlas_.TexID);
    ink_.PushClipRect({0, 0}, {width_, height_});
  }

  // About as wide as Inter's letters are on average.
  void make_face(ImFont& face, float size) {
    face.FontSize = size;
    face.ContainerAtlas = &atlas_;
    for (ImWchar letter = 0x20; letter < 0x2100; ++letter) {
      face.AddGlyph(nullptr, letter, 0, 0, size * 0.4f, size * 0.8f, 0, 0, 1, 1, size * 0.45f);
    }
    face.BuildLookupTable();
  }

  float width_, height_;
  ImFontAtlas atlas_;
  ImFont small_, body_, title_;
  ImDrawListSharedData shared_;
  ImDrawList ink_{&shared_};
  Fonts fonts_;
  Glides glides_;
};

}  // namespace microsims
