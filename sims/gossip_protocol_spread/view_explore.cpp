#include "gossip_protocol_spread/view.hpp"

#include <algorithm>
#include <string>

#include "gossip/convergence.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using namespace distributed::gossip;

// A title above, room for three lines of facts below; returns what lies between.
Box draw_pane(const Canvas& canvas, const Box& box, std::string_view title,
              std::string_view facts) {
  constexpr float facts_height = 56;
  canvas.text({box.x + 4, box.y + 14}, title, {.size = TextSize::strong});
  canvas.paragraph({box.x + 4, box.bottom() - facts_height + 2}, box.width - 8, facts,
                   {.size = TextSize::small, .colour = canvas.theme().text_soft});
  return {box.x, box.y + 30, box.width, box.height - 34 - facts_height};
}

// 8: "100 million"
std::string power_of_ten(int power) {
  constexpr const char* heads[] = {"1", "10", "100"};
  constexpr const char* tails[] = {"", " thousand", " million", " billion", " trillion"};
  return phrase({heads[power % 3], tails[power / 3]});
}

double chance_of(const std::vector<double>& complete, std::size_t round) {
  if (round >= complete.size()) return 0;
  return complete[round] - (round > 0 ? complete[round - 1] : 0);
}

void draw_distribution(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const std::uint32_t count = model.trials().runs(), live = model.spread().live();
  const std::vector<std::uint32_t> runs = model.trials().tally(model.options().exchange).rounds;
  const auto& law = model.complete_law();
  const Box pane = draw_pane(canvas, box,
                             count == 0 ? std::string{"How many rounds until all know?"}
                                        : phrase({"Rounds until all know in ", count, " runs"}),
                             model.rounds_in_words());
  if (count == 0 && law.empty()) {
    return canvas.text(pane.centre(), "Press Run Many Times.",
                       {.colour = canvas.theme().text_soft, .align = Align::centre});
  }
  // The rounds that occur.
  std::size_t first = 0, last = std::max<std::size_t>(runs.empty() ? 1 : runs.size() - 1, 4);
  while (last + 1 < law.size() && law[last] < 0.995) ++last;
  if (model.has_bounds()) {
    last = std::max(last, static_cast<std::size_t>(push_rounds_upper(live) + 1));
  }
  while (first < runs.size() && runs[first] == 0 && chance_of(law, first) < 0.002 &&
         first + 4 < last) {
    ++first;
  }
  BarChart chart{.bars = {},
                 .widest_bar = 40,
                 .least_top = 5,
                 .y_name = "% of runs",
                 .x_name = "rounds until all know",
                 .law_name = law.empty() ? "" : "exact law"};
  for (std::size_t round = first; round <= last; ++round) {
    const double share = round < runs.size() ? runs[round] / std::max(1.0, double(count)) : 0;
    Bar bar{.label = phrase({round}), .value = 100 * share, .hue = canvas.theme().blue};
    bar.tip = phrase({round, " rounds: ", percent_text(share), " of the runs"});
    if (!law.empty()) {
      bar.law = 100 * chance_of(law, round);
      append(bar.tip, {"\nby the law: ", percent_text(chance_of(law, round))});
    }
    chart.bars.push_back(std::move(bar));
  }
  if (model.has_bounds()) {
    const auto from = static_cast<double>(first);
    chart.band = {push_rounds_lower(live) - from, push_rounds_upper(live) - from};
    chart.band_name = "bounds of the mean";
  }
  draw_bar_chart(canvas, pane, chart);
}

void draw_costs(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  std::string words = "The means count until all know; a call to one peer is one message.";
  if (const std::uint64_t sent = model.spread().exchanges(); sent > 0) {
    append(words,
           {" Sent in the run above (",
            id_of(GossipProtocolSpread::exchanges, model.options().exchange), "): ", sent, ", ",
            number_text(static_cast<double>(sent) / model.spread().live(), 1), " per node."});
  }
  const Box pane = draw_pane(canvas, box, "What each kind of exchange costs", words);
  const std::vector<Box> halves = columns_or_stacked(pane, 2, 20, false);
  for (std::size_t i = 0; i < halves.size(); ++i) {
    BarChart chart{.bars = {}, .decimals = i == 0 ? 1 : 0};
    std::string head;
    for (const Exchange exchange : all_exchanges) {
      const Fact fact = model.costs(exchange)[i];
      head = fact.label;
      chart.bars.push_back({.label = id_of(GossipProtocolSpread::exchanges, exchange),
                            .value = fact.value.value_or(0),
                            .hue = i == 0 ? theme.blue : theme.orange,
                            .strong = exchange == model.options().exchange,
                            .value_words = fact.value ? "" : value_text(fact),
                            .tip = value_text(fact)});
    }
    chart.y_name = head;
    draw_bar_chart(canvas, halves[i], chart);
  }
}

