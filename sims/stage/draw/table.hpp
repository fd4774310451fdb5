#pragma once
// A table of words: what the rows are called at the left, columns of figures at the right.

#include <string>
#include <string_view>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

struct Table {
  struct Cell {
    std::string words;
    bool bad = false;
  };
  struct Row {
    std::string_view name;
    std::vector<Cell> cells;
  };
  std::vector<std::string_view> heads;
  std::vector<Row> rows;
  float names = 0.36f;  // their share of the width
};
constexpr float table_row = 24;
void draw_table(const Canvas& canvas, const Box& box, const Table& table);

}  // namespace microsims
