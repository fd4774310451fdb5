#pragma once
// Boxes that fill with rows from below: dots as long as each can be seen, many as a level. Rows that
// change their box are orange and travel; those that are new are gold and come from a source.
//
//   RowBoxes rows{boxes, source, before, after, departures, clock};
//   rows.words = [&model](std::uint32_t row) { return model.words_for(row); };
//   draw_rows(canvas, rows);

#include <span>
#include <string>
#include <vector>

#include "stage/draw/canvas.hpp"
#include "stage/model/callback.hpp"
#include "stage/model/departures.hpp"

namespace microsims {

struct RowBoxes {
  std::vector<Box> boxes;                       // of 1, 2, ...
  ImVec2 source;                                // of new rows
  std::span<const std::uint8_t> before, after;  // of each row its box; before 0: it is new
  Departures departures;                        // of the rows that change their box, in their order
  Milliseconds clock = 0;                       // since the change
  bool leave_copies = false;     // until all have landed there is one at either place
  std::size_t most_dots = 1000;  // more rows are a level
  Callback<std::string(std::uint32_t)> words{};  // for a row that is pointed at
};

/// Boxes side by side, with a head and a foot that are not filled.
std::vector<Box> row_boxes(const Box& area, int count);
void draw_rows(const Canvas& canvas, const RowBoxes& rows);

}  // namespace microsims
