#include "stage/draw/log_rows.hpp"

#include <algorithm>

#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float gap = 3, cell_height = 24, least_cell = 27, widest_cell = 36, widest_row_pitch = 92;

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

LogRows::LogRows(const Box& box, int nodes, std::size_t longest) : box_(box), nodes_(nodes) {
  const bool narrow = box.width < narrow_page - 24;
  pitch_ = std::min(box.height / static_cast<float>(nodes), widest_row_pitch);
  radius_ = narrow ? 16.f : 20.f;
  leader_x_ = box.x + (narrow ? 84.f : 135.f);
  replica_x_ = leader_x_ + (narrow ? 42.f : 90.f);
  logs_x_ = replica_x_ + radius_ + 10;
  const float width = box.right() - logs_x_;
  cells_ = static_cast<std::size_t>((width + gap) / (least_cell + gap));
  cell_ = std::min((width + gap) / static_cast<float>(cells_) - gap, widest_cell);
  first_ = longest > cells_ ? longest - cells_ : 0;
}

void LogRows::arrange(const Canvas& canvas, ClusterPicture& cluster, const char* client,
                      const Hue& hue, int leader) const {
  cluster.stands.push_back(
      {.centre = {box_.x + radius_ + 6, y(0) + pitch_ * 0.5f * (static_cast<float>(nodes_) - 1)},
       .radius = radius_ + 3,
       .hue = hue,
       .label = client});
  for (int node = 0; node < nodes_; ++node) {
    Stand stand;
    stand.centre = {canvas.glide(phrase({"log ", node}), node == leader ? leader_x_ : replica_x_),
                    y(node)};
    stand.radius = radius_;
    stand.crown = node == leader;
    stand.crown_side = {-0.8f, -1};
    stand.crown_width = 0.9f;
    cluster.stands.push_back(stand);
  }
}

void LogRows::draw(const Canvas& canvas, int node, const Head& head,
                   Callback<LogCell(std::size_t entry)> cell) const {
  canvas.text({logs_x_, y(node) - 20}, head.name, {.size = TextSize::small});
  canvas.text({box_.right(), y(node) - 20}, head.words,
              {.size = TextSize::small, .colour = head.colour, .align = Align::right});
  Box place{logs_x_, y(node) - 6, cell_, cell_height};
  for (std::size_t i = 0; i < cells_; ++i, place.x += cell_ + gap) {
    draw_cell(canvas, place, cell(first_ + i));
  }
}

}  // namespace microsims
