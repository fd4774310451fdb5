#include <algorithm>

#include "replication/lag_course.hpp"
#include "replication_lag/view.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using namespace distributed::replication;

void draw_course(const Canvas& canvas, const Box& box, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  constexpr int steps = 120;
  constexpr Time window = distributed::simulation::milliseconds(600);
  const Time now = model.set().now(), from = std::max(model.set().origin(), now - window);
  const double length = std::max(1.0, distributed::simulation::to_milliseconds(now - from));
  const Hue* hues[] = {&theme.gold, &theme.teal, &theme.blue, &theme.purple};
  const char* names[] = {"Leader", "1", "2", "3"};
  LineChart chart;
  chart.x_max = static_cast<float>(length);
  chart.x_name = "ms, up to now";
  chart.y_name = "lag, ms";
  chart.y_max = 50;
  for (NodeId node = ReplicationLag::nodes; node-- > 0;) {
    if (node == model.set().leader()) continue;
    const auto course = lag_course(model.set().cluster(), node, from, now, steps);
    for (const double lag : course) {
      chart.y_max = std::max(chart.y_max, static_cast<float>(1100 * lag));
    }
    chart.series.push_back({names[node],
                            points_of(course, 1000, 0, static_cast<float>(length / steps)),
                            *hues[node], node == 3});
  }
  draw_line_chart(
      canvas,
      draw_words(canvas, box, "Lag over time",
                 {"The age of the oldest write that a replica's readers do not see. Try "
                  "a burst, or a long transaction: what follows it waits."}),
      chart);
}

void draw_load(const Canvas& canvas, const Box& box, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  const auto load = model.set().settings().load();
  const double work = 1000 / load.apply_rate, used = utilisation(load);
  const auto law = [&](double percent) {
    return 1000 * distributed::mean_lag({percent / 100 * load.apply_rate, load.apply_rate});
  };
  Series measured{"20,000 writes", {}, theme.orange, false, true};
  for (const auto& [share, lag] : model.study().lags) {
    measured.points.push_back({static_cast<float>(100 * share), static_cast<float>(1000 * lag)});
  }
  std::vector<Series> series{{"law", curve(0, 95, 60, law), theme.purple, true}, measured};
  if (used < 0.95) {
    series.push_back({"", curve(100 * used, 100 * used, 1, law), theme.red, false, true});
  }
  const Box chart =
      draw_words(canvas, box, "Load and lag",
                 {phrase({number_text(load.commit_rate), " writes a second, of ",
                          number_text(load.apply_rate, 0), " that a replica can apply: busy ",
                          percent_text(used, 0), ". ",
                          used < 1 ? phrase({"Mean lag after arrival, M/M/1: 1/(μ−λ) = ",
                                             number_text(law(100 * used), 0), " ms."})
                                   : "It cannot keep up: the lag grows without end."})});
  draw_line_chart(canvas, chart,
                  {.series = std::move(series),
                   .x_max = 100,
                   .y_max = static_cast<float>(work * 12),
                   .x_name = "replica busy, %",
                   .y_name = "lag, ms"});
}

void draw_losses(const Canvas& canvas, const Box& box, const ReplicationLag& model) {
  const LagStudy& study = model.study();
  const auto& settings = model.set().settings();
  BarChart chart;
  chart.law_name = "Poisson";
  chart.y_name = "% of 400 crashes";
  chart.x_name = "confirmed writes lost";
  for (std::size_t lost = 0; lost < study.losses.size(); ++lost) {
    chart.bars.push_back({number_text(static_cast<double>(lost)), 100 * study.losses[lost],
                          canvas.theme().red, false, 100 * study.loss_laws[lost]});
  }
  const bool early = settings.mode == ReplicationMode::asynchronous;
  const double lag = settings.way(0, 1);
  draw_bar_chart(canvas,
                 draw_words(canvas, box, "What a crash loses",
                            {early ? phrase({"Expected: rate × lag of the best replica = ",
                                             settings.rate, "/s × ", number_text(1000 * lag, 0),
                                             " ms = ", number_text(settings.rate * lag, 1), "."})
                                   : std::string{"Nothing is confirmed before a replica has it."}}),
                 chart);
}

// Remedies below each other, with what they keep and what they cost.
void draw_remedies(const Canvas& canvas, const Box& box, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  const LagStudy& study = model.study();
  const Box table = draw_words(
      canvas, box, "One client's remedies",
      {study.steady
           ? phrase({"Ten reads after each of 400 writes, the first after ", model.read_after_ms(),
                     " ms, beside the load. By law, with no remedy ",
                     percent_text(study.missed_law), " of first reads miss; waiting takes ",
                     number_text(1000 * study.wait_law, 1), " ms."})
           : std::string{"Replicas cannot keep up: there is no steady state. Lower the load."}});
  if (!study.steady) return;
  constexpr const char* names[] = {"None", "Leader", "Leader after write", "Wait for position",
                                   "One replica"};
  constexpr const char* heads[] = {"miss own", "go back", "at leader", "wait, ms"};
  const float first = 0.36f * table.width, pitch = (table.width - first) / 4;
  const auto right = [&](int column) {
    return table.x + first + pitch * static_cast<float>(column + 1);
  };
  float y = table.y + 8;
  for (int i = 0; i < 4; ++i) {
    canvas.text({right(i), y}, heads[i],
                {.size = TextSize::small,
                 .colour = theme.text_soft,
                 .align = Align::right,
                 .room = pitch - 4});
  }
  for (std::size_t remedy = 0; remedy < study.trials.size(); ++remedy) {
    const SessionTrial& trial = study.trials[remedy];
    y += 24;
    canvas.text({table.x, y}, names[remedy], {.size = TextSize::small, .room = first});
    const std::string values[] = {percent_text(trial.missed), percent_text(trial.backwards),
                                  percent_text(trial.at_leader, 0),
                                  number_text(1000 * trial.mean_wait, 1)};
    const bool bad[] = {trial.missed > 0, trial.backwards > 0, false, false};
    for (int i = 0; i < 4; ++i) {
      canvas.text({right(i), y}, values[i],
                  {.colour = bad[i] ? theme.red.text : theme.text, .align = Align::right});
    }
  }
}

}  // namespace

void draw_lag_exploration(Canvas& canvas, const Box& area, const ReplicationLag& model) {
  const bool narrow = area.width < narrow_page;
  const auto lines = columns_or_stacked(area.shrunk(14), 2, 20, true);
  const auto upper = columns_or_stacked(lines[0], 2, narrow ? 16 : 28, narrow);
  const auto lower = columns_or_stacked(lines[1], 2, narrow ? 16 : 28, narrow);
  draw_course(canvas, upper[0], model);
  draw_load(canvas, upper[1], model);
  draw_losses(canvas, lower[0], model);
  draw_remedies(canvas, lower[1], model);
}

}  // namespace microsims
