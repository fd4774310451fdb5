#pragma once
// What happened in a run, as it is seen on the timeline and in the space-time view: every kind has
// a colour and a shape, so that neither is needed to tell it from the others.

#include "stage/draw/canvas.hpp"
#include "stage/model/record.hpp"

namespace microsims {

enum class MarkShape { dot, square, ring, gap, plus, crown, diamond, cross, tick };

MarkShape shape_of(MarkKind kind);
const Hue& hue_of(const Theme& theme, MarkKind kind);
/// "write", "link or node failed": for keys and tooltips.
const char* name_of(MarkKind kind);

/// About `radius` wide to each side; `opacity` 0 to 1.
void draw_mark(const Canvas& canvas, ImVec2 centre, float radius, MarkKind kind, float opacity = 1);

}  // namespace microsims