void draw_phi(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model,
              std::string_view title, const distributed::failure::PhiCourse& course,
              const Fact& silence, const std::string& law) {
  const Theme& theme = canvas.theme();
  const Box pane = draw_pane(canvas, box, title,
                             phrase({"Node 4 is suspected ", value_text(silence),
                                     " after its last heartbeat (green dot). ", law}));
  const auto threshold = static_cast<float>(model.threshold());
  constexpr auto last = static_cast<float>(Suspicion::last_sample);
  const auto suspected = static_cast<float>(course.last_heartbeat + *silence.value);
  const float top = std::max(11.f, threshold + 2);
  std::vector<ImVec2> beats;
  for (const double at : model.suspicion().heartbeats) beats.push_back({static_cast<float>(at), 0});
  std::vector<ImVec2> doubt = points_of(course.phi, 1, 0, static_cast<float>(course.every));
  const auto out = std::find_if(doubt.begin(), doubt.end(), [&](ImVec2 at) { return at.y > top; });
  if (out != doubt.end()) doubt.erase(out + 1, doubt.end());
  const std::string level = phrase({"threshold ", number_text(model.threshold(), 0)});
  draw_line_chart(canvas, pane,
                  {.series = {{level, {{0, threshold}, {last, threshold}}, theme.red, true},
                              {"", beats, theme.green, false, true},
                              {"φ", doubt, theme.blue},
                              {"", {{suspected, threshold}}, theme.red, false, true}},
                   .x_max = last,
                   .y_max = top,
                   .x_name = "seconds",
                   .y_name = "φ"});
}

void draw_normal(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Suspicion& suspicion = model.suspicion();
  draw_phi(canvas, box, model, "Normal intervals (Akka)", suspicion.normal, model.silences()[0],
           phrase({"Heartbeats came every ", number_text(suspicion.mean, 2), "\u00a0±\u00a0",
                   number_text(suspicion.deviation, 2), "\u00a0s. φ\u00a0=\u00a0",
                   number_text(model.threshold(), 0), ": wrong once in ",
                   power_of_ten(static_cast<int>(model.threshold())), "."}));
}

void draw_exponential(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Suspicion& suspicion = model.suspicion();
  const Fact silence = model.silences()[1];
  draw_phi(canvas, box, model, "Exponential intervals (Cassandra)", suspicion.exponential, silence,
           phrase({"In theory φ\u00a0=\u00a0time\u00a0/\u00a0(mean\u00a0×\u00a0ln\u00a010): ",
                   law_text(silence), " for a mean of ", number_text(suspicion.counted_mean, 2),
                   "\u00a0s."}));
}

void draw_rumors(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const auto& [first, second] = model.repair().rumors;
  const auto leftovers = model.leftovers();
  const auto last = static_cast<float>(std::max(first.course.size(), second.course.size()) - 1);
  std::vector<Series> series;
  std::string words = "Who finds nobody to tell stops with chance 1/k. Never hear it: ";
  for (const auto* rumor : {&first, &second}) {
    const bool begins = rumor == &first;
    const Fact& left = leftovers[begins ? 0 : 1];
    const Hue& hue = begins ? canvas.theme().orange : canvas.theme().blue;
    const auto level = static_cast<float>(100 * rumor->law);
    series.push_back({"", {{0, level}, {last, level}}, hue, true});
    series.push_back({left.label, points_of(rumor->course, 100), hue, false, true});
    append(words, {left.label, ": ", value_text(left), " (theory ", law_text(left),
                   begins ? "), " : ")."});
  }
  draw_line_chart(canvas, draw_pane(canvas, box, "Rumors that stop by themselves", words),
                  {.series = series,
                   .x_max = last,
                   .y_max = 108,
                   .x_name = "cycle",
                   .y_name = "% without the news",
                   .least_x_step = 1});
}

void draw_anti_entropy(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  const Box pane = draw_pane(
      canvas, box, "Anti-entropy finds the rest",
      "Each of 1,000 nodes compares all it knows with another once per cycle. In theory (dashed) "
      "pull squares the share of those without the news.");
  LineChart chart{.series = {},
                  .x_max = 1,
                  .y_max = 1,
                  .x_name = "cycle",
                  .y_name = box.width < 420 ? "% without it" : "% without the news",
                  .least_x_step = 1};
  const Hue* hues[] = {&theme.orange, &theme.blue, &theme.green};
  for (int i = 2; i >= 0; --i) {
    const auto& [course, law] = model.repair().repairs[i];
    const std::vector<ImVec2> points = points_of(course, 100);
    chart.x_max = std::max(chart.x_max, points.back().x);
    chart.y_max = std::max(chart.y_max, points.front().y * 1.1f);
    chart.series.push_back({"", points_of(law, 100), *hues[i], true});
    chart.series.push_back({GossipProtocolSpread::exchanges[i].id, points, *hues[i], false, true});
  }
  draw_line_chart(canvas, pane, chart);
}

}  // namespace

void GossipProtocolSpreadView::explore(Canvas& canvas, const Box& area,
                                       const GossipProtocolSpread& model) {
  const auto panes = columns_or_stacked(area.shrunk(12), 2, 24, area.width < narrow_page);
  using Draw = void (*)(const Canvas&, const Box&, const GossipProtocolSpread&);
  static constexpr Draw drawn[][2] = {{draw_distribution, draw_costs},
                                      {draw_normal, draw_exponential},
                                      {draw_rumors, draw_anti_entropy}};  // by topic
  for (std::size_t i = 0; i < 2; ++i) {
    drawn[static_cast<std::size_t>(model.topic())][i](canvas, panes[i], model);
  }
}

}  // namespace microsims
