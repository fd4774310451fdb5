#include "stage/draw/marks.hpp"

#include "stage/draw/shapes.hpp"

namespace microsims {

MarkShape shape_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::act:
      return MarkShape::dot;
    case MarkKind::write:
      return MarkShape::square;
    case MarkKind::read:
      return MarkShape::ring;
    case MarkKind::cut:
      return MarkShape::gap;
    case MarkKind::mend:
      return MarkShape::plus;
    case MarkKind::elected:
      return MarkShape::crown;
    case MarkKind::conflict:
      return MarkShape::diamond;
    case MarkKind::lost:
      return MarkShape::cross;
    case MarkKind::settled:
      return MarkShape::tick;
  }
  return MarkShape::dot;
}

const Hue& hue_of(const Theme& theme, MarkKind kind) {
  switch (kind) {
    case MarkKind::act:
      return theme.teal;
    case MarkKind::write:
      return theme.orange;
    case MarkKind::read:
      return theme.blue;
    case MarkKind::cut:
    case MarkKind::lost:
      return theme.red;
    case MarkKind::mend:
    case MarkKind::settled:
      return theme.green;
    case MarkKind::elected:
      return theme.gold;
    case MarkKind::conflict:
      return theme.purple;
  }
  return theme.plain;
}

const char* name_of(MarkKind kind) {
  constexpr const char* names[] = {"action",   "write",    "read", "failure", "repair",
                                   "election", "conflict", "loss", "end"};
  return names[static_cast<int>(kind)];
}

void draw_mark(const Canvas& canvas, ImVec2 centre, float radius, MarkKind kind, float opacity) {
  const Hue& hue = hue_of(canvas.theme(), kind);
  const ImU32 fill = faded(hue.fill, opacity), edge = faded(hue.edge, opacity);
  const auto [x, y] = centre;
  const float r = radius;
  ImDrawList& ink = canvas.ink();
  switch (shape_of(kind)) {
    case MarkShape::dot:
      return canvas.disc(centre, r * 0.8f, fill);
    case MarkShape::square:
      ink.AddRectFilled({x - r * 0.8f, y - r * 0.8f}, {x + r * 0.8f, y + r * 0.8f}, fill);
      return ink.AddRect({x - r * 0.8f, y - r * 0.8f}, {x + r * 0.8f, y + r * 0.8f}, edge);
    case MarkShape::ring:
      return ink.AddCircle(centre, r * 0.75f, faded(hue.text, opacity), 0, 2.25f);
    case MarkShape::gap:
      // Two halves that no longer meet.
      for (const float side : {-1.f, 1.f}) {
        const float inner = x + side * r * 0.25f, outer = x + side * r;
        ink.AddRectFilled({std::min(inner, outer), y - r * 0.85f},
                          {std::max(inner, outer), y + r * 0.85f}, fill);
      }
      return;
    case MarkShape::plus:
      ink.AddRectFilled({x - r, y - r * 0.3f}, {x + r, y + r * 0.3f}, fill);
      return ink.AddRectFilled({x - r * 0.3f, y - r}, {x + r * 0.3f, y + r}, fill);
    case MarkShape::crown:
      return draw_crown(canvas, centre, 2.2f * r);
    case MarkShape::diamond: {
      const ImVec2 top{x, y - r * 1.1f}, right{x + r * 1.1f, y}, low{x, y + r * 1.1f},
          left{x - r * 1.1f, y};
      ink.AddQuadFilled(top, right, low, left, fill);
      return ink.AddQuad(top, right, low, left, edge);
    }
    case MarkShape::cross:
      return draw_cross(canvas, centre, r * 0.75f, faded(hue.text, opacity));
    case MarkShape::tick:
      return draw_tick(canvas, centre, r * 0.9f, faded(hue.text, opacity));
  }
}

}  // namespace microsims
