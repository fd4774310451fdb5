#include "replication_topology_comparison/view_explore.hpp"

#include <algorithm>
#include <vector>

#include "order/stable_sort.hpp"
#include "replication_topology_comparison/explored.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float law_height = 158;

void draw_law(const Canvas& canvas, const Box& box, Topology topology,
              const ReplicationTopologyComparison& model) {
  const Theme& theme = canvas.theme();
  draw_card(canvas, box);
  const float left = box.x + 10, right = box.right() - 10,
              law_x = right - std::max(64.f, box.width * 0.22f);
  const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};
  const auto at_right = [&](float x, float y, const std::string& text, ImU32 colour) {
    canvas.text({x, y}, text, {.size = TextSize::small, .colour = colour, .align = Align::right});
  };
  float y = box.y + 15;
  canvas.text({left, y}, title_of(topology), {.size = TextSize::strong});
  y += 19;
  canvas.text({left, y}, "Last write", soft);
  at_right(law_x, y, "law", theme.text_soft);
  at_right(right, y, "measured", theme.text_soft);
  const Law law = model.law(topology);
  const auto figures = model.figures(topology);
  const auto row = [&](const char* name, const std::string& words, const std::string& expected,
                       const std::string& measured) {
    y += 21;
    canvas.text({left, y}, name, {.size = TextSize::small});
    at_right(law_x, y, expected, theme.purple.text);
    at_right(right, y, measured, theme.text);
    y += 14;
    if (canvas.text_width(words, soft.size) <= right - left) canvas.text({left, y}, words, soft);
  };
  const auto time = [](const std::optional<double>& value) {
    return value ? ms(*value) : std::string{"–"};
  };
  const auto share = [](const std::optional<double>& value) {
    return value ? percent_text(*value) : std::string{"–"};
  };
  const bool at_most = topology == Topology::leaderless && law.stale_share > 0.;
  row("Wait", law.latency_words, time(law.latency_ms),
      time(figures ? figures->latency_ms : std::nullopt));
  row("Spread", law.everywhere_words, time(law.everywhere_ms),
      time(figures ? figures->everywhere_ms : std::nullopt));
  row("Stale", law.stale_words, (at_most ? "≤ " : "") + share(law.stale_share),
      share(figures ? figures->stale_share : std::nullopt));
}

/// How many nodes had the last write, against the time since its client sent it.
void draw_spread(const Canvas& canvas, const Box& box, const ReplicationTopologyComparison& model) {
  const Theme& theme = canvas.theme();
  LineChart chart;
  chart.y_max = static_cast<float>(World::nodes);
  chart.x_max = 100;
  chart.x_name = "ms since the client sent it";
  chart.y_name = "copies";
  const Hue* hues[] = {&theme.orange, &theme.blue, &theme.teal};
  for (const Topology topology : all_topologies) {
    if (model.writes(topology).empty()) continue;
    const auto& write = model.writes(topology).back();
    const auto since = [&](Time at) {
      return static_cast<float>(distributed::simulation::to_milliseconds(at - write.sent_at));
    };
    std::vector<Time> arrivals;
    for (const Time at : write.had_at) {
      if (at <= model.now()) arrivals.push_back(at);
    }
    distributed::stable_sort(arrivals);
    const auto i = static_cast<std::size_t>(topology);
    std::string_view name = title_of(topology);
    if (box.width < narrow_page) name = name.substr(0, name.find('-'));
    Series series{name, {{0, 0}}, *hues[i], false, false};
    float copies = 0;
    for (const Time at : arrivals) {
      series.points.push_back({since(at), copies});
      series.points.push_back({since(at), ++copies});
    }
    if (copies < World::nodes) {
      series.points.push_back({std::min(since(model.now()), 600.f), copies});
    }
    chart.x_max = std::max(chart.x_max, series.points.back().x * 1.05f);
    chart.series.push_back(std::move(series));
  }
  for (Series& series : chart.series) {
    if (series.points.back().y >= chart.y_max) series.points.push_back({chart.x_max, chart.y_max});
  }
  std::reverse(chart.series.begin(), chart.series.end());
  draw_line_chart(canvas, box, chart);
}

}  // namespace

void draw_comparison(const Canvas& canvas, const Box& box,
                     const ReplicationTopologyComparison& model) {
  const bool wide = box.width >= narrow_page;
  const Box inner = box.shrunk(12);
  const float gap = 8;
  float y = inner.y;
  for (const Topology topology : all_topologies) {
    const auto i = static_cast<float>(topology);
    const float width = wide ? (inner.width - 2 * gap) / 3 : inner.width;
    const Box card = wide ? Box{inner.x + (width + gap) * i, inner.y, width, law_height}
                          : Box{inner.x, y, width, law_height};
    draw_law(canvas, card, topology, model);
    y = card.bottom() + gap;
  }
  const float words = wide ? std::min(360.f, inner.width * 0.4f) : inner.width;
  const Box chart{inner.x, y, wide ? inner.width - words - 16 : inner.width,
                  wide ? inner.bottom() - y : 220};
  draw_spread(canvas, chart, model);
  if (!wide) y = chart.bottom() + gap;
  const Box card{inner.right() - words, y, words, inner.bottom() - y};
  draw_card(canvas, card);
  float line = card.y + 10;
  for (const std::string& text : explanations(model)) {
    line +=
        canvas.paragraph({card.x + 12, line}, card.width - 24, text, {.size = TextSize::small}) +
        10;
  }
}

}  // namespace microsims
