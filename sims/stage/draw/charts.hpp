#pragma once
// Bar chart and line chart, small enough to stand beside a picture.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stage/draw/canvas.hpp"

namespace microsims {

struct Bar {
  std::string label;
  double value;  // >= 0
  Hue hue;
  bool strong = false;          // its label: this one is the case at hand
  std::optional<double> law{};  // a dash across it: what theory says
  double above = 0;             // a paler part that stands on it
  std::string value_words{};    // instead of its value in digits
  std::string tip{};            // instead of "label: value"
  std::string key{};            // its value glides to where it is; none: it jumps
};

/// A dashed line across all bars, named at its right end.
struct Level {
  double value;
  std::string name;
  ImU32 colour;
};

/// Bars side by side, each with its value above and its label below as far as there is room; the
/// highest fills the box. Pointing at a bar tells its label and value.
struct BarChart {
  std::vector<Bar> bars;
  int decimals = 0;  // of the values, at most
  std::vector<Level> levels{};
  float widest_bar = 56;
  double least_top = 0;  // the box is at least so high, in units of the values
  std::string_view y_name{}, x_name{}, law_name{};  // none: no line for it
  /// A strip behind the bars from one place to another, counted in bars, 0 the middle of the first.
  std::optional<std::pair<double, double>> band{};
  std::string_view band_name{};
  int dim_but = -1;  // all others are pale
};
/// Returns the index of the bar that is pointed at, or -1.
int draw_bar_chart(const Canvas& canvas, const Box& box, const BarChart& chart);

/// The same as rows, a label at the left of each bar and its value at the right: for names that are
/// too long to stand below.
void draw_bar_rows(const Canvas& canvas, const Box& box, const std::vector<Bar>& bars);

/// The points of a function, at `steps` + 1 places from one x to another.
template <typename Function>
std::vector<ImVec2> curve(double from, double to, int steps, Function y) {
  std::vector<ImVec2> points;
  for (int i = 0; i <= steps; ++i) {
    const double x = from + (to - from) * i / steps;
    points.push_back({static_cast<float>(x), static_cast<float>(y(x))});
  }
  return points;
}

/// Points at `from`, `from` + `step` and so on, as high as the values times the factor.
template <typename Number>
std::vector<ImVec2> points_of(const std::vector<Number>& values, double factor = 1, float from = 0,
                              float step = 1) {
  std::vector<ImVec2> points;
  for (const Number value : values) {
    points.push_back(
        {from + step * static_cast<float>(points.size()), static_cast<float>(factor * value)});
  }
  return points;
}

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
