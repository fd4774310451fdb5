// The router above its shards, boxes that fill with rows; below them the load of each beside the even
// share, and what the last change moved. In the drawer: what each method moves, what each shard key
// does, what it costs to ask many shards, how a directory's answers are remembered.

#include <algorithm>

#include "partition/fan_out.hpp"
#include "sharding_strategies/model.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/cluster.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/draw/palette.hpp"
#include "stage/draw/row_boxes.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/draw/view.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using Asked = ShardingStrategies::Asked;

void draw_shard(Canvas& canvas, const Box& box, const ShardingStrategies& model, int shard,
                std::size_t rows) {
  const Theme& theme = canvas.theme();
  const Hue hue = node_hue(theme, static_cast<unsigned>(shard));
  const Asked::Shard* asked = model.asked_of(shard);
  const Microseconds now = model.now() * 1000;
  const bool lit = asked && now >= asked->asked, done = asked && now >= asked->answered;
  draw_card(canvas, box);
  if (lit) {
    canvas.rounded(box, faded(theme.blue.fill, 0.16f), 8);
    canvas.ink().AddRect(box.low(), box.high(), theme.blue.text, 8, 0, 2.5f);
  }
  const float top = box.y + 13, number = box.x + (box.width < 60 ? 11.f : 14.f);
  canvas.disc({number, top}, 9, hue.fill, hue.edge, 1.25f);
  canvas.text({number, top}, phrase({shard}),
              {.size = TextSize::small, .colour = hue.ink, .align = Align::centre});
  const auto place = static_cast<std::size_t>(shard);
  const bool leaves = shard > model.shards();
  const bool hot = !leaves && model.table().next_hundred()[place] >= 90;
  const bool slim = box.width < 100;  // a phone's, with many shards
  canvas.text({box.right() - (box.width < 60 ? 3.f : 8.f), top}, phrase({rows}),
              {.size = TextSize::small, .align = Align::right, .room = box.width - 28});
  if (hot) {
    draw_badge(canvas, {box.centre().x, slim ? box.y - 2 : top}, "HOT", theme.red);
  } else if (lit) {
    done ? draw_tick(canvas, {box.centre().x, top}, 6, theme.blue.text)
         : canvas.disc({box.centre().x, top}, 4, theme.blue.fill);
  }
  canvas.text({box.centre().x, box.bottom() - 11}, model.contents(shard),
              {.size = TextSize::small,
               .colour = theme.text_soft,
               .align = Align::centre,
               .room = box.width - 6});
  if (canvas.pointed_at(box)) canvas.tooltip(model.words_for_shard(shard, rows));
}

void draw_loads(const Canvas& canvas, const Box& box, const ShardingStrategies& model,
                const std::vector<std::size_t>& held) {
  BarChart chart;
  chart.widest_bar = 52;
  chart.y_name = "rows per shard";
  for (int shard = 1; shard <= model.shown_shards(); ++shard) {
    chart.bars.push_back({.label = phrase({shard}),
                          .value = static_cast<double>(held[static_cast<std::size_t>(shard)]),
                          .hue = node_hue(canvas.theme(), static_cast<unsigned>(shard)),
                          .key = phrase({"load ", shard})});
  }
  const double even = static_cast<double>(model.table().users().size()) / model.shards();
  chart.levels.push_back(
      {even, phrase({"even: ", number_text(even, even < 100 ? 1 : 0)}), canvas.theme().text_soft});
  draw_bar_chart(canvas, box, chart);
}

void draw_moves(const Canvas& canvas, const Box& box, const ShardingStrategies& model,
                bool narrow) {
  const auto facts = model.facts();
  const Fact &moved = facts[0], &least = facts[1], &full = facts[3];
  const bool changed = moved.law || *moved.value > 0 || *least.value > 0;
  const bool many = *moved.value > 1.25 * *least.value;
  std::string law = phrase({"Law: ", model.law_words()});
  if (moved.law) append(law, {" = ", number_text(*moved.law, 1)});
  std::vector<FactLine> lines{
      {model.counter(), !changed ? Tone::plain
                        : many   ? Tone::bad
                                 : Tone::good},
      {law},
      {changed ? phrase({"Least for even shards: ", number_text(*least.value, 0)})
               : "Least for even shards: M/(N+1)"}};
  // On a phone the verdict below says it.
  if (!narrow) {
    lines.push_back({model.rows_travel() ? phrase({"Requests per read now: ", value_text(facts[5])})
                                         : phrase({"Fullest shard: ", number_text(*full.value, 2),
                                                   " times its share"})});
  }
  draw_fact_lines(canvas, box, lines, narrow);
}

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
    const bool here = method.scheme.same_method(model.table().scheme());
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
    const bool here = column == model.table().scheme().column();
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

