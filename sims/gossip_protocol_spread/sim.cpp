#include "gossip_protocol_spread/view.hpp"

#include <algorithm>

#include "stage/draw/charts.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/legend.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::gossip::Exchange;

void draw_key(const Canvas& canvas, const Box& box, bool dots) {
  const Theme& theme = canvas.theme();
  const Sign sign = dots ? Sign::square : Sign::disc;
  std::vector<LegendEntry> entries = {
      {sign, theme.plain, "does not know yet", "does not know", dots ? "" : "?"},
      {Sign::disc, theme.orange, "new: has just heard it", "new", dots ? "" : "!"},
      {sign, theme.green, "spread: has passed it on", "spread"}};
  // Dots have no words of their own.
  if (dots) entries.push_back({Sign::cross, theme.red, "Node 4 DOWN", "4 DOWN"});
  draw_legend(canvas, box, entries);
  if (dots) return;
  const auto [x, y] = lay_out_legend(canvas, box, entries)[2].at;
  draw_tick(canvas, {x + 7, y}, 3, theme.green.ink);
}

// The last point grows out of the one before as the news arrives.
std::vector<ImVec2> run_so_far(const GossipProtocolSpread& model, bool reduced_motion) {
  if (!model.started() || model.spread().informed() == 0) return {};
  std::vector<ImVec2> points = points_of(model.spread().history());
  const auto clock = static_cast<double>(model.clock());
  const float share =
      reduced_motion ? 1 : ease_in_out(share_of(clock, 0, static_cast<double>(model.messages_end)));
  points.back().y = static_cast<float>(model.shown_informed());
  if (points.size() > 1) points.back().x += share - 1;
  if (points.back().y == 0) points.clear();
  return points;
}

// What it would be if every message found a node that does not know, as long as there are any.
std::vector<ImVec2> exponential(double factor, float live) {
  std::vector<ImVec2> points{{0, 1}};
  double informed = 1;
  for (float round = 0; informed < live; ++round) {
    const double next = informed * factor;
    const double share = std::min(1.0, (live - informed) / (next - informed));
    points.push_back({round + static_cast<float>(share),
                      static_cast<float>(std::min(next, static_cast<double>(live)))});
    informed = next;
  }
  return points;
}

// This run, the one before, and what theory expects, round by round.
void draw_curves(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model,
                 bool narrow) {
  const Theme& theme = canvas.theme();
  const auto live = static_cast<float>(model.spread().live());
  const std::string y_name = phrase({narrow ? "" : "nodes ", "informed, of ", live});
  const auto& earlier = model.earlier();
  const std::size_t longest = std::max({model.started() ? model.spread().history().size() : 0,
                                        model.expected_from() + model.expected().size(),
                                        earlier ? earlier->history.size() : 0, std::size_t{7}});
  const float last_round = canvas.glide("last round", static_cast<float>(longest - 1));

  Series goal{"", {{0, live}, {last_round, live}}, theme.plain};
  goal.hue.text = faded(theme.line, 0.6f);
  Series law{"expected", points_of(model.expected(), 1, static_cast<float>(model.expected_from())),
             theme.purple, true};
  // Stays at the top once all know.
  if (!law.points.empty() && law.points.back().x < last_round) {
    law.points.push_back({last_round, law.points.back().y});
  }
  // The goal below all others.
  LineChart chart{.series = {std::move(goal)},
                  .x_max = last_round,
                  .y_max = 1.08f * live,
                  .x_name = "round",
                  .y_name = y_name,
                  .least_x_step = 1};
  std::string before, growth;
  if (earlier) {
    before = narrow ? "before" : phrase({"before, fanout ", earlier->fanout});
    chart.series.push_back({before, points_of(earlier->history), theme.plain});
  }
  const bool still = canvas.reduced_motion();
  chart.series.push_back({"this run", run_so_far(model, still), theme.blue, false, true});
  chart.series.push_back(std::move(law));
  if (!narrow && !earlier && model.options().exchange == Exchange::push) {
    const double factor = 1 + model.options().fanout * (1 - model.options().loss);
    growth = phrase({"×", number_text(factor, 1),
                     box.width < 600 ? " per round" : " if each call reached a new node"});
    chart.series.push_back({growth, exponential(factor, live), theme.plain, true});
  }
  draw_line_chart(canvas, box, chart);
}

}  // namespace

void GossipProtocolSpreadView::draw(Canvas& canvas, const Box& area,
                                    const GossipProtocolSpread& model) {
  const float chart_height = std::clamp(area.height * 0.4f, 130.f, 200.f);
  const Box inner = area.middle(widest_row, 12);
  const Box chart{inner.x, inner.bottom() - chart_height - 8, inner.width, chart_height};
  const float counter_y = chart.y - 16;
  const Box key{inner.x, counter_y - 36, inner.width, 20};
  draw_group(canvas, {area.x + 10, area.y, area.width - 20, key.y - 2 - area.y}, model);
  draw_key(canvas, key, dots_);
  canvas.text({area.centre().x, counter_y},
              phrase({"Round ", model.spread().round(), " — Nodes informed: ",
                      model.shown_informed(), " / ", model.spread().live(), "."}),
              {.size = TextSize::strong, .align = Align::centre});
  draw_curves(canvas, chart, model, area.width < narrow_page);
}

extern const Sim gossip_protocol_spread;
const Sim gossip_protocol_spread =
    sim_of<GossipProtocolSpread, GossipProtocolSpreadView>({.id = "gossip-protocol-spread",
                                                            .title = "Gossip Protocol Spread",
                                                            .height = 660,
                                                            .explore_height = 350,
                                                            .step = 0.25,
                                                            .explore_height_narrow = 600});

}  // namespace microsims
