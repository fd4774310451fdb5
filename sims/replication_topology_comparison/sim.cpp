#include "replication_topology_comparison/view.hpp"

#include <algorithm>

#include "stage/draw/layout.hpp"
#include "stage/draw/legend.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using Comparison = ReplicationTopologyComparison;

constexpr float preview_height = 52;
constexpr float header_height = 36;
constexpr float pill_height = 30;

// The selector at the top: Simulate Write for the highlighted panel.
constexpr const char* pill_label = "Simulate Write";

float pill_width(const Canvas& canvas) {
  return canvas.text_width(pill_label) + 44;
}

void draw_pill(Canvas& canvas, ImVec2 centre, ImU32 edge) {
  const Theme& theme = canvas.theme();
  const float width = pill_width(canvas);
  const Box pill{centre.x - width / 2, centre.y - pill_height / 2, width, pill_height};
  const Touch state = canvas.touch("pill", pill.shrunk(-6));
  const ImU32 fill = state.held ? theme.press : state.hovered ? theme.hover : theme.card;
  canvas.framed(pill, fill, edge, pill_height / 2, 1.5f);
  const float x = pill.x + 16;
  canvas.ink().AddTriangleFilled({x - 4, centre.y - 6}, {x + 6, centre.y}, {x - 4, centre.y + 6},
                                 theme.accent.text);
  canvas.text({pill.x + 30, centre.y}, pill_label, {.colour = theme.accent.text});
  if (state.clicked) canvas.press("simulate-write");
}

// The band with the title; returns where it ends.
float draw_header(Canvas& canvas, const Box& box, Topology topology, bool highlighted) {
  const Theme& theme = canvas.theme();
  const bool one_line = box.width >= 280;
  const float y = box.y + header_height / 2 + 1;
  const ImU32 ink = highlighted ? theme.accent.ink : theme.text;
  if (highlighted) {
    canvas.ink().AddRectFilled(box.low(), {box.right(), box.y + header_height + 2},
                               theme.accent.fill, 8, ImDrawFlags_RoundCornersTop);
  }
  canvas.ink().AddCircle({box.x + 17, y}, 7, ink, 0, 1.75f);
  if (highlighted) canvas.disc({box.x + 17, y}, 4, ink);
  const float title_x = box.x + 30, pill_x = box.right() - 10 - pill_width(canvas);
  canvas.text({title_x, y}, title_of(topology),
              {.size = TextSize::strong,
               .colour = ink,
               .room = highlighted && one_line ? pill_x - 6 - title_x : 0});
  const auto say = [&](ImVec2 at, const char* words, ImU32 colour, Align align) {
    canvas.text(at, words, {.size = TextSize::small, .colour = colour, .align = align});
  };
  // On the narrowest page the band, its mark and its button must do.
  if (highlighted && !(one_line && box.width < 350)) {
    const float x = box.x + 38 + canvas.text_width(title_of(topology), TextSize::strong);
    say({one_line ? x : box.right() - 10, y}, "selected", ink,
        one_line ? Align::left : Align::right);
  } else if (!highlighted && one_line) {
    say({box.right() - 10, y}, "click to highlight", theme.text_soft, Align::right);
  }
  if (one_line) {
    // The pill stands in the band.
    if (highlighted) draw_pill(canvas, {pill_x + pill_width(canvas) / 2, y}, ink);
    return box.y + header_height + 6;
  }
  const float line = box.y + header_height + 6 + pill_height / 2;
  if (highlighted) {
    draw_pill(canvas, {box.centre().x, line}, theme.accent.text);
  } else {
    say({box.centre().x, line}, "click to highlight", theme.text_soft, Align::centre);
  }
  return box.y + header_height + 8 + pill_height;
}

// Whether label and word fit side by side, in all three panels.
bool in_one_line(const Canvas& canvas, float width) {
  float widest = 0;
  for (const Topology topology : all_topologies) {
    for (const Fact& fact : scorecard_of(topology)) {
      widest = std::max(widest, canvas.text_width(fact.label + ":", TextSize::small) + 6 +
                                    canvas.text_width(fact.words, TextSize::strong));
    }
  }
  return widest <= width;
}

float scorecard_pitch(const Canvas& canvas, float width) {
  return in_one_line(canvas, width) ? 20.f : 37.f;
}

void draw_scorecard(const Canvas& canvas, const Box& box, Topology topology) {
  const float pitch = scorecard_pitch(canvas, box.width);
  const bool one_line = in_one_line(canvas, box.width);
  float y = box.y;
  for (const Fact& fact : scorecard_of(topology)) {
    const std::string label = fact.label + ":";
    canvas.text({box.x, y + (one_line ? 11.f : 9.f)}, label,
                {.size = TextSize::small, .colour = canvas.theme().text_soft});
    const float x = one_line ? box.x + canvas.text_width(label, TextSize::small) + 6 : box.x;
    canvas.text({x, y + (one_line ? 10.f : 24.f)}, fact.words, {.size = TextSize::strong});
    y += pitch;
  }
}

float figures_pitch(const Canvas& canvas) {
  return canvas.line_height(TextSize::small) + 3;
}

void draw_figures(const Canvas& canvas, const Box& box, Topology topology,
                  const Comparison& model) {
  const Theme& theme = canvas.theme();
  const float pitch = figures_pitch(canvas);
  canvas.fill({box.x - 5, box.y, box.width + 10, box.height + 1}, theme.hover, 5);
  float y = box.y + 3 + pitch / 2;
  for (const Fact& fact : model.card(topology)) {
    canvas.text({box.x, y}, fact.label, {.size = TextSize::small, .colour = theme.text_soft});
    canvas.text({box.right(), y}, value_text(fact),
                {.size = TextSize::small, .colour = theme.text, .align = Align::right});
    y += pitch;
  }
}

