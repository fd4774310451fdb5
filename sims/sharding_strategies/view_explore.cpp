// The drawer: what each method moves, what each shard key does, what it costs to ask many shards, and
// how a directory's answers are remembered.

#include <algorithm>

#include "partition/fan_out.hpp"
#include "sharding_strategies/view.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

// Shares in percent.
void add_bar(BarChart& chart, const char* label, double share, const Hue& hue, bool strong,
             std::optional<double> law) {
  Bar& bar = chart.bars.emplace_back();
  bar.label = label;
  bar.value = 100 * share;
  bar.hue = hue;
  bar.strong = strong;
  if (law) bar.law = 100 * *law;
}

void draw_methods(const Canvas& canvas, const Box& box, const ShardingStrategies& model) {
  const Theme& theme = canvas.theme();
  const int n = model.shards();
  BarChart chart;
  chart.law_name = "law";
  chart.y_name = "rows moved, %";
  for (const distributed::Method& method : model.comparison().methods) {
    const bool here = method.scheme.same_method(model.scheme());
    add_bar(chart, method.name, method.movement.moved, here ? theme.orange : theme.plain, here,
            method.movement.law);
  }
  const double least = 100.0 / (n + 1);
  chart.levels.push_back({least, phrase({"least ", number_text(least, 0)}), theme.text_soft});
  draw_bar_chart(canvas,
                 draw_words(canvas, box, phrase({"From ", n, " to ", n + 1, " shards"}),
                            {"Of 10,000 other users with this shard key; least: for even shards. A "
                             "split moves fewer and leaves shards uneven."}),
                 chart);
}

void draw_keys(const Canvas& canvas, const Box& box, const ShardingStrategies& model) {
  const Theme& theme = canvas.theme();
  BarChart chart;
  chart.law_name = "law (Zipf)";
  chart.y_name = "fullest shard, %";
  const auto& study = model.comparison().keys;
  for (std::size_t i = 0; i < study.size(); ++i) {
    const auto column = static_cast<distributed::Column>(i);
    const bool here = column == model.scheme().column();
    const char* label =
        column == distributed::Column::signup ? "sign-up" : distributed::name_of(column);
    add_bar(chart, label, study[i].rows, theme.teal, here, study[i].law);
    add_bar(chart, "next", study[i].next, theme.gold, false, std::nullopt);
  }
  const double even = 100.0 / model.shards();
  chart.levels.push_back({even, phrase({"even ", number_text(even, 0)}), theme.text_soft});
  draw_bar_chart(canvas,
                 draw_words(canvas, box, "Which shard key?",
                            {"The fullest shard by each shard key: its share of these rows, and of "
                             "the next 100 users."}),
                 chart);
}

void draw_fan_out(const Canvas& canvas, const Box& box, const ShardingStrategies& model) {
  const Theme& theme = canvas.theme();
  const double p = model.slow_share();
  const auto law = [p](double k) {
    return 100 * distributed::slow_probability(p, static_cast<std::size_t>(k + 0.5));
  };
  const auto asked = static_cast<std::size_t>(model.shards());
  const Box chart =
      draw_words(canvas, box, "The slowest shard decides",
                 {phrase({"Each is slow with p = ", percent_text(p),
                          ". A query of k shards is with 1 − (1−p)^k: ", asked, " shards ",
                          percent_text(distributed::slow_probability(p, asked)), ", 100 ",
                          percent_text(distributed::slow_probability(p, 100)), "."})});
  Series measured{.name = "5,000 queries", .points = {}, .hue = theme.orange, .markers = true};
  for (std::size_t i = 0; i < model.fan_out().size(); ++i) {
    measured.points.push_back({static_cast<float>(ShardingStrategies::shards_asked[i]),
                               static_cast<float>(100 * model.fan_out()[i])});
  }
  draw_line_chart(canvas, chart,
                  {.series = {{"law", curve(1, 100, 99, law), theme.purple, true}, measured},
                   .x_max = 100,
                   .y_max = 100,
                   .x_name = "k, shards asked",
                   .y_name = "slow queries, %"});
}

void draw_directory(const Canvas& canvas, const Box& box, const ShardingStrategies& model) {
  if (!model.router().has_directory()) {
    draw_words(
        canvas, box, "A directory and its cache",
        {"Choose Directory: its router remembers where keys are, and is wrong after a move."});
    return;
  }
  const Box table = draw_words(
      canvas, box, "A directory and its cache",
      {"Frequent keys are looked up more often (Zipf). After Add Shard the router is wrong about "
       "what it remembers. With the directory down only remembered keys are found."});
  draw_fact_table(canvas, table, {.title = "", .facts = model.lookups()});
}

}  // namespace

void draw_sharding_exploration(Canvas& canvas, const Box& area, const ShardingStrategies& model) {
  const bool narrow = area.width < narrow_page;
  const Box all = area.shrunk(14);
  const std::vector<Box> lines = columns_or_stacked(all, 2, 20, true);
  for (int i = 0; i < 4; ++i) {
    const std::vector<Box> parts =
        columns_or_stacked(lines[static_cast<std::size_t>(i / 2)], 2, narrow ? 16 : 28, narrow);
    const Box& part = parts[static_cast<std::size_t>(i % 2)];
    i == 0   ? draw_methods(canvas, part, model)
    : i == 1 ? draw_keys(canvas, part, model)
    : i == 2 ? draw_fan_out(canvas, part, model)
             : draw_directory(canvas, part, model);
  }
}

}  // namespace microsims
