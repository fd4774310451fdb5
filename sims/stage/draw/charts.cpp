#include "stage/draw/charts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

// The distance of ticks: 1, 2 or 5 times a power of ten, for about `wanted` of them.
float tick_step(float span, int wanted) {
  const float rough = span / static_cast<float>(wanted);
  for (double power = 1e-9;; power *= 10) {
    for (const int nice : {1, 2, 5}) {
      if (!(nice * power < rough * 0.999f)) return static_cast<float>(nice * power);
    }
  }
}

// Dashes along the whole line, however short its pieces are.
void draw_dashed_line(const Canvas& canvas, const std::vector<ImVec2>& points, ImU32 colour,
                      float thickness) {
  constexpr float dash = 5;
  float travelled = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Way way{points[i - 1], points[i]};
    const float length = std::hypot(way.to.x - way.from.x, way.to.y - way.from.y);
    for (float at = 0; at < length;) {
      const float phase = std::fmod(travelled, 2 * dash);
      const bool visible = phase < dash;
      const float step = std::min((visible ? dash : 2 * dash) - phase + 0.01f, length - at);
      if (visible) {
        canvas.ink().AddLine(way.at(at / length), way.at((at + step) / length), colour, thickness);
      }
      at += step;
      travelled += step;
    }
  }
}

// The height of a series at x, on the straight line between two of its points.
std::optional<float> value_at(const Series& series, float x) {
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const ImVec2 to = series.points[i];
    if (to.x < x) continue;
    if (to.x == x) return to.y;
    if (i == 0) break;
    const ImVec2 from = series.points[i - 1];
    return from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x);
  }
  return std::nullopt;
}

void tell_values(const Canvas& canvas, const Box& plot, const LineChart& chart) {
  float x = (canvas.pointer().x - plot.x) / plot.width * chart.x_max;
  if (chart.least_x_step > 0) x = std::round(x / chart.least_x_step) * chart.least_x_step;
  const float at = plot.x + plot.width * std::min(x / chart.x_max, 1.f);
  canvas.ink().AddLine({at, plot.y}, {at, plot.bottom()}, faded(canvas.theme().text_soft, 0.6f));
  std::string words = phrase({chart.x_name, ": ", number_text(x, 1)});
  for (const Series& series : chart.series) {
    const auto value = value_at(series, x);
    if (!value || series.name.empty()) continue;
    append(words, {"\n", series.name, ": ", number_text(*value, 1)});
  }
  canvas.tooltip(words);
}

}  // namespace

void draw_bar_chart(const Canvas& canvas, const Box& box, const std::vector<Bar>& bars,
                    int decimals) {
  const Theme& theme = canvas.theme();
  const float line = canvas.line_height(TextSize::small) + 3;
  const Box plot{box.x, box.y + line, box.width, box.height - 2 * line};
  double highest = 1e-9;
  for (const Bar& bar : bars) highest = std::max(highest, bar.value);
  const auto height_of = [&](double value) {
    return plot.height * static_cast<float>(value / highest);
  };

  const float pitch = plot.width / static_cast<float>(std::max<std::size_t>(1, bars.size()));
  const float width = std::min(pitch * 0.72f, 56.f);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const float centre = plot.x + pitch * (static_cast<float>(i) + 0.5f);
    const float top = plot.bottom() - height_of(bar.value);
    const ImVec2 low{centre - width / 2, top}, high{centre + width / 2, plot.bottom()};
    canvas.ink().AddRectFilled(low, high, bar.hue.fill, 3, ImDrawFlags_RoundCornersTop);
    canvas.ink().AddRect(low, high, bar.hue.edge, 3, ImDrawFlags_RoundCornersTop);
    const std::string value = number_text(bar.value, decimals);
    const TextStyle small{.size = TextSize::small, .align = Align::centre};
    // Where bars stand too close for words, pointing at them still tells.
    if (canvas.text_width(value, TextSize::small) <= pitch) {
      canvas.text({centre, top - line / 2}, value, small);
    }
    const TextSize size = bar.strong ? TextSize::strong : TextSize::small;
    if (canvas.text_width(bar.label, size) <= pitch) {
      canvas.text({centre, plot.bottom() + line / 2 + 1}, bar.label,
                  {.size = size, .align = Align::centre});
    }
    if (canvas.pointed_at(Box{centre - pitch / 2, box.y, pitch, box.height})) {
      canvas.tooltip(phrase({bar.label, ": ", value}));
    }
  }
  canvas.ink().AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, theme.line, 1.25f);
}

