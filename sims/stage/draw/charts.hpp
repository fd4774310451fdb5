#pragma once
// Bar chart and line chart, small enough to stand beside a picture.

#include <string>
#include <string_view>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

struct Bar {
  std::string label;
  double value;  // >= 0
  Hue hue;
  bool strong = false;  // its label: this one is the case at hand
};

/// Bars side by side, each with its value above, in `decimals` digits, and its label below; the
/// highest fills the box. Pointing at a bar tells its label and value.
void draw_bar_chart(const Canvas& canvas, const Box& box, const std::vector<Bar>& bars,
                    int decimals = 0);

struct Series {
  std::string_view name;       // none: not in the key
  std::vector<ImVec2> points;  // in units of the axes, x rising
  Hue hue;
  bool dashed = false;   // theory beside measurement
  bool markers = false;  // a dot at every point
};

/// Lines over two axes that begin at 0; the axes are labelled, the series named in a key. Pointing
/// at the chart tells the values of the named series there.
struct LineChart {
  std::vector<Series> series;
  float x_max = 1, y_max = 1;
  std::string_view x_name, y_name;
  float least_x_step = 0;  // between two ticks; 1 where only whole numbers mean anything
};
void draw_line_chart(const Canvas& canvas, const Box& box, const LineChart& chart);

}  // namespace microsims
