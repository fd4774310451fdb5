#pragma once
// How drawers are laid out: parts side by side or below each other, each with a heading.

#include <string>
#include <string_view>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

/// `count` boxes of the same size, side by side, or one below the other, `gap` between them.
std::vector<Box> columns_or_stacked(const Box& box, int count, float gap, bool stacked);

/// A heading and lines below it in small letters; returns what is left of the box.
Box draw_words(const Canvas& canvas, const Box& box, std::string_view heading,
               const std::vector<std::string>& lines);

}  // namespace microsims
