// The logs of all nodes below each other, entry by entry, and the messages that fill them:
//
//   [ what you know        ]
//            (L)    Leader     |1|2|3|4|
//   (You)      (1)  Replica 1  |1|2|3|
//              (2)  Replica 2  |1|2|
//              (3)  Replica 3  |1|2|

#include <algorithm>

#include "replication_lag/view.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/facts.hpp"
#include "stage/draw/legend.hpp"
#include "stage/draw/log_strip.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using namespace distributed::replication;
using distributed::simulation::never;

constexpr float cell_height = 24;

struct Rows {
  float you, leader, replica, logs, right;  // x
  float top, pitch, radius;
  float y(NodeId node) const { return top + pitch * (static_cast<float>(node) + 0.5f); }
};

Stand stand_of(const Canvas& canvas, const Rows& rows, NodeId node, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  const bool leads = node == model.set().leader(), up = model.set().cluster().up(node);
  Stand stand;
  stand.centre = {canvas.glide(phrase({"node ", node}), leads ? rows.leader : rows.replica),
                  rows.y(node)};
  stand.radius = rows.radius;
  stand.hue = leads ? theme.gold : theme.plain;
  stand.label = node == 0 ? "L" : number_text(node);
  stand.crown = leads;
  stand.crown_side = {-0.8f, -1};
  stand.crown_width = 0.9f;
  stand.down = !up;
  if (model.set().cut_off() == node) stand.badges.push_back({"CUT", theme.red});
  stand.control = node == 0 ? "leader-1" : phrase({"replica-", node});
  stand.tip = phrase({model.name(node), ": ", model.lag_words(node),
                      up ? "\nClick to stop it" : "\nClick to start it again"});
  return stand;
}

ClusterPicture picture_of(const Canvas& canvas, const Rows& rows, const ReplicationLag& model) {
  ClusterPicture picture;
  picture.stands.push_back({.centre = {rows.you, rows.top + 2 * rows.pitch},
                            .radius = rows.radius + 3,
                            .hue = canvas.theme().blue,
                            .label = "You"});
  for (NodeId node = 0; node < ReplicationLag::nodes; ++node) {
    picture.stands.push_back(stand_of(canvas, rows, node, model));
  }
  picture.hue = [&theme = canvas.theme(), &model](const Message& message) {
    if (message.kind == static_cast<int>(Errand::reply) && model.is_bad_answer(message)) {
      return theme.red;
    }
    const MarkKind kind = model.message_kinds()[message.kind].colour;
    return kind == MarkKind::write  ? theme.orange
           : kind == MarkKind::read ? theme.blue
                                    : theme.green;
  };
  return picture;
}

void draw_ways(const Canvas& canvas, const ClusterPicture& picture, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  const int leader = static_cast<int>(model.set().leader()) + 1;
  draw_link(canvas, picture, 0, leader, {.arrow = true});
  for (int lane = 1; lane <= static_cast<int>(ReplicationLag::nodes); ++lane) {
    const auto node = static_cast<NodeId>(lane - 1);
    const bool cut = !model.set().cluster().network().connected(model.set().leader(), node);
    if (lane != leader) {
      draw_link(canvas, picture, leader, lane,
                {.colour = cut ? theme.red.text : 0, .dashed = cut, .arrow = !cut});
    }
    if (lane != leader && model.read_from().value_or(node) == node) {
      draw_link(canvas, picture, 0, lane, {.colour = faded(theme.blue.text, 0.6f), .dashed = true});
    }
  }
}

LogCell cell_of(const SingleLeader& cluster, const ReplicaSet& set, NodeId node,
                std::size_t place) {
  LogCell cell;
  const std::vector<LogEntry>& log = cluster.log(node);
  if (place >= log.size()) return cell;
  const WriteRecord& write = cluster.writes()[log[place].write - 1];
  cell.label = number_text(write.number);
  cell.marked = set.is_own(write.number);
  cell.ticked = node == set.leader() && write.acknowledged_at != never;
  cell.state = write.lost                      ? LogCell::lost
               : place < cluster.applied(node) ? LogCell::applied
                                               : LogCell::received;
  const Time end = cluster.visible_at(node, write.number);
  if (cell.state == LogCell::received && end != never) {
    const Time before = place > 0 ? cluster.visible_at(node, log[place - 1].write) : 0;
    cell.share = share_of(static_cast<double>(cluster.now()),
                          static_cast<double>(std::max(before, write.had_at[node])),
                          static_cast<double>(end));
  }
  return cell;
}

