#include "consistent_hash_ring/view_histogram.hpp"

#include "stage/draw/charts.hpp"
#include "stage/model/text.hpp"

namespace microsims {

int draw_histogram(const Canvas& canvas, const Box& box, const ConsistentHashRing& model,
                   const Focus& focus) {
  const std::vector<int> nodes = model.shown_nodes();
  const std::vector<double> loads = model.loads();
  const bool with_copies = model.replicas() > 1 && !model.counts_background();
  const std::vector<double> copies =
      with_copies ? model.further_copies() : std::vector<double>(loads.size());
  BarChart chart;
  chart.widest_bar = 52;
  double sum = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    sum += loads[i];
    Bar bar{.label = node_label(nodes[i]),
            .value = loads[i],
            .hue = node_hue(canvas.theme(), nodes[i])};
    bar.above = copies[i];
    if (copies[i] > 0) {
      bar.value_words = phrase({number_text(loads[i]), " + ", number_text(copies[i])});
    }
    bar.key = phrase({"bar ", nodes[i]});
    if (nodes[i] == focus.node) chart.dim_but = static_cast<int>(i);
    chart.bars.push_back(std::move(bar));
  }
  const double mean = sum / static_cast<double>(model.nodes().size());
  chart.levels.push_back(
      {mean, phrase({"even: ", number_text(mean, mean < 100 ? 2 : 0)}), canvas.theme().text_soft});
  if (const auto most = model.capacity()) {
    chart.levels.push_back(
        {static_cast<double>(*most), phrase({"most: ", *most}), canvas.theme().red.text});
  }
  const int pointed = draw_bar_chart(canvas, box, chart);
  return pointed < 0 ? 0 : nodes[static_cast<std::size_t>(pointed)];
}

void draw_loads(const Canvas& canvas, const Box& box, const ConsistentHashRing& model, int vnodes,
                double least_top) {
  BarChart chart;
  const std::vector<double>& loads = model.loads_with(vnodes);
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const int node = static_cast<int>(model.nodes()[i].id);
    chart.bars.push_back(
        {.label = node_label(node), .value = loads[i], .hue = node_hue(canvas.theme(), node)});
  }
  chart.least_top = least_top;
  const double mean = ConsistentHashRing::most_keys / static_cast<double>(loads.size());
  chart.levels.push_back({mean, "", canvas.theme().text});
  draw_bar_chart(canvas, box, chart);
}

}  // namespace microsims