void draw_whole(Canvas& canvas, const Box& box, Topology topology, const Comparison& model) {
  const float top = draw_header(canvas, box, topology, topology == model.topology());
  const float width = box.width - 20;
  const float scorecard = 4 * scorecard_pitch(canvas, width);
  const float figures = 4 * figures_pitch(canvas) + 6;
  const float height = scorecard + 4 + figures;
  const Box card{box.x + 10, box.bottom() - height - 6, width, height};
  draw_topology(canvas, {box.x + 6, top + 4, box.width - 12, card.y - 8 - top - 4}, topology,
                model);
  canvas.ink().AddLine({card.x, card.y - 4}, {card.right(), card.y - 4}, canvas.theme().card_edge);
  draw_scorecard(canvas, card, topology);
  draw_figures(canvas, {card.x, card.bottom() - figures, width, figures}, topology, model);
}

void draw_preview(const Canvas& canvas, const Box& box, Topology topology,
                  const Comparison& model) {
  const Theme& theme = canvas.theme();
  const bool tiny = box.width < 170;
  const Box mini{box.x + (tiny ? 0.f : 6.f), box.y + 8, tiny ? 0.f : 56.f, box.height - 16};
  if (!tiny) draw_small_nodes(canvas, mini, topology, model);
  const float x = mini.right() + 8;
  canvas.text({x, box.centre().y - 9}, title_of(topology), {.size = TextSize::strong});
  const Fact waited = model.measured(topology)[0];
  const std::string line = model.clusters().of(topology).writes().empty() ? "tap to highlight"
                           : waited.value ? phrase({"client: ", value_text(waited)})
                                          : "client waits";
  canvas.text({x, box.centre().y + 11}, line, {.size = TextSize::small, .colour = theme.text_soft});
}

void draw_panel(Canvas& canvas, const Box& box, Topology topology, const Comparison& model) {
  const Theme& theme = canvas.theme();
  draw_card(canvas, box);
  canvas.ink().PushClipRect(box.low(), box.high(), true);
  if (box.height < preview_height + 40) {
    draw_preview(canvas, box, topology, model);
  } else {
    draw_whole(canvas, box, topology, model);
  }
  canvas.ink().PopClipRect();
  if (topology == model.topology()) {
    canvas.ink().AddRect(box.low(), box.high(), theme.accent.fill, 8, 0, 3);
    return;
  }
  const Touch state = canvas.touch(id_of(topology), box);
  if (state.clicked) canvas.set("topology", std::string{id_of(topology)});
  if (state.hovered) canvas.ink().AddRect(box.low(), box.high(), theme.line, 8, 0, 2);
}

Box glided(const Canvas& canvas, const std::string& key, const Box& box) {
  return {canvas.glide(phrase({key, " x"}), box.x), canvas.glide(phrase({key, " y"}), box.y),
          canvas.glide(phrase({key, " width"}), box.width),
          canvas.glide(phrase({key, " height"}), box.height)};
}

// The boxes of the panels, in the order of the topologies.
std::vector<Box> panels_of(const Box& all, Topology highlighted, bool wide) {
  if (wide) return columns_or_stacked(all, static_cast<int>(all_topologies.size()), 10, false);
  std::vector<Box> previews =
      columns_or_stacked({all.x, all.y, all.width, preview_height}, 2, 8, false);
  const float top = preview_height + 8;
  previews.insert(previews.begin() + static_cast<std::ptrdiff_t>(highlighted),
                  {all.x, all.y + top, all.width, all.height - top});
  return previews;
}

}  // namespace

void ReplicationTopologyComparisonView::draw(Canvas& canvas, const Box& area,
                                             const Comparison& model) {
  const bool wide = area.width >= three_abreast;
  const float legend_height = wide ? 24.f : 40.f;
  const Box all{area.x + 12, area.y, area.width - 24, area.height - legend_height - 4};
  const std::vector<Box> panels = panels_of(all, model.topology(), wide);
  for (const Topology topology : all_topologies) {
    draw_panel(canvas, glided(canvas, id_of(topology), panels[static_cast<std::size_t>(topology)]),
               topology, model);
  }
  const Theme& theme = canvas.theme();
  static_assert(slow_motion == 15);
  const Box legend{all.x, area.bottom() - legend_height, all.width, legend_height};
  const TextStyle soft{.size = TextSize::small,
                       .colour = theme.text_soft,
                       .align = wide ? Align::right : Align::centre};
  const char* slow = "Slow motion: 1 ms on the network takes 15 ms here";
  const float words = wide ? canvas.text_width(slow, soft.size) + 16 : 0;
  draw_legend(canvas, {legend.x, legend.y, legend.width - words, wide ? legend.height : 22},
              {{Sign::disc, theme.orange, "write"},
               {Sign::tick, theme.green, "acknowledgement"},
               {Sign::disc, theme.purple, "anti-entropy"}});
  canvas.text({wide ? legend.right() : legend.centre().x, legend.y + (wide ? 11.f : 29.f)}, slow,
              soft);
}

extern const Sim replication_topology_comparison;
const Sim replication_topology_comparison =
    sim_of<ReplicationTopologyComparison, ReplicationTopologyComparisonView>(
        {.id = "replication-topology-comparison",
         .title = "Replication Topology Comparison",
         .height = 740,
         .explore_height = 430,
         .step = 0.15,
         .explore_height_narrow = 920});

}  // namespace microsims