void draw_line_chart(const Canvas& canvas, const Box& box, const LineChart& chart) {
  const Theme& theme = canvas.theme();
  const float line = canvas.line_height(TextSize::small) + 2;
  const float left = canvas.text_width(number_text(chart.y_max), TextSize::small) + 10;
  const Box plot{box.x + left, box.y + line + 10, box.width - left - 10,
                 box.height - 3 * line - 14};
  const auto place = [&](ImVec2 point) {
    return ImVec2{plot.x + plot.width * point.x / chart.x_max,
                  plot.bottom() - plot.height * std::min(point.y / chart.y_max, 1.f)};
  };
  const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};

  const float y_step = tick_step(chart.y_max, 4);
  for (float y = 0; y <= chart.y_max * 1.001f; y += y_step) {
    const ImVec2 at = place({0, y});
    canvas.ink().AddLine(at, {plot.right(), at.y}, faded(theme.line, 0.35f));
    canvas.text({plot.x - 6, at.y}, number_text(y),
                {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});
  }
  const float x_step = std::max(
      chart.least_x_step, tick_step(chart.x_max, std::max(2, static_cast<int>(plot.width / 60))));
  for (float x = 0; x <= chart.x_max * 1.001f; x += x_step) {
    const ImVec2 at = place({x, 0});
    canvas.ink().AddLine(at, {at.x, at.y + 4}, theme.line);
    canvas.text({at.x, at.y + 4 + line / 2}, number_text(x),
                {.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre});
  }
  canvas.ink().AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, theme.line, 1.25f);
  canvas.ink().AddLine({plot.x, plot.y}, {plot.x, plot.bottom()}, theme.line, 1.25f);
  canvas.text({plot.x - left + 4, box.y + line / 2}, chart.y_name, soft);
  canvas.text({plot.right(), box.bottom() - line / 2}, chart.x_name,
              {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});

  const float names_end = plot.x - left + 12 + canvas.text_width(chart.y_name, TextSize::small);
  float key_x = plot.right();
  for (const Series& series : chart.series) {
    std::vector<ImVec2> points;
    for (const ImVec2 point : series.points) points.push_back(place(point));
    if (series.dashed) {
      draw_dashed_line(canvas, points, series.hue.text, 1.75f);
    } else {
      canvas.ink().AddPolyline(points.data(), static_cast<int>(points.size()), series.hue.text, 0,
                               2.25f);
    }
    if (series.markers) {
      for (const ImVec2 point : points) {
        canvas.disc(point, 3.5f, series.hue.text);
      }
    }
    if (series.name.empty()) continue;
    key_x -= canvas.text_width(series.name, TextSize::small);
    if (key_x - 24 < names_end) continue;
    const float key_y = box.y + line / 2;
    canvas.text({key_x, key_y}, series.name, {.size = TextSize::small, .colour = series.hue.text});
    const Way sample{{key_x - 24, key_y}, {key_x - 5, key_y}};
    if (series.dashed) {
      draw_dashes(canvas, sample, series.hue.text, 1.75f, 5);
    } else {
      canvas.ink().AddLine(sample.from, sample.to, series.hue.text, 2.25f);
    }
    key_x -= 40;
  }
  if (canvas.pointed_at(plot)) tell_values(canvas, plot, chart);
}

}  // namespace microsims
