#include "gossip_protocol_spread/view_explore.hpp"

#include <algorithm>
#include <string>

#include "gossip/convergence.hpp"
#include "gossip_protocol_spread/explored.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using namespace distributed::gossip;

constexpr float facts_height = 56;

struct Pane {
  Box chart;
  float facts_y;

  // A title above, room for three lines of facts below.
  Pane(const Canvas& canvas, const Box& box, std::string_view title)
      : chart{box.x, box.y + 30, box.width, box.height - 34 - facts_height},
        facts_y(box.bottom() - facts_height + 2) {
    canvas.text({box.x + 4, box.y + 14}, title, {.size = TextSize::strong});
  }

  void facts(const Canvas& canvas, std::string_view words) const {
    canvas.paragraph({chart.x + 4, facts_y}, chart.width - 8, words,
                     {.size = TextSize::small, .colour = canvas.theme().text_soft});
  }
};

// 8: "100 million"
std::string power_of_ten(int power) {
  constexpr const char* heads[] = {"1", "10", "100"};
  constexpr const char* tails[] = {"", " thousand", " million", " billion", " trillion"};
  return phrase({heads[power % 3], tails[power / 3]});
}

// The axis of the rounds that occur.
struct Rounds {
  std::size_t first = 0, last = 0;
  Box plot{};

  float at(double round) const {
    const auto count = static_cast<double>(last - first + 1);
    return plot.x +
           plot.width * static_cast<float>((round + 0.5 - static_cast<double>(first)) / count);
  }
  float bar_width() const {
    return std::min(40.f, 0.7f * plot.width / static_cast<float>(last - first + 1));
  }
};

double chance_of(const std::vector<double>& complete, std::size_t round) {
  if (round >= complete.size()) return 0;
  return complete[round] - (round > 0 ? complete[round - 1] : 0);
}

void draw_band(const Canvas& canvas, const Rounds& rounds, const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  const std::uint32_t live = model.spread().live();
  const float low =
      std::clamp(rounds.at(push_rounds_lower(live)), rounds.plot.x, rounds.plot.right());
  const float high =
      std::clamp(rounds.at(push_rounds_upper(live)), rounds.plot.x, rounds.plot.right());
  canvas.ink().AddRectFilled({low, rounds.plot.y}, {high, rounds.plot.bottom()},
                             faded(theme.gold.fill, 0.22f));
  for (const float x : {low, high}) {
    draw_dashes(canvas, {{x, rounds.plot.y}, {x, rounds.plot.bottom()}}, theme.gold.text, 1.25f, 4);
  }
}

