#pragma once
// A colour for each of eight nodes that people with any colour vision can tell apart, after P.
// Tol's "muted" scheme ("Colour Schemes", SRON/EPS/TN/09-002, 2021), without those close to orange,
// which is for keys on their way. From the ninth node on they come again, mixed with their edge
// every second time; letters and numbers tell for sure.

#include "stage/draw/theme.hpp"

namespace microsims {

/// Nodes count from 1.
inline Hue node_hue(const Theme& theme, unsigned node) {
  struct Colour {
    unsigned fill, edge;
    bool white_ink;
  };
  static constexpr Colour light[8] = {
      {0x3f51b5, 0x1f2d80, true},  {0x8fd0f0, 0x24688a, false}, {0x117733, 0x0a4c20, true},
      {0xd77f8f, 0x8f3347, false}, {0xa9a640, 0x5f5d12, false}, {0xa64a98, 0x6c2a62, true},
      {0x4fb5a4, 0x1c6a5d, false}, {0x882255, 0x57102f, true},
  };
  static constexpr Colour dark[8] = {
      {0x8c9eff, 0xc5cdff, false}, {0x8fd0f0, 0xcfedfb, false}, {0x58b368, 0xa3e0ae, false},
      {0xf29bab, 0xffd0d8, false}, {0xcdc85a, 0xefecab, false}, {0xd68ad0, 0xf3c9ef, false},
      {0x45c2ae, 0xa2ebdf, false}, {0xb8567f, 0xf0aac6, true},
  };
  const bool is_dark = &theme == &dark_theme();
  const Colour* colours = is_dark ? dark : light;
  const Colour& colour = colours[(node - 1) % 8];
  const auto rgb = [](unsigned hex) {
    return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
  };
  Hue hue{rgb(colour.fill), rgb(colour.edge), colour.white_ink ? IM_COL32_WHITE : rgb(0x14202b),
          theme.text};
  if ((node - 1) / 8 % 2 == 1) {
    hue.fill = mixed(hue.fill, hue.edge, 0.45f);
    hue.ink = is_dark ? rgb(0x14202b) : IM_COL32_WHITE;
  }
  return hue;
}

/// A hue that steps back: what stands on it takes the colour of text on the region.
inline Hue faded(const Hue& hue, float opacity) {
  if (opacity >= 1) return hue;
  return {faded(hue.fill, opacity), faded(hue.edge, opacity),
          opacity < 0.5f ? faded(hue.text, 0.7f) : hue.ink, faded(hue.text, opacity)};
}

inline Hue mixed(const Hue& from, const Hue& to, float share) {
  return {mixed(from.fill, to.fill, share), mixed(from.edge, to.edge, share),
          mixed(from.ink, to.ink, share), mixed(from.text, to.text, share)};
}

}  // namespace microsims
