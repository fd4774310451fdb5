#pragma once
// The look of all sims, light and dark: the MicroSim look (a pale drawing region with a thin
// border, controls below it) and a palette that people with any colour vision can tell apart, after
// M. Okabe and K. Ito, "Color Universal Design", 2008. Text has a contrast of at least 4.5:1.

#include <imgui.h>

namespace microsims {

/// One colour in its uses: `ink` is legible on `fill`, `text` on the drawing region.
struct Hue {
  ImU32 fill, edge, ink, text;
};

struct Theme {
  ImU32 region, region_edge;  // the drawing region
  ImU32 panel;                // behind the controls
  ImU32 card, card_edge;      // boxes on the region
  ImU32 text, text_soft;
  ImU32 line;                 // connections, axes
  ImU32 track, hover, press;  // parts of controls

  Hue plain;  // a node at rest
  Hue orange, blue, green, red, gold, teal, purple;
  Hue accent;  // the primary button, the filled part of a slider
};

const Theme& light_theme();
const Theme& dark_theme();

/// The colour with its opacity multiplied by 0 to 1.
ImU32 faded(ImU32 colour, float opacity);

/// Between two colours; 0 is the first.
ImU32 mixed(ImU32 from, ImU32 to, float share);

}  // namespace microsims
