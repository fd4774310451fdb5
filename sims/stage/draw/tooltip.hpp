#pragma once
// A few words beside the pointer.

#include <string_view>

#include "stage/draw/canvas.hpp"

namespace microsims {

/// Lines end with '\n'. The card keeps inside of `area`, and out from under the pointer.
void draw_tooltip(const Canvas& canvas, const Box& area, ImVec2 pointer, std::string_view text);

}  // namespace microsims
