#include "quorum_calculator/view_explore.hpp"

#include <algorithm>

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "quorum_calculator/explored.hpp"
#include "stage/draw/charts.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::Quorum;

// A heading and lines below it; returns what is left of the box for a chart.
Box draw_words(const Canvas& canvas, const Box& box, std::string_view heading,
               const std::vector<std::string>& lines) {
  canvas.text({box.x, box.y + 12}, heading, {.size = TextSize::strong});
  float y = box.y + 28;
  for (const std::string& line : lines) {
    y += canvas.paragraph({box.x, y}, box.width, line,
                          {.size = TextSize::small, .colour = canvas.theme().text_soft}) +
         2;
  }
  y += 8;
  return {box.x, y, box.width, box.bottom() - y};
}

// What stale reads remain: the chance to miss the last k versions.
std::vector<Bar> ages(const Quorum& quorum, const Hue& hue) {
  std::vector<Bar> bars;
  for (const int k : {1, 2, 3, 5, 10}) {
    bars.push_back({k == 1 ? "k = 1" : number_text(k),
                    100 * distributed::k_staleness_probability(quorum, k), hue});
  }
  return bars;
}

// Where no read is stale: what another R would make of it, or another W if each would do.
std::vector<Bar> alternatives(const Quorum& quorum, bool of_reads, const Hue& hue) {
  std::vector<Bar> bars;
  for (int replicas = 1; replicas <= quorum.n; ++replicas) {
    Quorum other = quorum;
    (of_reads ? other.r : other.w) = replicas;
    const bool chosen = replicas == (of_reads ? quorum.r : quorum.w);
    const std::string number = number_text(replicas);
    bars.push_back({replicas == 1 ? phrase({of_reads ? "R = " : "W = ", number}) : number,
                    100 * distributed::stale_read_probability(other), hue, chosen});
  }
  return bars;
}

void draw_counting(const Canvas& canvas, const Box& box, const Quorum& quorum) {
  const double stale = distributed::stale_read_probability(quorum);
  const bool of_reads = quorum.w < quorum.n;
  const Box chart = draw_words(
      canvas, box, "Stale by counting",
      {phrase({"A read misses the last write with probability C(N−W, R) / C(N, R) = ",
               percent(stale, 2)}),
       stale > 0 ? "Chance to miss the last k versions, %:"
                 : phrase({"Every read meets the last write. Chance to miss it with another ",
                           of_reads ? "R" : "W", ", %:"})});
  draw_bar_chart(canvas, chart,
                 {.bars = stale > 0 ? ages(quorum, canvas.theme().orange)
                                    : alternatives(quorum, of_reads, canvas.theme().orange),
                  .decimals = 1});
}

void draw_time(const Canvas& canvas, const Box& box, const distributed::Wars& wars) {
  const double settled = wars.t_visibility(0.999);
  const Box chart = draw_words(canvas, box, "Fresh as time passes",
                               {phrase({"99.9\u00a0% of reads are fresh ", fresh_from(settled),
                                        " (50,000 simulated writes and reads)"}),
                                phrase({"99.9th percentile: ", latencies(wars, 0.999)}),
                                phrase({"median: ", latencies(wars, 0.5)})});
  const double end = std::max(1.0, settled * 1.1);
  Series fresh{.name = "", .points = {}, .hue = canvas.theme().blue};
  for (int i = 0; i <= 60; ++i) {
    const double t = end * i / 60;
    fresh.points.push_back(
        {static_cast<float>(t), static_cast<float>(100 * wars.fresh_probability(t))});
  }
  draw_line_chart(canvas, chart,
                  {.series = {fresh},
                   .x_max = static_cast<float>(end),
                   .y_max = 100,
                   .x_name = "ms after the write",
                   .y_name = "fresh reads, %"});
}

void draw_availability(const Canvas& canvas, const Box& box, const QuorumCalculator& model) {
  const Theme& theme = canvas.theme();
  const Quorum& quorum = model.quorum();
  const double up = model.node_availability();
  const Box chart = draw_words(
      canvas, box, "Available while nodes fail",
      {phrase({"With each node up ", percent(up), " of the time:"}),
       phrase({"writes succeed ", percent(distributed::write_availability(quorum, up), 2)}),
       phrase({"reads succeed ", percent(distributed::read_availability(quorum, up), 2)})});
  Series writes{.name = "writes", .points = {}, .hue = theme.orange};
  Series reads{.name = "reads", .points = {}, .hue = theme.blue, .dashed = true};
  for (int down = 0; down <= 50; ++down) {
    const double p = 1 - down / 100.0;
    const auto x = static_cast<float>(down);
    writes.points.push_back(
        {x, static_cast<float>(100 * distributed::write_availability(quorum, p))});
    reads.points.push_back(
        {x, static_cast<float>(100 * distributed::read_availability(quorum, p))});
  }
  const auto now = static_cast<float>(100 * (1 - up));
  const auto dot = [&](double share, const Hue& hue) {
    return Series{.name = "",
                  .points = {{now, static_cast<float>(100 * share)}},
                  .hue = hue,
                  .markers = true};
  };
  draw_line_chart(
      canvas, chart,
      {.series = {writes, reads, dot(distributed::write_availability(quorum, up), theme.orange),
                  dot(distributed::read_availability(quorum, up), theme.blue)},
       .x_max = 50,
       .y_max = 100,
       .x_name = "a node is down, % of the time",
       .y_name = "%"});
}

}  // namespace

void draw_quorum_exploration(const Canvas& canvas, const Box& area, const QuorumCalculator& model) {
  const bool stacked = area.width < narrow_page;
  const float gap = 28, inset = 14;
  const Box inner = area.shrunk(inset);
  const float width = stacked ? inner.width : (inner.width - 2 * gap) / 3;
  const float height = stacked ? (inner.height - 2 * gap) / 3 : inner.height;
  const auto part = [&](int i) {
    const auto at = static_cast<float>(i);
    return stacked ? Box{inner.x, inner.y + (height + gap) * at, width, height}
                   : Box{inner.x + (width + gap) * at, inner.y, width, height};
  };
  draw_counting(canvas, part(0), model.quorum());
  draw_time(canvas, part(1), model.wars());
  draw_availability(canvas, part(2), model);
}

}  // namespace microsims
