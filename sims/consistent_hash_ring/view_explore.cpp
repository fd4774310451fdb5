#include "consistent_hash_ring/view_explore.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "partition/balance.hpp"
#include "stage/draw/breakpoints.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

// The shares of 10,000 keys that each method moves, with the law's share as a mark.
void draw_methods(Canvas& canvas, const Box& box, const ConsistentHashRing& model) {
  const Theme& theme = canvas.theme();
  const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};
  const TextStyle soft_right{
      .size = TextSize::small, .colour = theme.text_soft, .align = Align::right};
  const bool happened = model.has_changed_nodes();
  const MembershipChange change = model.compared_change();
  canvas.text({box.x, box.y + 10},
              happened ? "The same change by other methods" : "If another node joined",
              {.size = TextSize::strong});
  canvas.text({box.x, box.y + 34},
              phrase({"Keys moved, of 10,000, from ", change.before.size(), " to ",
                      change.after().size(), " nodes"}),
              soft);
  const auto& methods = model.methods();
  const float names = canvas.text_width("rendezvous") + 14, fullest = 50;
  const Box plot{box.x + names, box.y + 64, box.width - names - fullest - 52, box.height - 64 - 44};
  canvas.text({box.right(), plot.y - 8}, "fullest", soft_right);
  const float pitch = plot.height / static_cast<float>(methods.size());
  const float height = std::min(pitch * 0.55f, 24.f);
  const float least = plot.x + plot.width * static_cast<float>(change.least());
  draw_dashes(canvas, {{least, plot.y}, {least, plot.bottom()}}, theme.text_soft, 1.25f, 4);
  for (std::size_t i = 0; i < methods.size(); ++i) {
    const MethodResult& method = methods[i];
    const float y = plot.y + pitch * (static_cast<float>(i) + 0.5f);
    const double share = method.moved / static_cast<double>(ConsistentHashRing::most_keys);
    const float right = plot.x + plot.width * canvas.glide(phrase({"moved ", method.name}),
                                                           static_cast<float>(share));
    const bool ours = i == 0, worst = i + 1 == methods.size();
    const Hue& hue = ours ? theme.orange : worst ? theme.red : theme.plain;
    canvas.text({box.x, y}, method.name, {.size = ours ? TextSize::strong : TextSize::body});
    canvas.ink().AddRectFilled({plot.x, y - height / 2}, {right, y + height / 2}, hue.fill, 3);
    canvas.ink().AddRect({plot.x, y - height / 2}, {right, y + height / 2}, hue.edge, 3);
    const std::string moved = percent_text(share);
    const float ends = right + 8 + canvas.text_width(moved, TextSize::small);
    canvas.ink().AddRectFilled({right + 4, y - 8}, {ends, y + 8}, theme.region);
    canvas.text({right + 6, y}, moved, {.size = TextSize::small});
    canvas.text({box.right(), y}, phrase({number_text(method.max_over_mean, 2), "×"}), soft_right);
    if (worst) {
      const float law = plot.x + plot.width * static_cast<float>(change.hash_mod_law());
      draw_dashes(canvas, {{law, y - pitch * 0.42f}, {law, y + pitch * 0.42f}}, theme.text, 2, 3);
    }
  }
  canvas.ink().AddLine({plot.x, plot.y}, {plot.x, plot.bottom()}, theme.line, 1.25f);
  canvas.paragraph({box.x, box.bottom() - 39}, box.width,
                   phrase({"Dashed: in theory. A node’s fair share is ",
                           percent_text(change.least()), ", hash mod N moves ",
                           percent_text(change.hash_mod_law()), ". Fullest: most keys / mean."}),
                   soft);
}

void draw_evenness(Canvas& canvas, const Box& box, const ConsistentHashRing& model) {
  const Theme& theme = canvas.theme();
  canvas.text({box.x, box.y + 10}, "How uneven is the load?", {.size = TextSize::strong});
  canvas.text({box.x, box.y + 34}, "Spread of 10,000 keys: deviation / mean",
              {.size = TextSize::small, .colour = theme.text_soft});
  Series points{.name = "this ring", .points = {}, .hue = theme.orange};
  Series law{.name = "theory: √((N−1)/(VN+1))", .points = {}, .hue = theme.blue, .dashed = true};
  float highest = 0;
  const auto nodes = static_cast<std::uint32_t>(model.nodes().size());
  for (std::uint32_t k = 1; k <= 50; ++k) {
    const auto theory = static_cast<float>(100 * distributed::expected_ring_variation(nodes, k));
    const auto of_ring = static_cast<float>(100 * model.variation_with(static_cast<int>(k)));
    law.points.push_back({static_cast<float>(k), theory});
    points.points.push_back({static_cast<float>(k), of_ring});
    highest = std::max({highest, theory, of_ring});
  }
  const Box chart{box.x, box.y + 52, box.width, box.height - 52 - 26};
  LineChart lines{.series = {law, points},
                  .x_max = 50,
                  .y_max = std::ceil(highest / 20) * 20,
                  .x_name = "V: virtual nodes per node",
                  .y_name = "%"};
  draw_line_chart(canvas, chart, lines);
  canvas.text({box.x, box.bottom() - 12},
              phrase({"Now, with V = ", model.vnodes(), ": ", percent_text(model.variation()),
                      " measured, ", percent_text(model.expected_variation()), " in theory"}),
              {.size = TextSize::small});
}