void draw_logs(const Canvas& canvas, const Rows& rows, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  const SingleLeader& cluster = model.set().cluster();
  std::size_t longest = 0;
  for (NodeId node = 0; node < ReplicationLag::nodes; ++node) {
    longest = std::max(longest, cluster.log(node).size());
  }
  const float width = rows.right - rows.logs, least = 27;
  const auto count = static_cast<std::size_t>((width + log_cell_gap) / (least + log_cell_gap));
  const float cell =
      std::min((width + log_cell_gap) / static_cast<float>(count) - log_cell_gap, 36.f);
  const std::size_t first = longest > count ? longest - count : 0;
  for (NodeId node = 0; node < ReplicationLag::nodes; ++node) {
    std::vector<LogCell> cells;
    for (std::size_t i = 0; i < count; ++i) {
      cells.push_back(cell_of(cluster, model.set(), node, first + i));
    }
    const float y = rows.y(node);
    draw_log(canvas, {rows.logs, y - 6, width, cell_height}, cell, cells);
    const bool behind = cluster.unseen(node) > 0 || !cluster.up(node);
    canvas.text({rows.logs, y - 17}, model.name(node), {.size = TextSize::small});
    canvas.text({rows.right, y - 17}, model.lag_words(node),
                {.size = TextSize::small,
                 .colour = behind ? theme.red.text : theme.text_soft,
                 .align = Align::right});
  }
}

void draw_news(const Canvas& canvas, const Box& box, const ReplicationLag& model) {
  const Theme& theme = canvas.theme();
  const ReplicationLag::News news = model.news();
  const Hue hues[] = {theme.plain, theme.plain, theme.green, theme.red};
  draw_status(canvas, box, news.head, news.words, hues[news.kind]);
}

void draw_figures(const Canvas& canvas, const Box& box, const ReplicationLag& model, bool narrow) {
  const auto facts = model.facts();
  const std::string lost = model.losses();
  FactLine waited{phrase({facts[0].label, ": ", value_text(facts[0])})};
  if (facts[0].law) waited.rest = phrase({", by law ", law_text(facts[0])});
  FactLine second{phrase({facts[2].label, ": ", value_text(facts[2])}), facts[2].tone};
  if (!lost.empty()) second = {lost, Tone::bad, true};
  draw_fact_lines(canvas, box, {waited, second}, narrow);
}

class ReplicationLagView : public ViewOf<ReplicationLag> {
  void draw(Canvas& canvas, const Box& area, const ReplicationLag& model) override {
    const Theme& theme = canvas.theme();
    const bool narrow = area.width < narrow_page;
    const Box inner = area.middle(widest_row, 12);
    const Box news{inner.x, inner.y + 2, inner.width, 50};
    const float key_height = narrow ? 58 : 42, figures_height = narrow ? 56 : 46;
    const Box key{inner.x, inner.bottom() - key_height, inner.width, key_height};
    const Box figures{inner.x, key.y - figures_height, inner.width, figures_height};
    Rows rows{};
    rows.radius = narrow ? 16.f : 20.f;
    rows.you = inner.x + rows.radius + 6;
    rows.leader = inner.x + (narrow ? 84.f : 135.f);
    rows.replica = rows.leader + (narrow ? 42.f : 90.f);
    rows.logs = rows.replica + rows.radius + 10;
    rows.right = inner.right();
    rows.top = news.bottom() + 6;
    rows.pitch = std::min((figures.y - 4 - rows.top) / 4, 92.f);

    const ClusterPicture picture = picture_of(canvas, rows, model);
    draw_news(canvas, news, model);
    draw_ways(canvas, picture, model);
    draw_logs(canvas, rows, model);
    draw_messages(canvas, picture, model);
    draw_stands(canvas, picture, model);
    draw_figures(canvas, figures, model, narrow);
    draw_legend(canvas, {key.x, key.y, key.width, key.height - 18},
                {{Sign::square, theme.teal, "applied: readers see it", "applied"},
                 {Sign::outline, theme.teal, "received", "received"},
                 {Sign::cross, theme.red, "lost"},
                 {Sign::line, theme.orange, "yours"},
                 {Sign::tick, theme.green, "writer knows it is done", "known done"}});
    canvas.text(
        {key.centre().x, key.bottom() - 9},
        phrase({"Clock: ", number_text(model.ms(model.set().now()), 0), " ms. ",
                model.moving() && model.pace().lapses() ? "Time-lapse: 5 s take 1 s here"
                                                        : "Slow motion: 20 ms take 1 s here"}),
        {.size = TextSize::small, .colour = theme.text_soft, .align = Align::centre});
  }

  void explore(Canvas& canvas, const Box& area, const ReplicationLag& model) override {
    draw_lag_exploration(canvas, area, model);
  }
};

}  // namespace

extern const Sim replication_lag;
const Sim replication_lag =
    sim_of<ReplicationLag, ReplicationLagView>({.id = "replication-lag",
                                                .title = "Replication Lag",
                                                .height = 740,
                                                .explore_height = 600,
                                                .step = 0.5,
                                                .explore_height_narrow = 1160});

}  // namespace microsims