void draw_histogram(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  const float line = canvas.line_height(TextSize::small) + 2;
  const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};
  const auto& runs = model.trials().tally(model.exchange()).rounds;
  const auto& law = model.complete_law();
  const double all = std::max(1u, model.trials().runs());

  Rounds rounds{.plot = {box.x + 36, box.y + line + 4, box.width - 46, box.height - 3 * line - 8}};
  rounds.last = std::max<std::size_t>(runs.empty() ? 1 : runs.size() - 1, 4);
  while (rounds.last + 1 < law.size() && law[rounds.last] < 0.995) ++rounds.last;
  if (has_band(model)) {
    const auto end = static_cast<std::size_t>(push_rounds_upper(model.spread().live()) + 1);
    rounds.last = std::max(rounds.last, end);
  }
  while (rounds.first < runs.size() && runs[rounds.first] == 0 &&
         chance_of(law, rounds.first) < 0.002 && rounds.first + 4 < rounds.last) {
    ++rounds.first;
  }
  double highest = 0.05;
  for (std::size_t i = rounds.first; i <= rounds.last; ++i) {
    highest = std::max(highest, i < runs.size() ? runs[i] / all : 0);
    highest = std::max(highest, chance_of(law, i));
  }
  const auto y_of = [&](double share) {
    return rounds.plot.bottom() - rounds.plot.height * static_cast<float>(share / (1.12 * highest));
  };

  if (has_band(model)) draw_band(canvas, rounds, model);
  const float half = rounds.bar_width() / 2;
  const std::size_t every =
      1 + static_cast<std::size_t>(28 * static_cast<float>(rounds.last - rounds.first + 1) /
                                   rounds.plot.width);
  for (std::size_t i = rounds.first; i <= rounds.last; ++i) {
    const float x = rounds.at(static_cast<double>(i));
    if (i % every == 0) {
      canvas.text({x, rounds.plot.bottom() + 4 + line / 2}, std::to_string(i),
                  {.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre});
    }
    const double share = i < runs.size() ? runs[i] / all : 0;
    if (share > 0) {
      canvas.ink().AddRectFilled({x - half, y_of(share)}, {x + half, rounds.plot.bottom()},
                                 theme.blue.fill, 2, ImDrawFlags_RoundCornersTop);
    }
    if (!law.empty()) {
      // A short line across the bar: what the law expects of it.
      const float y = y_of(chance_of(law, i));
      draw_dashes(canvas, {{x - half - 3, y}, {x + half + 3, y}}, theme.purple.text, 2, 4);
    }
    if (canvas.pointed_at(Box{x - half - 2, rounds.plot.y, 2 * half + 4, rounds.plot.height})) {
      canvas.tooltip(
          phrase({i, " rounds: ", percent_text(share), " of the runs",
                  law.empty() ? "" : phrase({"\nby the law: ", percent_text(chance_of(law, i))})}));
    }
  }
  canvas.ink().AddLine({rounds.plot.x, rounds.plot.bottom()},
                       {rounds.plot.right(), rounds.plot.bottom()}, theme.line, 1.25f);
  canvas.text({rounds.plot.x - 4, y_of(highest)}, number_text(100 * highest, 0),
              {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});
  canvas.text({rounds.plot.x - 4, rounds.plot.bottom()}, "0",
              {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});
  canvas.text({box.x + 4, box.y + line / 2}, "% of runs", soft);
  canvas.text({rounds.plot.right(), box.bottom() - line / 2}, "rounds until all know",
              {.size = TextSize::small, .colour = theme.text_soft, .align = Align::right});
  float key = rounds.plot.right();
  if (!law.empty()) {
    canvas.text({key, box.y + line / 2}, "exact law",
                {.size = TextSize::small, .colour = theme.purple.text, .align = Align::right});
    key -= canvas.text_width("exact law", TextSize::small) + 4;
    draw_dashes(canvas, {{key - 18, box.y + line / 2}, {key, box.y + line / 2}}, theme.purple.text,
                2, 4);
    key -= 34;
  }
  if (has_band(model)) {
    canvas.text({key, box.y + line / 2}, "bounds of the mean",
                {.size = TextSize::small, .colour = theme.gold.text, .align = Align::right});
  }
}

void draw_distribution(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Trials& trials = model.trials();
  const Pane pane{canvas, box,
                  trials.runs() == 0
                      ? std::string{"How many rounds until all know?"}
                      : phrase({"Rounds until all know in ", trials.runs(), " runs"})};
  if (trials.runs() == 0 && model.complete_law().empty()) {
    canvas.text(pane.chart.centre(), "Press Run Many Times.",
                {.colour = canvas.theme().text_soft, .align = Align::centre});
  } else {
    draw_histogram(canvas, pane.chart, model);
  }
  pane.facts(canvas, rounds_in_words(model));
}

