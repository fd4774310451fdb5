// What you know, the logs of all nodes below each other and the messages that fill them; in the
// drawer lag over time and by load, what crashes lose, and what one client may expect.

#include <algorithm>

#include "replication/lag_course.hpp"
#include "replication_lag/model.hpp"
#include "stage/draw/charts.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/layout.hpp"
#include "stage/draw/legend.hpp"
#include "stage/draw/log_rows.hpp"
#include "stage/draw/table.hpp"
#include "stage/draw/view.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using namespace distributed::replication;

void dress(const Canvas& canvas, ClusterPicture& picture, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  for (NodeId node = 0; node < ReplicationLag::nodes; ++node) {
    Stand& stand = picture.stands[node + 1];
    stand.hue = stand.crown ? theme.gold : theme.plain;
    stand.label = node == 0 ? "L" : number_text(node);
    stand.down = !model.set().cluster().up(node);
    if (model.set().cut_off() == node) stand.badges.push_back({"CUT", theme.red, {0, 1.1f}});
    stand.control = ReplicationLag::id(node);
    stand.tip = phrase({model.name(node), ": ", model.lag_words(node), "\nClick to ",
                        stand.down ? "start it again" : "stop it"});
  }
  picture.bad = [&model](const Message& message) { return model.is_bad_answer(message); };
}

// The log goes from the leader to all; reads go where they are sent.
void draw_ways(const Canvas& canvas, const ClusterPicture& picture, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  const NodeId leader = model.set().leader();
  draw_link(canvas, picture, 0, static_cast<int>(leader) + 1, {.arrow = true});
  for (NodeId node = 0; node < ReplicationLag::nodes; ++node) {
    if (node == leader) continue;
    const int lane = static_cast<int>(node) + 1;
    const bool cut = !model.set().cluster().network().connected(leader, node);
    draw_link(canvas, picture, static_cast<int>(leader) + 1, lane,
              {.colour = cut ? theme.red.text : 0, .dashed = cut, .arrow = !cut});
    if (model.read_from().value_or(node) != node) continue;
    draw_link(canvas, picture, 0, lane, {.colour = faded(theme.blue.text, 0.6f), .dashed = true});
    const ImVec2 middle = way_of(picture, 0, lane).at(0.45f);
    canvas.text({middle.x, middle.y - 10}, model.read_from() ? "reads" : "",
                {.size = TextSize::small, .colour = theme.blue.text, .align = Align::centre});
  }
}

LogCell cell_of(const ReplicaSet& set, NodeId node, std::size_t entry) {
  const std::vector<LogEntry>& log = set.cluster().log(node);
  if (entry >= log.size()) return {};
  const WriteRecord& write = set.cluster().writes()[log[entry].write - 1];
  LogCell cell{LogCell::received, number_text(write.number)};
  cell.share = static_cast<float>(set.applied_share(node, entry));
  if (cell.share >= 1) cell.state = LogCell::applied;
  if (write.lost) cell.state = LogCell::lost;
  cell.marked = set.is_own(write.number);
  cell.ticked = node == set.leader() && write.acknowledged_at != distributed::simulation::never;
  return cell;
}

void draw_figures(const Canvas& canvas, const Box& box, const ReplicationLag& model) {
  const auto facts = model.facts();
  FactLine waited{phrase({facts[0].label, ": ", value_text(facts[0])})};
  if (facts[0].law) waited.rest = phrase({", by law ", law_text(facts[0])});
  FactLine bad{phrase({facts[2].label, ": ", value_text(facts[2])}), facts[2].tone};
  if (const std::string lost = model.losses(); !lost.empty()) bad = {lost, Tone::bad, true};
  draw_fact_lines(canvas, box, {waited, bad}, true);
}

LineChart course_of(const Theme& theme, const ReplicationLag& model) {
  constexpr int steps = 120;
  const ReplicaSet& set = model.set();
  const Time from = std::max(set.origin(), set.now() - distributed::simulation::milliseconds(600));
  const auto length = static_cast<float>(std::max(1.0, model.ms(set.now()) - model.ms(from)));
  const Hue hues[] = {theme.red, theme.teal, theme.orange, theme.purple};
  LineChart chart{{}, length, 50, "ms, up to now", "lag, ms"};
  for (NodeId node = ReplicationLag::nodes; node-- > 0;) {
    if (node == set.leader()) continue;
    const auto lags = lag_course(set.cluster(), node, from, set.now(), steps);
    const double most = *std::max_element(lags.begin(), lags.end());
    chart.y_max = std::max(chart.y_max, static_cast<float>(1100 * most));
    constexpr const char* names[] = {"L", "1", "2", "3"};
    chart.series.push_back({names[node], points_of(lags, 1000, 0, length / steps), hues[node]});
  }
  return chart;
}

LineChart lag_by_load(const Theme& theme, const ReplicationLag& model) {
  const auto load = model.set().settings().load();
  const auto law = [&](double percent) {
    return 1000 * distributed::mean_lag({percent / 100 * load.apply_rate, load.apply_rate});
  };
  Series measured{"20,000 writes", {}, theme.orange, false, true};
  for (const auto& [share, lag] : model.study().lags) {
    measured.points.push_back({static_cast<float>(100 * share), static_cast<float>(1000 * lag)});
  }
  LineChart chart{{}, 100, static_cast<float>(12 * law(0)), "replica busy, %", "lag, ms"};
  chart.series.push_back({"M/M/1", curve(0, 95, 60, law), theme.purple, true});
  chart.series.push_back(std::move(measured));
  const double used = 100 * utilisation(load);
  if (used < 95) chart.series.push_back({"", curve(used, used, 1, law), theme.red, false, true});
  return chart;
}

