#include "stage/draw/charts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stage/draw/axis.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

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

namespace {

// Where the bars of a chart stand in a box.
struct BarPlaces {
  Box plot;
  float pitch, width, line;
  double top;  // the value at the upper edge

  float x(double place) const { return plot.x + pitch * (static_cast<float>(place) + 0.5f); }
  float y(double value) const {
    return plot.bottom() - plot.height * static_cast<float>(value / top);
  }
};

BarPlaces places_of_bars(const Canvas& canvas, const Box& box, const BarChart& chart) {
  const float line = canvas.line_height(TextSize::small) + 3;
  double highest = std::max(1e-9, chart.least_top);
  for (const Bar& bar : chart.bars) {
    highest = std::max({highest, bar.value + bar.above, bar.law.value_or(0)});
  }
  float names = 0;
  for (const Level& level : chart.levels) {
    highest = std::max(highest, level.value);
    names = std::max(names, 10 + canvas.text_width(level.name, TextSize::small));
  }
  const bool heads = !chart.y_name.empty() || !chart.law_name.empty() || !chart.band_name.empty();
  BarPlaces places{};
  places.line = line;
  const float above = heads ? 2 * line : line, below = chart.x_name.empty() ? line : 2 * line;
  places.plot = {box.x, box.y + above, box.width - names, box.height - above - below};
  places.pitch =
      places.plot.width / static_cast<float>(std::max<std::size_t>(1, chart.bars.size()));
  places.width = std::max(1.5f, std::min(places.pitch * 0.72f, chart.widest_bar));
  places.top = highest;
  return places;
}

void draw_band(const Canvas& canvas, const BarPlaces& places, const BarChart& chart) {
  const Theme& theme = canvas.theme();
  const Box& plot = places.plot;
  const float low = std::clamp(places.x(chart.band->first), plot.x, plot.right());
  const float high = std::clamp(places.x(chart.band->second), plot.x, plot.right());
  canvas.ink().AddRectFilled({low, plot.y}, {high, plot.bottom()}, faded(theme.gold.fill, 0.22f));
  for (const float x : {low, high}) {
    draw_dashes(canvas, Way{{x, plot.y}, {x, plot.bottom()}}, theme.gold.text, 1.25f, 4);
  }
}

// Names of the axes and of what else is drawn.
void draw_bar_key(const Canvas& canvas, const Box& box, const BarPlaces& places,
                  const BarChart& chart) {
  const Theme& theme = canvas.theme();
  const float y = box.y + places.line / 2;
  const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};
  canvas.text({box.x, y}, chart.y_name, soft);
  canvas.text({places.plot.right(), box.bottom() - places.line / 2}, chart.x_name,
              {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});
  float right = places.plot.right();
  if (!chart.law_name.empty()) {
    canvas.text({right, y}, chart.law_name,
                {.size = TextSize::small, .colour = theme.purple.text, .align = Align::right});
    right -= canvas.text_width(chart.law_name, TextSize::small) + 4;
    draw_dashes(canvas, Way{{right - 18, y}, {right, y}}, theme.purple.text, 2, 4);
    right -= 34;
  }
  if (chart.band) {
    canvas.text({right, y}, chart.band_name,
                {.size = TextSize::small, .colour = theme.gold.text, .align = Align::right});
  }
}

void draw_levels(const Canvas& canvas, const BarPlaces& places, const BarChart& chart) {
  float last = 1e9f;
  for (const Level& level : chart.levels) {
    const float y = places.y(level.value);
    const float right = places.plot.right();
    draw_dashes(canvas, Way{{places.plot.x, y}, {right + 4, y}}, level.colour, 1.25f);
    // Names of levels that lie close together stand above each other.
    last = std::min(y, last - 14);
    canvas.text({right + 8, last}, level.name, {.size = TextSize::small, .colour = level.colour});
  }
}

}  // namespace

