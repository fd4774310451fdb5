#pragma once
// A table of words: what the rows are called at the left, columns of figures at the right.

#include <string>

#include "stage/draw/canvas.hpp"
#include "stage/model/callback.hpp"

namespace microsims {

struct TableCell {
  std::string words;
  bool bad = false;
};
struct Table {
  const char* const* heads;  // of the columns
  int columns;
  const char* const* names;  // of the rows
  int rows;
  Callback<TableCell(int row, int column)> cell;
};
constexpr float table_row = 24;
void draw_table(const Canvas& canvas, const Box& box, const Table& table);

}  // namespace microsims
