#pragma once
// The declared controls as widgets: sliders in columns, buttons in rows, each at least 44 px high.
//
//   const PanelLayout layout = lay_out_panel(canvas, controls, {x, y, width, 0});
//   draw_panel(canvas, layout);      // what a person does becomes commands of the canvas

#include <string_view>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

/// The width of the arrow after the label of a control that discloses, in CSS pixels.
constexpr float chevron = 22;

/// A slider has its label and value above the track; in a narrow row a small label; in a very
/// narrow one the value behind the track.
enum class SliderForm { roomy, small_label, value_behind };

struct PlacedControl {
  const Control* control;
  Box box;
  SliderForm form = SliderForm::roomy;  // the same for all sliders of a row
};

struct PlacedLabel {
  std::string_view text;
  ImVec2 at;
};

struct PanelLayout {
  std::vector<PlacedControl> controls;
  std::vector<PlacedLabel> labels;
  float height = 0;
};

/// Places controls, in their order, into rows of the area's width, or of what a hand takes in at
/// once.
PanelLayout lay_out_panel(const Canvas& canvas, const std::vector<const Control*>& controls,
                          const Box& area);

/// Places controls by their sections, each with its name beside or above it.
PanelLayout lay_out_drawer(const Canvas& canvas, const std::vector<const Control*>& controls,
                           const Box& area);

void draw_panel(Canvas& canvas, const PanelLayout& layout);

}  // namespace microsims
