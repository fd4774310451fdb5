// The router above its shards, boxes that fill with rows; below them the load of each beside the even
// share, and what the last change moved.

#include "sharding_strategies/view.hpp"

#include <algorithm>

#include "stage/draw/charts.hpp"
#include "stage/draw/cluster.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/legend.hpp"
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
  const bool hot = !leaves && model.next_hundred()[place] >= 90;
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
  const double even = static_cast<double>(model.users().size()) / model.shards();
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
    RowBoxes rows{boxes,          router.centre(),    model.owners_before(),
                  model.owners(), model.departures(), model.clock()};
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
    draw_sharding_exploration(canvas, area, model);
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
