#include "stage/draw/tooltip.hpp"

#include <algorithm>

namespace microsims {

void draw_tooltip(const Canvas& canvas, const Box& area, ImVec2 pointer, std::string_view text) {
  constexpr float margin_x = 10, margin_y = 7, away = 14, edge = 4;
  const float line = canvas.line_height();
  std::vector<std::string_view> lines;
  float width = 0;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    width = std::max(width, canvas.text_width(lines.back()));
    start = end + 1;
  }
  Box card{pointer.x + away, pointer.y + away, width + 2 * margin_x,
           line * static_cast<float>(lines.size()) + 2 * margin_y};
  if (card.right() > area.right() - edge) card.x = pointer.x - away - card.width;
  if (card.bottom() > area.bottom() - edge) card.y = pointer.y - away - card.height;
  card.x = std::max(card.x, std::min(edge, area.right() - edge - card.width));
  card.y = std::max(card.y, edge);

  const Theme& theme = canvas.theme();
  canvas.framed(card, theme.card, theme.line, 6);
  float y = card.y + margin_y + line / 2;
  for (const std::string_view words : lines) {
    canvas.text({card.x + margin_x, y}, words);
    y += line;
  }
}

}  // namespace microsims
