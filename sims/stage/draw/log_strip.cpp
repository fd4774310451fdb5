#include "stage/draw/log_strip.hpp"

#include "stage/draw/shapes.hpp"

namespace microsims {
namespace {

void draw_cell(const Canvas& canvas, const Box& box, const LogCell& cell) {
  const Theme& theme = canvas.theme();
  ImDrawList& ink = canvas.ink();
  const auto fill = [&](float share, ImU32 colour) {
    ink.AddRectFilled(box.low(), {box.x + box.width * share, box.bottom()}, colour, 4);
  };
  const auto edge = [&](ImU32 colour, float thickness) {
    ink.AddRect(box.low(), box.high(), colour, 4, 0, thickness);
  };
  ImU32 text = theme.text;
  switch (cell.state) {
    case LogCell::missing:
      edge(faded(theme.line, 0.45f), 1);
      return;
    case LogCell::received:
      fill(1, theme.card);
      if (cell.share > 0) fill(cell.share, faded(theme.teal.fill, 0.45f));
      edge(theme.teal.edge, 1.75f);
      break;
    case LogCell::applied:
      fill(1, theme.teal.fill);
      edge(theme.teal.edge, 1);
      text = theme.teal.ink;
      break;
    case LogCell::lost:
      fill(1, theme.card);
      edge(theme.red.text, 1.75f);
      draw_cross(canvas, box.centre(), box.height * 0.34f, faded(theme.red.text, 0.35f));
      text = theme.red.text;
      break;
  }
  canvas.text(
      box.centre(), cell.label,
      {.size = TextSize::small, .colour = text, .align = Align::centre, .room = box.width - 4});
  if (cell.marked) {
    ink.AddRectFilled({box.x + 3, box.bottom() + 2}, {box.right() - 3, box.bottom() + 5},
                      theme.orange.text, 1.5f);
  }
  if (cell.ticked) {
    const ImVec2 at{box.right() - 2, box.y};
    canvas.disc(at, 6, theme.green.fill, theme.region, 1.25f);
    draw_tick(canvas, at, 3, theme.green.ink);
  }
}

}  // namespace

void draw_log(const Canvas& canvas, const Box& box, float cell_width,
              const std::vector<LogCell>& cells) {
  Box place{box.x, box.y, cell_width, box.height};
  for (const LogCell& cell : cells) {
    draw_cell(canvas, place, cell);
    place.x += cell_width + log_cell_gap;
  }
}

}  // namespace microsims
