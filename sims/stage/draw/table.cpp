#include "stage/draw/table.hpp"

namespace microsims {

void draw_table(const Canvas& canvas, const Box& box, const Table& table) {
  const Theme& theme = canvas.theme();
  const float first = table.names * box.width;
  const float pitch = (box.width - first) / static_cast<float>(table.heads.size());
  const auto put = [&](std::size_t column, float y, std::string_view words, TextSize size,
                       ImU32 colour) {
    canvas.text({box.x + first + pitch * static_cast<float>(column + 1), y}, words,
                {.size = size, .colour = colour, .align = Align::right, .room = pitch - 4});
  };
  float y = box.y + table_row / 3;
  for (std::size_t i = 0; i < table.heads.size(); ++i) {
    put(i, y, table.heads[i], TextSize::small, theme.text_soft);
  }
  for (const Table::Row& row : table.rows) {
    y += table_row;
    canvas.text({box.x, y}, row.name, {.size = TextSize::small, .room = first});
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      put(i, y, row.cells[i].words, TextSize::body, row.cells[i].bad ? theme.red.text : theme.text);
    }
  }
}

}  // namespace microsims
