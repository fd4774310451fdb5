#pragma once
// The key of a picture: signs with their words, in one line where there is room, else in the short
// words, else in two lines.

#include <string>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

enum class Sign { disc, line, dashes, cross, tick, crown, square, outline };

struct LegendEntry {
  Sign sign = Sign::disc;
  Hue hue;
  std::string words;
  std::string short_words{};  // where there is little room; none: the words
  std::string letter{};       // in the disc
};

struct PlacedEntry {
  ImVec2 at;  // the left end of its sign, in the middle of its height
  bool shortened;
};

/// Lines around the middle of the box, one below the other; never wider than it if words allow.
std::vector<PlacedEntry> lay_out_legend(const Canvas& canvas, const Box& box,
                                        const std::vector<LegendEntry>& entries);

void draw_legend(const Canvas& canvas, const Box& box, const std::vector<LegendEntry>& entries);

}  // namespace microsims
