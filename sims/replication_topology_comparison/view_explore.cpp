#include "replication_topology_comparison/view.hpp"

#include <algorithm>
#include <vector>

#include "order/stable_sort.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr float law_height = 158;

// The figures of the last write with the reasons of their laws.
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
  constexpr const char* names[] = {"Wait", "Spread", "Stale"};
  const auto why = model.reasons(topology);
  const std::vector<Fact> facts = model.measured(topology);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    y += 21;
    canvas.text({left, y}, names[i], {.size = TextSize::small});
    const bool at_most = topology == Topology::leaderless && i == 2 && *facts[i].law > 0;
    at_right(law_x, y, facts[i].law ? (at_most ? "≤ " : "") + law_text(facts[i]) : "–",
             theme.purple.text);
    at_right(right, y, value_text(facts[i]), theme.text);
    y += 14;
    if (canvas.text_width(why[i], soft.size) <= right - left) canvas.text({left, y}, why[i], soft);
  }
}

// How many nodes had the last write, against the time since its client sent it.
void draw_spread(const Canvas& canvas, const Box& box, const Clusters& clusters) {
  const Theme& theme = canvas.theme();
  constexpr const char* short_names[] = {"Single", "Multi", "Leaderless"};
  const Hue* hues[] = {&theme.orange, &theme.blue, &theme.teal};
  LineChart chart;
  chart.y_max = static_cast<float>(World::nodes);
  chart.x_max = 100;
  chart.x_name = "ms since the client sent it";
  chart.y_name = "copies";
  for (const Topology topology : all_topologies) {
    if (clusters.of(topology).writes().empty()) continue;
    const auto& write = clusters.of(topology).writes().back();
    const auto since = [&](Time at) {
      return static_cast<float>(distributed::simulation::to_milliseconds(at - write.sent_at));
    };
    std::vector<Time> arrivals;
    for (const Time at : write.had_at) {
      if (at <= clusters.now()) arrivals.push_back(at);
    }
    distributed::stable_sort(arrivals);
    const auto i = static_cast<std::size_t>(topology);
    const char* name = box.width < narrow_page ? short_names[i] : title_of(topology);
    Series series{name, {{0, 0}}, *hues[i], false, false};
    float copies = 0;
    for (const Time at : arrivals) {
      series.points.push_back({since(at), copies});
      series.points.push_back({since(at), ++copies});
    }
    if (copies < World::nodes) {
      series.points.push_back({std::min(since(clusters.now()), 600.f), copies});
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

void ReplicationTopologyComparisonView::explore(Canvas& canvas, const Box& box,
                                                const ReplicationTopologyComparison& model) {
  const bool wide = box.width >= narrow_page;
  const Box inner = box.shrunk(12);
  const float gap = 8;
  const float laws_height = wide ? law_height : 3 * law_height + 2 * gap;
  const std::vector<Box> cards =
      columns_or_stacked({inner.x, inner.y, inner.width, laws_height}, 3, gap, !wide);
  for (const Topology topology : all_topologies) {
    draw_law(canvas, cards[static_cast<std::size_t>(topology)], topology, model);
  }
  float y = inner.y + laws_height + gap;
  const float words = wide ? std::min(360.f, inner.width * 0.4f) : inner.width;
  const Box chart{inner.x, y, wide ? inner.width - words - 16 : inner.width,
                  wide ? inner.bottom() - y : 220};
  draw_spread(canvas, chart, model.clusters());
  if (!wide) y = chart.bottom() + gap;
  const Box card{inner.right() - words, y, words, inner.bottom() - y};
  draw_card(canvas, card);
  float line = card.y + 10;
  for (const std::string& text : model.explanations()) {
    line +=
        canvas.paragraph({card.x + 12, line}, card.width - 24, text, {.size = TextSize::small}) +
        10;
  }
}

}  // namespace microsims
