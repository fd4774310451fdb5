#include "gossip_protocol_spread/view.hpp"

#include <algorithm>

#include "stage/draw/legend.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

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
  draw_gossip_curves(canvas, chart, model, area.width < narrow_page);
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
