#include "stage/draw/table.hpp"

namespace microsims {

void draw_table(const Canvas& canvas, const Box& box, const Table& table) {
  const Theme& theme = canvas.theme();
  const float first = 0.36f * box.width;
  const float pitch = (box.width - first) / static_cast<float>(table.columns);
  const auto put = [&](int column, float y, std::string_view words, TextSize size, ImU32 colour) {
    canvas.text({box.x + first + pitch * static_cast<float>(column + 1), y}, words,
                {.size = size, .colour = colour, .align = Align::right, .room = pitch - 4});
  };
  float y = box.y + table_row / 3;
  for (int i = 0; i < table.columns; ++i) {
    put(i, y, table.heads[i], TextSize::small, theme.text_soft);
  }
  for (int row = 0; row < table.rows; ++row) {
    y += table_row;
    canvas.text({box.x, y}, table.names[row], {.size = TextSize::small, .room = first});
    for (int i = 0; i < table.columns; ++i) {
      const TableCell cell = table.cell(row, i);
      put(i, y, cell.words, TextSize::body, cell.bad ? theme.red.text : theme.text);
    }
  }
}

}  // namespace microsims