class ShardingStrategiesView : public ViewOf<ShardingStrategies> {
  void draw(Canvas& canvas, const Box& area, const ShardingStrategies& model) override {
    const Theme& theme = canvas.theme();
    const bool narrow = area.width < narrow_page;
    const Box inner = area.middle(widest_row, 12);
    const float card_height = narrow ? 77 : 68, verdict_height = narrow ? 36 : 22;
    const Box verdict{inner.x, inner.bottom() - verdict_height - 4, inner.width, verdict_height};
    const Box card{inner.x, verdict.y - card_height - 4, inner.width, card_height};
    const float loads_height = narrow ? 86 : 100;
    const Box loads{inner.x, card.y - loads_height - 2, inner.width, loads_height};
    const float router_width = std::min(inner.width, 420.f);
    const Box router{inner.centre().x - router_width / 2, area.y + 2, router_width, 36};
    const bool table = model.router().has_directory();
    const float gap = narrow ? 26 : 32;
    const Box row{inner.x, router.bottom() + gap, inner.width, loads.y - router.bottom() - gap - 4};
    const std::vector<Box> boxes = row_boxes(row, model.shown_shards());

    ClusterPicture cluster;
    // The directory stands at the router's right, or below its end where there is no room.
    const float beside = std::min(router.right() + 70, inner.right() - 44);
    const Box directory{beside - 42, narrow ? router.bottom() + 1 : router.y + 6, 84, 24};
    for (const ImVec2 at : {router.centre(), directory.centre()}) {
      cluster.stands.push_back({.centre = at, .hidden = true});
    }
    for (const Box& box : boxes) {
      cluster.stands.push_back({.centre = {box.centre().x, box.y}, .hidden = true});
    }
    cluster.way = [&cluster, &router, &directory](int from, int to) {
      const int other = std::max(from, to);
      const ImVec2 end = cluster.stands[static_cast<std::size_t>(other)].centre;
      const float middle = router.centre().x;
      Bow way{Way{{middle + (end.x - middle) * 0.4f, router.bottom()}, end}};
      if (other == 1) {
        way = directory.y > router.bottom()
                  ? Way{{directory.centre().x, router.centre().y}, directory.centre()}
                  : Way{{router.right(), router.centre().y}, {directory.x, router.centre().y}};
      }
      return from == 0 ? way : way.back();
    };
    for (int shard = 1; shard <= model.shown_shards(); ++shard) {
      const bool lit = model.asked_of(shard) != nullptr;
      draw_link(canvas, cluster, 0, shard + 1,
                {.colour = lit ? theme.blue.text : 0, .thickness = lit ? 2.f : 1.25f});
    }
    const std::vector<std::size_t> held = model.held();
    for (int shard = 1; shard <= model.shown_shards(); ++shard) {
      const auto i = static_cast<std::size_t>(shard);
      draw_shard(canvas, boxes[i - 1], model, shard, held[i]);
    }
    RowBoxes rows{boxes,
                  router.centre(),
                  model.table().before(),
                  model.table().owners(),
                  model.departures(),
                  model.clock()};
    rows.leave_copies = true;
    rows.most_dots = ShardingStrategies::rows_to_show;
    rows.words = [&model](std::uint32_t each) { return model.words_for(each); };
    draw_rows(canvas, rows);
    draw_messages(canvas, cluster, model);
    const std::string answer = model.answer();
    draw_status(canvas, router, answer.empty() ? model.rule() : answer,
                answer.empty()                                        ? theme.plain
                : model.asked()->failed() && !model.query_under_way() ? theme.red
                                                                      : theme.blue);
    if (table) {
      const bool down = std::get<bool>(model.controls().find("directory-down")->value());
      draw_status(canvas, directory, down ? "down" : "Directory", down ? theme.red : theme.teal);
      if (canvas.clicked("directory-down", directory)) canvas.set("directory-down", !down);
      if (canvas.pointed_at(directory)) {
        canvas.tooltip(down ? "Click to bring the directory back."
                            : "Which key is on which shard. Click to take it down.");
      }
    }
    draw_loads(canvas, loads, model, held);
    draw_moves(canvas, card, model, narrow);
    const auto [hot, words] = model.verdict();
    canvas.paragraph({verdict.x + 2, verdict.y + 2}, verdict.width, words,
                     {.size = TextSize::small, .colour = hot ? theme.red.text : theme.text_soft});
  }

  void explore(Canvas& canvas, const Box& area, const ShardingStrategies& model) override {
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
};

}  // namespace

extern const Sim sharding_strategies;
const Sim sharding_strategies =
    sim_of<ShardingStrategies, ShardingStrategiesView>({.id = "sharding-strategies",
                                                        .title = "Sharding Strategies",
                                                        .height = 752,
                                                        .explore_height = 580,
                                                        .step = 0.5,
                                                        .explore_height_narrow = 1040});

}  // namespace microsims
