#include <algorithm>

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "quorum_calculator/view.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::Quorum;

// What stale reads remain: the chance to miss the last k versions. Where no read is stale: what
// another R would make of it, or another W if each would do.
void draw_counting(const Canvas& canvas, const Box& box, const Quorum& quorum, const Fact& stale) {
  const bool of_reads = quorum.w < quorum.n;
  const char* letter = of_reads ? "R" : "W";
  std::vector<Bar> bars;
  const auto bar = [&](std::string label, double share, bool chosen) {
    bars.push_back({std::move(label), 100 * share, canvas.theme().orange, chosen});
  };
  if (*stale.value > 0) {
    for (const int k : {1, 2, 3, 5, 10}) {
      bar(phrase({k == 1 ? "k = " : "", k}), distributed::k_staleness_probability(quorum, k),
          false);
    }
  } else {
    for (int count = 1; count <= quorum.n; ++count) {
      Quorum other = quorum;
      (of_reads ? other.r : other.w) = count;
      bar(count == 1 ? phrase({letter, " = 1"}) : phrase({count}),
          distributed::stale_read_probability(other), other == quorum);
    }
  }
  const Box chart =
      draw_words(canvas, box, "Stale by counting",
                 {phrase({facts_in_words({stale}), " It is C(N−W, R) / C(N, R)."}),
                  *stale.value > 0
                      ? "Chance to miss the last k versions, %:"
                      : phrase({"Every read meets the last write. Chance to miss it with another ",
                                letter, ", %:"})});
  draw_bar_chart(canvas, chart, {.bars = bars, .decimals = 1});
}

void draw_time(const Canvas& canvas, const Box& box, const QuorumCalculator& model) {
  const std::vector<Fact> waits = model.waits();
  const Box chart =
      draw_words(canvas, box, "Fresh as time passes",
                 {phrase({facts_in_words({waits[0]}), " (50,000 simulated writes and reads)"}),
                  facts_in_words({waits[1], waits[2]}), facts_in_words({waits[3], waits[4]})});
  const double end = std::max(1.0, *waits[0].value * 1.1);
  Series fresh{.name = "", .points = {}, .hue = canvas.theme().blue};
  for (int i = 0; i <= 60; ++i) {
    const double t = end * i / 60;
    fresh.points.push_back(
        {static_cast<float>(t), static_cast<float>(100 * model.wars().fresh_probability(t))});
  }
  draw_line_chart(canvas, chart,
                  {.series = {fresh},
                   .x_max = static_cast<float>(end),
                   .y_max = 100,
                   .x_name = "ms after the write",
                   .y_name = "fresh reads, %"});
}

void draw_availability(const Canvas& canvas, const Box& box, const QuorumCalculator& model,
                       const Fact& writes, const Fact& reads) {
  const double up = model.node_availability();
  const Box chart = draw_words(canvas, box, "Available while nodes fail",
                               {phrase({"With each node up ", percent_text(up), " of the time:"}),
                                facts_in_words({writes}), facts_in_words({reads})});
  LineChart lines{.series = {},
                  .x_max = 50,
                  .y_max = 100,
                  .x_name = "a node is down, % of the time",
                  .y_name = "%"};
  const auto draw = [&](const char* name, const Fact& fact, const Hue& hue, auto availability) {
    Series line{.name = name, .points = {}, .hue = hue, .dashed = &fact == &reads};
    for (int down = 0; down <= 50; ++down) {
      line.points.push_back(
          {static_cast<float>(down),
           static_cast<float>(100 * availability(model.quorum(), 1 - down / 100.0))});
    }
    const ImVec2 now{static_cast<float>(100 * (1 - up)), static_cast<float>(100 * *fact.value)};
    lines.series.push_back(std::move(line));
    lines.series.push_back({.name = "", .points = {now}, .hue = hue, .markers = true});
  };
  draw("writes", writes, canvas.theme().orange, distributed::write_availability);
  draw("reads", reads, canvas.theme().blue, distributed::read_availability);
  draw_line_chart(canvas, chart, lines);
}

}  // namespace

void QuorumCalculatorView::explore(Canvas& canvas, const Box& area, const QuorumCalculator& model) {
  const auto parts = columns_or_stacked(area.shrunk(14), 3, 28, area.width < narrow_page);
  const auto facts = model.facts();
  draw_counting(canvas, parts[0], model.quorum(), facts[4]);
  draw_time(canvas, parts[1], model);
  draw_availability(canvas, parts[2], model, facts[5], facts[6]);
}

}  // namespace microsims