BarChart losses_of(const Theme& theme, const LagStudy& study) {
  BarChart chart;
  chart.law_name = "Poisson";
  chart.y_name = "% of 400 crashes";
  chart.x_name = "confirmed writes lost";
  for (std::size_t lost = 0; lost < study.losses.size(); ++lost) {
    chart.bars.push_back({number_text(double(lost)), 100 * study.losses[lost], theme.red, false,
                          100 * study.loss_laws[lost]});
  }
  return chart;
}

TableCell remedy_cell(const LagStudy& study, int remedy, int column) {
  const SessionTrial& trial = study.trials[static_cast<std::size_t>(remedy)];
  const double values[] = {trial.missed, trial.backwards, trial.at_leader, 1000 * trial.mean_wait};
  const double value = values[column];
  if (column == 3) return {number_text(value, 1)};
  return {percent_text(value), column < 2 && value > 0};
}

class ReplicationLagView : public ViewOf<ReplicationLag> {
  void draw(Canvas& canvas, const Box& area, const ReplicationLag& model) override {
    const Theme& theme = canvas.theme();
    const bool narrow = area.width < narrow_page;
    const Box inner = area.middle(widest_row, 12);
    const Box news{inner.x, inner.y + 2, inner.width, 50};
    const float key_height = narrow ? 60 : 46, figures_height = 56;
    const Box key{inner.x, inner.bottom() - key_height, inner.width, key_height};
    const Box figures{inner.x, key.y - figures_height, inner.width, figures_height};
    const Box field{inner.x, news.bottom() + 6, inner.width, figures.y - news.bottom() - 10};
    const ReplicationLag::News what = model.news();
    const Hue* hues[] = {&theme.plain, &theme.plain, &theme.green, &theme.red};
    draw_status(canvas, news, what.head, what.words, *hues[what.kind]);
    const LogRows rows(field, ReplicationLag::nodes, model.set().longest_log());
    ClusterPicture picture;
    rows.arrange(canvas, picture, "You", theme.blue, static_cast<int>(model.set().leader()));
    dress(canvas, picture, model);
    draw_ways(canvas, picture, model);
    for (NodeId node = 0; node < ReplicationLag::nodes; ++node) {
      const bool behind = model.set().cluster().unseen(node) > 0;
      rows.draw(
          canvas, static_cast<int>(node),
          {model.name(node), model.lag_words(node), behind ? theme.red.text : theme.text_soft},
          [&model, node](std::size_t entry) { return cell_of(model.set(), node, entry); });
    }
    draw_messages(canvas, picture, model);
    draw_stands(canvas, picture, model);
    draw_figures(canvas, figures, model);
    draw_legend(canvas, {key.x, key.y, key.width, key.height - 20},
                {{Sign::square, theme.teal, "applied: readers see it", "applied"},
                 {Sign::outline, theme.teal, "received"},
                 {Sign::cross, theme.red, "lost"},
                 {Sign::line, theme.orange, "yours"},
                 {Sign::tick, theme.green, "told done"}});
    const bool lapses = model.moving() && model.pace().lapses();
    canvas.text(
        {key.centre().x, key.bottom() - 12},
        phrase({"Clock: ", number_text(model.ms(model.set().now()), 0), " ms. ",
                lapses ? "Time-lapse: 5 s take 1 s here" : "Slow motion: 20 ms take 1 s here"}),
        {.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre});
  }

  void explore(Canvas& canvas, const Box& area, const ReplicationLag& model) override {
    const bool narrow = area.width < narrow_page;
    const auto lines = columns_or_stacked(area.shrunk(14), 2, 20, true);
    const auto upper = columns_or_stacked(lines[0], 2, 24, narrow);
    const auto lower = columns_or_stacked(lines[1], 2, 24, narrow);
    const Theme& theme = canvas.theme();
    const auto facts = model.averages();
    const bool steady = facts.size() > 1;
    const std::string age =
        "The age of the oldest write that a replica’s readers do not see. After a "
        "burst or a long transaction the next write waits.";
    const std::string overload = "Replicas cannot keep up: the lag grows without end.";
    const std::string lag = steady ? facts_in_words({facts[1]}) : overload;
    const std::string reads = steady ? facts_in_words({facts[2], facts[3]}) : overload;
    draw_line_chart(canvas, draw_words(canvas, upper[0], "Lag over time", {age}),
                    course_of(theme, model));
    draw_line_chart(canvas, draw_words(canvas, upper[1], "Load and lag", {lag}),
                    lag_by_load(theme, model));
    draw_bar_chart(canvas,
                   draw_words(canvas, lower[0], "What a crash loses", {facts_in_words({facts[0]})}),
                   losses_of(theme, model.study()));
    constexpr const char* heads[] = {"miss own", "go back", "at leader", "wait, ms"};
    constexpr const char* names[] = {"None", "Leader", "Leader after write", "Wait for position",
                                     "One replica"};
    const auto cell = [&study = model.study()](int row, int column) {
      return remedy_cell(study, row, column);
    };
    draw_table(canvas, draw_words(canvas, lower[1], "One client’s remedies, at that load", {reads}),
               {heads, 4, names, steady ? 5 : 0, cell});
  }
};

}  // namespace

extern const Sim replication_lag;
const Sim replication_lag =
    sim_of<ReplicationLag, ReplicationLagView>({.id = "replication-lag",
                                                .title = "Replication Lag",
                                                .height = 740,
                                                .explore_height = 560,
                                                .step = 0.5,
                                                .explore_height_narrow = 1080});

}  // namespace microsims
