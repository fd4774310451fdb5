#pragma once
// A node's log as a strip of cells; strips that begin at the same entry show who lacks what.
//
//   [1][2][3][4]      applied: filled
//   [1][2][3]( )      received, in part applied: an edge, filled so far
//   [1][2] .  .       missing: a place

#include <string>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

struct LogCell {
  enum State : std::uint8_t { missing, received, applied, lost } state = missing;
  std::string label{};
  float share = 0;      // of a received one: how much of it is applied
  bool marked = false;  // a bar below it: it is somebody's
  bool ticked = false;  // who wrote it knows that it is done
};

/// Side by side from the left; the box gives the height, its width those that fit.
constexpr float log_cell_gap = 3;
void draw_log(const Canvas& canvas, const Box& box, float cell_width,
              const std::vector<LogCell>& cells);

}  // namespace microsims
