#pragma once
// Where the parts of a page stand, one below the other:
//
//   title, prompt          ┐
//   picture │ diagram      ┘ region
//   timeline
//   controls                 panel
//   controls, picture        drawer, while it is open
//
// The page is `Sim::height` high, and the timeline's height more if it has one: at any width.

#include "stage/draw/breakpoints.hpp"
#include "stage/draw/canvas.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

constexpr float page_margin = 12;
/// The page keeps a button in the upper right corner.
constexpr float corner_button = 52;

/// What a page is made of. Heights are those at its width.
struct PageParts {
  float width = 0;
  float height = 0;        // of region and panel together
  float panel_height = 0;  // of the controls, without margins
  float prompt_line = 19;  // the height of a line of the prompt
  bool timeline = false;
  bool diagram = false;        // there is a space-time view
  bool diagram_shown = false;  // in the place of the picture, where there is no room for both
  bool drawer = false;
  float drawer_panel_height = 0;  // of the drawer's controls, without margins
  float drawer_picture_height = 0;
};

/// A part that is not there has no height.
struct Page {
  Box region, prompt, picture, diagram, timeline, panel, drawer_panel, drawer_picture;
  float height = 0;
};

Page lay_out_page(const PageParts& parts);

}  // namespace microsims