// The loads of all nodes with so many virtual nodes each, of 10,000 keys, as bars up to `least_top`.
void draw_loads(const Canvas& canvas, const Box& box, const ConsistentHashRing& model, int vnodes,
                double least_top) {
  BarChart chart;
  const std::vector<double>& loads = model.loads_with(vnodes);
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const distributed::NodeId node = model.nodes()[i].id;
    chart.bars.push_back(
        {.label = node_label(node), .value = loads[i], .hue = node_hue(canvas.theme(), node)});
  }
  chart.least_top = least_top;
  const double mean = ConsistentHashRing::most_keys / static_cast<double>(loads.size());
  chart.levels.push_back({mean, "", canvas.theme().text});
  draw_bar_chart(canvas, box, chart);
}

// The same nodes with few and with many virtual nodes: the histogram evens out.
void draw_histograms(Canvas& canvas, const Box& box, const ConsistentHashRing& model) {
  canvas.text({box.x, box.y + 10}, "10,000 keys by virtual nodes per node",
              {.size = TextSize::strong});
  const auto nodes = static_cast<std::uint32_t>(model.nodes().size());
  const float gap = 20, width = (box.width - 2 * gap) / 3;
  double highest = 1;
  for (const double load : model.loads_with(1)) highest = std::max(highest, load);
  float x = box.x;
  for (const int vnodes : {1, 10, 50}) {
    const Box chart{x, box.y + 24, width, box.height - 24 - 58};
    draw_loads(canvas, chart, model, vnodes, highest);
    const double theory =
        distributed::expected_ring_variation(nodes, static_cast<std::uint32_t>(vnodes));
    const TextStyle small{.size = TextSize::small, .align = Align::centre};
    const float centre = chart.centre().x;
    canvas.text({centre, chart.bottom() + 12}, number_text(vnodes),
                {.size = TextSize::strong, .align = Align::centre});
    canvas.text({centre, chart.bottom() + 32},
                phrase({"spread ", percent_text(model.variation_with(vnodes))}), small);
    canvas.text(
        {centre, chart.bottom() + 49}, phrase({"theory ", percent_text(theory)}),
        {.size = TextSize::small, .colour = canvas.theme().text_soft, .align = Align::centre});
    x += width + gap;
  }
}

}  // namespace

distributed::NodeId draw_histogram(const Canvas& canvas, const Box& box,
                                   const ConsistentHashRing& model, const Focus& focus) {
  const auto loads = model.loads();
  BarChart chart;
  chart.widest_bar = 52;
  double sum = 0;
  for (const auto& [node, keys, copies] : loads) {
    sum += keys;
    if (node == focus.node) chart.dim_but = static_cast<int>(chart.bars.size());
    chart.bars.push_back(
        {.label = node_label(node),
         .value = keys,
         .hue = node_hue(canvas.theme(), node),
         .above = copies,
         .value_words = copies > 0 ? phrase({number_text(keys), " + ", number_text(copies)}) : "",
         .key = phrase({"bar ", node})});
  }
  const double mean = sum / static_cast<double>(model.nodes().size());
  chart.levels.push_back(
      {mean, phrase({"even: ", number_text(mean, mean < 100 ? 2 : 0)}), canvas.theme().text_soft});
  if (const auto most = model.capacity()) {
    chart.levels.push_back(
        {static_cast<double>(*most), phrase({"most: ", *most}), canvas.theme().red.text});
  }
  const int pointed = draw_bar_chart(canvas, box, chart);
  return pointed < 0 ? 0 : loads[static_cast<std::size_t>(pointed)].node;
}

void draw_ring_exploration(Canvas& canvas, const Box& area, const ConsistentHashRing& model) {
  const Theme& theme = canvas.theme();
  const auto& change = model.change();
  const Box all = area.shrunk(14);
  // The insight of the chapter, in one line.
  const bool membership = change.of_membership();
  const bool narrow = all.width < narrow_page;
  const std::string ours = moved_by_ring(model), theirs = moved_by_hash_mod(model);
  const float y = all.y + 12;
  if (!membership) {
    canvas.paragraph({all.x, all.y + 2}, all.width,
                     "Add or remove a node to compare its keys with hash mod N.");
  } else {
    canvas.text({all.x, y}, ours, {.size = TextSize::strong});
    const ImVec2 next = narrow ? ImVec2{all.x, y + 22}
                               : ImVec2{all.x + canvas.text_width(ours, TextSize::strong) + 8, y};
    canvas.text(next, theirs, {.size = TextSize::strong, .colour = theme.red.text});
  }
  const float top = all.y + (narrow ? 50.f : 36.f);
  const bool beside = all.width >= three_abreast;
  const float below = beside ? 230.f : 180.f, gap = 22;
  const Box third{all.x, all.bottom() - below, all.width, below};
  const auto parts = columns_or_stacked({all.x, top, all.width, third.y - gap - top}, 2,
                                        beside ? 28 : gap, !beside);
  draw_methods(canvas, parts[0], model);
  draw_evenness(canvas, parts[1], model);
  draw_histograms(canvas, third, model);
}

}  // namespace microsims