void draw_costs(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  const Trials& trials = model.trials();
  const Pane pane{canvas, box, "What each kind of exchange costs"};
  double most_rounds = 1e-9, most_messages = 1e-9;
  for (const Exchange exchange : all_exchanges) {
    const Trials::Tally& tally = trials.tally(exchange);
    most_rounds = std::max(most_rounds, tally.mean_rounds(trials.runs()));
    most_messages = std::max(most_messages, tally.mean_messages(trials.runs()));
  }
  const Box& table = pane.chart;
  const float names = canvas.text_width("push-pull", TextSize::strong) + 16;
  const float column = (table.width - names - 8) / 2;
  const float head = 24, row = std::min(46.f, (table.height - head) / 3);
  const TextStyle soft{.size = TextSize::small, .colour = theme.text_soft};
  canvas.text({table.x + names, table.y + head / 2}, "mean rounds", soft);
  canvas.text({table.x + names + column, table.y + head / 2}, "mean messages", soft);
  for (int i = 0; i < 3; ++i) {
    const Trials::Tally& tally = trials.tally(all_exchanges[i]);
    const bool chosen = all_exchanges[i] == model.exchange();
    const float y = table.y + head + row * (static_cast<float>(i) + 0.5f);
    canvas.text({table.x + 4, y}, name_of(all_exchanges[i]),
                {.size = chosen ? TextSize::strong : TextSize::body});
    const auto cell = [&](float x, double value, double most, int decimals, const Hue& hue) {
      if (trials.runs() == 0) return canvas.text({x, y}, "–");
      const float width = std::max(2.f, (column - 84) * static_cast<float>(value / most));
      canvas.ink().AddRectFilled({x, y - 8}, {x + width, y + 8}, hue.fill, 3);
      canvas.text({x + width + 6, y}, number_text(value, decimals));
    };
    cell(table.x + names, tally.mean_rounds(trials.runs()), most_rounds, 1, theme.blue);
    cell(table.x + names + column, tally.mean_messages(trials.runs()), most_messages, 0,
         theme.orange);
  }
  const std::uint64_t sent = model.spread().exchanges();
  std::string words = "The means count until all know; a call to one peer is one message.";
  if (sent > 0) {
    append(words,
           {" Sent in the run above (", name_of(model.exchange()), "): ", sent, ", ",
            number_text(static_cast<double>(sent) / model.spread().live(), 1), " per node."});
  }
  pane.facts(canvas, words);
}

void draw_phi(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model,
              std::string_view title, const std::vector<double>& phi, const std::string& law) {
  const Theme& theme = canvas.theme();
  const Suspicion& suspicion = model.suspicion();
  const Pane pane{canvas, box, title};
  const auto threshold = static_cast<float>(model.threshold());
  constexpr auto last = static_cast<float>(Suspicion::last_sample);
  const double silence = suspicion.silence(phi, model.threshold());
  const auto suspected = static_cast<float>(suspicion.heartbeats().back() + silence);

  LineChart chart{.series = {},
                  .x_max = last,
                  .y_max = std::max(11.f, threshold + 2),
                  .x_name = "seconds",
                  .y_name = "φ"};
  Series beats{.name = "", .points = {}, .hue = theme.green, .markers = true};
  for (const double at : suspicion.heartbeats())
    beats.points.push_back({static_cast<float>(at), 0});
  Series doubt{.name = "φ", .points = {}, .hue = theme.blue};
  for (std::size_t i = 0; i < phi.size(); ++i) {
    const ImVec2 point{static_cast<float>(i) * static_cast<float>(Suspicion::sample_every),
                       static_cast<float>(phi[i])};
    doubt.points.push_back(point);
    if (point.y > chart.y_max) break;
  }
  const std::string level = phrase({"threshold ", number_text(model.threshold(), 0)});
  chart.series.push_back({level, {{0, threshold}, {last, threshold}}, theme.red, true, false});
  chart.series.push_back(std::move(beats));
  chart.series.push_back(std::move(doubt));
  chart.series.push_back({"", {{suspected, threshold}}, theme.red, false, true});
  draw_line_chart(canvas, pane.chart, chart);
  pane.facts(canvas, phrase({"Node 4 is suspected ", number_text(silence, 1),
                             " s after its last heartbeat (green dot). ", law}));
}

void draw_rumors(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  const Pane pane{canvas, box, "Rumors that stop by themselves"};
  LineChart chart{.series = {},
                  .x_max = 1,
                  .y_max = 108,
                  .x_name = "cycle",
                  .y_name = "% without the news",
                  .least_x_step = 1};
  for (const Repair::Rumor& rumor : model.repair().rumors) {
    chart.x_max = std::max(chart.x_max, static_cast<float>(rumor.course.size() - 1));
  }
  const Hue* hues[] = {&theme.orange, &theme.blue};
  const char* names[] = {"k = 1", "k = 2"};
  std::string words = "Who finds nobody to tell stops with chance 1/k. Never hear it: ";
  for (int i = 0; i < 2; ++i) {
    const auto& [course, messages, law] = model.repair().rumors[i];
    Series run{.name = names[i], .points = {}, .hue = *hues[i], .markers = true};
    for (std::size_t cycle = 0; cycle < course.size(); ++cycle) {
      run.points.push_back({static_cast<float>(cycle), static_cast<float>(100 * course[cycle])});
    }
    const auto level = static_cast<float>(100 * law);
    chart.series.push_back({"", {{0, level}, {chart.x_max, level}}, *hues[i], true, false});
    chart.series.push_back(std::move(run));
    append(words, {i > 0 ? ", " : "", names[i], ": ", percent_text(course.back()), " (theory ",
                   percent_text(law), ")"});
  }
  draw_line_chart(canvas, pane.chart, chart);
  pane.facts(canvas, phrase({words, "."}));
}