int draw_bar_chart(const Canvas& canvas, const Box& box, const BarChart& chart) {
  const Theme& theme = canvas.theme();
  const BarPlaces places = places_of_bars(canvas, box, chart);
  const Box& plot = places.plot;
  const float line = places.line, half = places.width / 2;
  if (chart.band) draw_band(canvas, places, chart);
  draw_levels(canvas, places, chart);
  draw_bar_key(canvas, box, places, chart);

  // Every so many labels, that none runs into the next; a strong one always.
  float widest = 0;
  for (const Bar& bar : chart.bars) {
    widest = std::max(widest, canvas.text_width(bar.label, TextSize::small));
  }
  const auto every = static_cast<std::size_t>(std::ceil((widest + 4) / places.pitch));
  int pointed = -1;
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    const Bar& bar = chart.bars[i];
    const bool dim = chart.dim_but >= 0 && static_cast<std::size_t>(chart.dim_but) != i;
    const float shown = dim ? 0.3f : 1.f;
    const float centre = places.x(static_cast<double>(i));
    const auto value_now = bar.key.empty() ? static_cast<float>(bar.value)
                                           : canvas.glide(bar.key, static_cast<float>(bar.value));
    const float top = places.y(value_now), upper = places.y(value_now + bar.above);
    const auto part = [&](float high, float low, float opacity) {
      if (high >= low) return;
      const ImVec2 from{centre - half, high}, to{centre + half, low};
      const ImDrawFlags corners = ImDrawFlags_RoundCornersTop;
      canvas.ink().AddRectFilled(from, to, faded(bar.hue.fill, opacity), 3, corners);
      if (places.width > 6) canvas.ink().AddRect(from, to, faded(bar.hue.edge, shown), 3, corners);
    };
    part(upper, top, 0.35f * shown);
    part(top, plot.bottom(), shown);
    if (bar.law) {
      const float y = places.y(*bar.law);
      draw_dashes(canvas, Way{{centre - half - 3, y}, {centre + half + 3, y}}, theme.purple.text, 2,
                  4);
    }
    const std::string value =
        bar.value_words.empty() ? number_text(bar.value, chart.decimals) : bar.value_words;
    // Where bars stand too close for words, pointing at them still tells.
    const float value_width = canvas.text_width(value, TextSize::small);
    if (value_width <= places.pitch) {
      const float y = upper - line / 2;
      if (!chart.levels.empty()) {
        // Room beside it, so that the dashes of a level do not read as its sign.
        const float side = std::min(value_width / 2 + 7, places.pitch * 0.63f);
        canvas.ink().AddRectFilled({centre - side, y - 7}, {centre + side, y + 7}, theme.region);
      }
      canvas.text({centre, y}, value, {.size = TextSize::small, .align = Align::centre});
    }
    const TextSize size = bar.strong ? TextSize::strong : TextSize::small;
    if (bar.strong || (every > 0 && i % every == 0)) {
      canvas.text({centre, plot.bottom() + line / 2 + 1}, bar.label,
                  {.size = size, .align = Align::centre});
    }
    if (canvas.pointed_at(Box{centre - places.pitch / 2, box.y, places.pitch, box.height})) {
      pointed = static_cast<int>(i);
      canvas.tooltip(bar.tip.empty() ? phrase({bar.label, ": ", value}) : bar.tip);
    }
  }
  canvas.ink().AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, theme.line, 1.25f);
  return pointed;
}

void draw_bar_rows(const Canvas& canvas, const Box& box, const std::vector<Bar>& bars) {
  const Theme& theme = canvas.theme();
  constexpr float highest_row = 26, gap = 8;
  const float pitch = std::min(box.height / static_cast<float>(bars.size()), highest_row);
  float labels = 0, values = 0;
  double most = 1e-9;
  for (const Bar& bar : bars) {
    labels = std::max(labels, canvas.text_width(bar.label, TextSize::small));
    values = std::max(values, canvas.text_width(bar.value_words, TextSize::small));
    most = std::max(most, bar.value);
  }
  const float left = box.x + labels + gap, room = box.width - labels - values - 2 * gap;
  float y = box.y + pitch / 2;
  for (const Bar& bar : bars) {
    const float right = left + room * static_cast<float>(bar.value / most);
    const float half = pitch * 0.36f;
    canvas.ink().AddRectFilled({left, y - half}, {right, y + half}, bar.hue.fill, 2);
    if (bar.strong && bar.value > 0)
      canvas.ink().AddRect({left, y - half}, {right, y + half}, theme.text, 2, 0, 2);
    canvas.text({box.x, y}, bar.label, {.size = TextSize::small});
    canvas.text({right + gap, y}, bar.value_words, {.size = TextSize::small});
    if (!bar.tip.empty() && canvas.pointed_at(Box{box.x, y - pitch / 2, box.width, pitch})) {
      canvas.tooltip(bar.tip);
    }
    y += pitch;
  }
  canvas.ink().AddLine({left, box.y}, {left, y - pitch / 2}, theme.line, 1.25f);
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