void draw_anti_entropy(const Canvas& canvas, const Box& box, const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  const Pane pane{canvas, box, "Anti-entropy finds the rest"};
  LineChart chart{.series = {},
                  .x_max = 1,
                  .y_max = 1,
                  .x_name = "cycle",
                  .y_name = box.width < 420 ? "% without it" : "% without the news",
                  .least_x_step = 1};
  const Hue* hues[] = {&theme.orange, &theme.blue, &theme.green};
  for (int i = 2; i >= 0; --i) {
    const auto& [course, law] = model.repair().repairs[i];
    Series run{.name = name_of(all_exchanges[i]), .points = {}, .hue = *hues[i], .markers = true};
    Series theory{.name = "", .points = {}, .hue = *hues[i], .dashed = true};
    for (std::size_t cycle = 0; cycle < course.size(); ++cycle) {
      const auto x = static_cast<float>(cycle);
      run.points.push_back({x, static_cast<float>(100 * course[cycle])});
      theory.points.push_back({x, static_cast<float>(100 * law[cycle])});
    }
    chart.x_max = std::max(chart.x_max, run.points.back().x);
    chart.y_max = std::max(chart.y_max, run.points.front().y * 1.1f);
    chart.series.push_back(std::move(theory));
    chart.series.push_back(std::move(run));
  }
  draw_line_chart(canvas, pane.chart, chart);
  pane.facts(canvas,
             "Each of 1,000 nodes compares all it knows with another once per cycle. In theory "
             "(dashed) pull squares the share of those without the news.");
}

}  // namespace

void draw_gossip_exploration(const Canvas& canvas, const Box& area,
                             const GossipProtocolSpread& model) {
  const Box inner = area.shrunk(12);
  const bool narrow = area.width < narrow_page;
  const float gap = 24;
  const float width = narrow ? inner.width : (inner.width - gap) / 2;
  const float height = narrow ? (inner.height - gap) / 2 : inner.height;
  const Box first{inner.x, inner.y, width, height};
  const Box second{narrow ? inner.x : inner.x + width + gap,
                   narrow ? inner.y + height + gap : inner.y, width, height};
  const Suspicion& suspicion = model.suspicion();
  switch (model.topic()) {
    case GossipProtocolSpread::Topic::runs:
      draw_distribution(canvas, first, model);
      draw_costs(canvas, second, model);
      break;
    case GossipProtocolSpread::Topic::suspicion:
      draw_phi(canvas, first, model, "Normal intervals (Akka)", suspicion.normal(),
               phrase({"Heartbeats came every ", number_text(suspicion.mean(), 2), "\u00a0±\u00a0",
                       number_text(suspicion.deviation(), 2), "\u00a0s. φ\u00a0=\u00a0",
                       number_text(model.threshold(), 0), ": wrong once in ",
                       power_of_ten(static_cast<int>(model.threshold())), "."}));
      draw_phi(canvas, second, model, "Exponential intervals (Cassandra)", suspicion.exponential(),
               phrase({"In theory φ\u00a0=\u00a0time\u00a0/\u00a0(mean\u00a0×\u00a0ln\u00a010): ",
                       number_text(model.threshold() * suspicion.counted_mean() * 2.302585, 1),
                       " s for a mean of ", number_text(suspicion.counted_mean(), 2), " s."}));
      break;
    case GossipProtocolSpread::Topic::repair:
      draw_rumors(canvas, first, model);
      draw_anti_entropy(canvas, second, model);
      break;
  }
}

}  // namespace microsims
