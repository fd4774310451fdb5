// The picture of the split brain, from the top: the clients' writes, the nodes on both sides of the
// cut, a strip that says how things stand, and the logs of the two nodes that take the writes.

#include <algorithm>
#include <cmath>

#include "split_brain_scenario/view_story.hpp"
#include "stage/draw/breakpoints.hpp"
#include "stage/draw/cluster.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/marks.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/draw/view.hpp"

namespace microsims {
namespace {

using Kind = LogClusterMessage::Kind;
using Places = StoryPlaces;
using Role = LogCluster::Role;
using simulation::to_seconds;

constexpr const char* elected_text = "Elected new leader.";

constexpr double cut_takes = 0.8, heal_takes = 0.5, flash_takes = 2.4;

// Each side stands on an arc of its own, so that no link runs through a third node.
Places arrange(Canvas& canvas, const Box& area, const Setup& setup) {
  Places places;
  places.narrow = area.width < narrow_page;
  const Box inner = area.middle(widest_row, 12);
  const float left = inner.x, width = inner.width;
  places.clients = {left, area.y + 2, width, 26};
  const float log_height = places.narrow ? 92 : 104, strip_height = places.narrow ? 50 : 60;
  const float gap = places.narrow ? 6 : 10;
  places.logs = {left, area.bottom() - log_height - gap, width, log_height};
  places.strip = {left, places.logs.y - gap - strip_height, width, strip_height};
  const float top = places.clients.bottom() + 6;
  places.graph = {left, top, width, places.strip.y - gap - top};
  places.middle = area.centre().x;
  std::array<int, 2> on_side{}, placed{};
  for (NodeId node = 0; node < setup.nodes; ++node) ++on_side[setup.beside[node] ? 0 : 1];
  const int most = std::max(on_side[0], on_side[1]);
  const float height = places.graph.height;
  places.radius = std::clamp(height / (3.1f * static_cast<float>(most)), 13.f, 30.f);
  places.crowded = most > 2 || height < 110;
  const float reach = std::min(width * (places.narrow ? 0.21f : 0.25f), 190.f);
  const float mouth = places.narrow ? 14 : 46, below = places.clients.bottom() + 3;
  places.mouths = {ImVec2{places.middle - mouth, below}, ImVec2{places.middle + mouth, below}};
  for (NodeId node = 0; node < setup.nodes; ++node) {
    const std::size_t side = setup.beside[node] ? 0 : 1;
    const int count = on_side[side];
    const int row = placed[side]++;
    // -1 at the top to 1 at the bottom of the arc.
    const float along =
        count == 1 ? 0 : 2 * static_cast<float>(row) / static_cast<float>(count - 1) - 1;
    const float inward = reach * (1 - (places.crowded ? 0.3f : 0.22f) * along * along);
    const float up = height / 2 - places.radius - 6;
    const std::string key = name_of(node);
    const float x = places.middle + (side == 0 ? -inward : inward);
    const float crown = places.radius * 0.4f;
    const float y = places.graph.centre().y + crown + along * (up - crown);
    places.nodes[node] = {canvas.glide(phrase({key, " x"}), x),
                          canvas.glide(phrase({key, " y"}), y)};
  }
  return places;
}

/// How far the cut reaches down, 0 to 1.
float cut_share(const Canvas& canvas, const Episode& episode) {
  const double now = episode.now();
  if (canvas.reduced_motion()) return episode.cluster().split() ? 1 : 0;
  const float drawn = ease_in_out(share_of(now, episode.cut_at(), episode.cut_at() + cut_takes));
  const double healed = episode.healed_at();
  return drawn * (1 - ease_in_out(share_of(now, healed, healed + heal_takes)));
}

void draw_links(const Canvas& canvas, const Places& places, const SplitBrainScenario& model) {
  const Theme& theme = canvas.theme();
  const Setup& setup = model.setup();
  const float cut_to = places.graph.y + places.graph.height * cut_share(canvas, model.episode());
  for (NodeId a = 0; a < setup.nodes; ++a) {
    for (NodeId b = a + 1; b < setup.nodes; ++b) {
      const Way way =
          way_between(places.nodes[a], places.radius + 4, places.nodes[b], places.radius + 4);
      const float run = way.to.x - way.from.x;
      const bool crosses = setup.beside[a] != setup.beside[b] && std::abs(run) > 1;
      const ImVec2 crossing = crosses ? way.at((places.middle - way.from.x) / run) : way.from;
      if (crosses && crossing.y < cut_to) {
        draw_dashes(canvas, way, faded(theme.line, 0.5f), 1.5f, 5);
        draw_cross(canvas, crossing, 6, theme.red.text);
      } else {
        canvas.ink().AddLine(way.from, way.to, theme.line, 2);
      }
    }
  }
}

void draw_cut(const Canvas& canvas, const Places& places, const Episode& episode) {
  const float share = cut_share(canvas, episode);
  if (share <= 0) return;
  const ImU32 red = canvas.theme().red.text;
  constexpr float dash = 10, period = 17;
  const float top = places.graph.y, bottom = top + places.graph.height * share;
  // The dashes run along the line for as long as time does.
  const float shift = canvas.reduced_motion()
                          ? 0
                          : static_cast<float>(std::fmod((episode.now() - episode.cut_at()) * 14,
                                                         static_cast<double>(period)));
  for (float y = top + shift - period; y < bottom; y += period) {
    const float from = std::max(y, top), to = std::min(y + dash, bottom);
    if (to > from) canvas.ink().AddLine({places.middle, from}, {places.middle, to}, red, 3);
  }
}

void draw_fencing(const Canvas& canvas, const Places& places, const Episode& episode) {
  const auto& fencing = episode.cluster().fencing();
  if (!fencing) return;
  const Hue& hue = canvas.theme().purple;
  const float share =
      share_of(episode.now(), to_seconds(fencing->begun_at), to_seconds(fencing->done_at));
  bool named = false;
  for (NodeId node = 0; node < episode.setup().nodes; ++node) {
    if (episode.setup().beside[node] == episode.setup().beside[fencing->by]) continue;
    const Way way = way_between(places.nodes[fencing->by], places.radius + 4, places.nodes[node],
                                places.radius + 6);
    draw_arrow(canvas, {way.from, way.at(canvas.reduced_motion() ? 1 : std::max(share, 0.1f))},
               hue.text, 2.5f);
    if (!named) draw_badge(canvas, way.at(0.5f), "power off", hue);
    named = true;
  }
}

// A ring that closes as the patience of a replica runs out.
void draw_patience(const Canvas& canvas, ImVec2 centre, float radius, float share) {
  constexpr float turn = 6.2831853f, up = -turn / 4;
  canvas.ink().AddCircle(centre, radius, canvas.theme().track, 0, 4);
  canvas.ink().PathArcTo(centre, radius, up, up + turn * std::max(share, 0.01f), 48);
  canvas.ink().PathStroke(canvas.theme().orange.fill, 0, 4);
}

void draw_label(const Canvas& canvas, const Places& places, const Episode& episode, NodeId node) {
  const Theme& theme = canvas.theme();
  const LogCluster& cluster = episode.cluster();
  const bool left = episode.setup().beside[node];
  const float away = places.radius + 15;  // clear of the halo
  const float x = places.nodes[node].x + (left ? -away : away);
  const Align align = left ? Align::right : Align::left;
  const Role role = cluster.role(node);
  const char* what = role == Role::leader ? "Leader" : role == Role::down ? "Off" : "Replica";
  std::string balance = money(cluster.value(node));
  if (episode.setup().promotion == Promotion::majority) {
    append(balance, {places.narrow ? " T" : ", term ", cluster.epoch(node)});
  }
  const ImU32 colour = role == Role::leader ? theme.gold.text
                       : role == Role::down ? theme.red.text
                                            : theme.text_soft;
  const float y = places.nodes[node].y;
  if (places.graph.height < 110 && cluster.size() > 3) {
    canvas.text({x, y}, balance, {.size = TextSize::small, .colour = colour, .align = align});
    return;
  }
  const float line = places.crowded ? 9 : places.narrow ? 16 : 18;
  const float second = places.crowded ? y - line : y + 0.5f;
  if (!places.crowded) {
    canvas.text({x, y - line}, name_of(node), {.size = TextSize::strong, .align = align});
  }
  if (cluster.elected() == node && cluster.split() && !places.narrow) {
    const float half = canvas.text_width(elected_text, TextSize::small) / 2 + 6;
    draw_badge(canvas, {left ? x - half : x + half, second}, elected_text, theme.gold);
  } else {
    canvas.text({x, second}, what, {.size = TextSize::small, .colour = colour, .align = align});
  }
  canvas.text({x, y + line}, balance, {.size = TextSize::small, .align = align});
}

// Since a node was elected; below 0: it was not.
double since_election(const Episode& episode, NodeId node) {
  return episode.cluster().elected() == node ? episode.now() - episode.elected_at() : -1;
}

std::string tip_of(const SplitBrainScenario& model, NodeId node) {
  const LogCluster& cluster = model.cluster();
  const Role role = cluster.role(node);
  std::string text =
      phrase({name_of(node), ": ", role == Role::down ? "powered off" : id_of(role_names, role),
              ", balance ", money(cluster.value(node)), ", term ", cluster.epoch(node)});
  if (cluster.silence(node) > 0) {
    append(text, {"\nNo heartbeat for ", number_text(to_seconds(cluster.silence(node)), 1),
                  " s, stands after ", number_text(model.episode().timeout_of(node), 0), " s"});
  }
  for (const LogClusterEntry& entry : cluster.log(node)) {
    append(text, {"\n", model.episode().words_of(entry)});
  }
  if (model.can_change_sides(node)) text += "\nClick to move it to the other side of the split";
  return text;
}

Stand stand_of(const Canvas& canvas, const Places& places, const SplitBrainScenario& model,
               NodeId node) {
  const Theme& theme = canvas.theme();
  const Role role = model.cluster().role(node);
  const bool leads = role == Role::leader;
  const double since = since_election(model.episode(), node);
  Stand stand{.centre = places.nodes[node],
              .radius = places.radius,
              .hue = leads ? theme.gold : theme.plain,
              .label = number_text(node + 1),
              .crown = leads,
              .down = role == Role::down,
              .tip = tip_of(model, node)};
  if (leads && since >= 0 && since < flash_takes) {
    const auto wave = std::cos(static_cast<float>(since / flash_takes) * 3 * 6.2831853f);
    stand.glow = canvas.reduced_motion() ? 1 : 0.5f - 0.5f * wave;
    stand.hue.fill = mixed(stand.hue.fill, theme.card, stand.glow * 0.6f);
  }
  if (model.can_change_sides(node)) stand.control = phrase({"beside-", node + 1});
  return stand;
}

// The clients' messages run from the top to the side of their node, below its crown.
Bow way_between_lanes(const Places& places, int from, int to) {
  const auto client = [](int lane) { return lane < lane_of(0); };
  const auto place = [&](int lane) { return places.nodes[static_cast<std::size_t>(lane - 2)]; };
  if (!client(from) && !client(to)) {
    return way_between(place(from), places.radius + 4, place(to), places.radius + 6);
  }
  const int lane = client(from) ? from : to;
  const ImVec2 node = place(client(from) ? to : from);
  const float away = places.radius + 6;
  const ImVec2 rim{node.x + (lane == 0 ? 0.8f : -0.8f) * away, node.y - 0.6f * away};
  const ImVec2 mouth = places.mouths[static_cast<std::size_t>(lane)];
  return client(from) ? Way{mouth, rim} : Way{rim, mouth};
}

ClusterPicture picture_of(const Canvas& canvas, const Places& places,
                          const SplitBrainScenario& model) {
  ClusterPicture cluster;
  cluster.stands.resize(2);
  for (Stand& client : cluster.stands) client.hidden = true;
  for (NodeId node = 0; node < model.setup().nodes; ++node) {
    cluster.stands.push_back(stand_of(canvas, places, model, node));
  }
  cluster.way = [&places](int from, int to) { return way_between_lanes(places, from, to); };
  cluster.hue = [&theme = canvas.theme()](const Message& message) {
    const auto kind = static_cast<Kind>(message.kind);
    if (kind == Kind::write && message.from == 1) return theme.blue;
    return hue_of(theme, split_brain_message_kinds[message.kind].colour);
  };
  // Where many stand close together there is no room for names: the strip says what goes on.
  cluster.named = [&places](const Message& message) {
    const Bow way = way_between_lanes(places, message.from, message.to);
    const bool crosses = std::abs(way.from.x - way.to.x) > 30;
    return is_named(static_cast<Kind>(message.kind)) && (crosses || !places.crowded);
  };
  return cluster;
}

// A write is a stream: one drop after the other.
void draw_streams(const Canvas& canvas, const ClusterPicture& cluster, const Model& model) {
  if (canvas.reduced_motion()) return;
  for (const Message& message : model.record().messages()) {
    if (static_cast<Kind>(message.kind) != Kind::write || !message.travels()) continue;
    const auto place = place_of(message, 1000 * model.now());
    if (!place) continue;
    const Bow way = way_of(cluster, message.from, message.to);
    const Hue hue = cluster.hue(message);
    draw_arrow(canvas, way, faded(hue.text, 0.8f), 2);
    for (const float behind : {0.36f, 0.18f}) draw_pulse(canvas, way, place->share - behind, hue);
  }
}

void draw_around_nodes(const Canvas& canvas, const Places& places, const Episode& episode) {
  const LogCluster& cluster = episode.cluster();
  for (NodeId node = 0; node < cluster.size(); ++node) {
    const ImVec2 centre = places.nodes[node];
    if (!episode.setup().beside[node] && cluster.split() && !episode.decided() &&
        cluster.silence(node) > 0) {
      draw_patience(canvas, centre, places.radius + 5,
                    share_of(to_seconds(cluster.silence(node)), 0, episode.timeout_of(node)));
    }
    draw_label(canvas, places, episode, node);
    // On a narrow page there is room until Write B is there.
    if (since_election(episode, node) >= 0 && cluster.split() && places.narrow &&
        cluster.writes().size() < 2) {
      const float half = canvas.text_width(elected_text, TextSize::small) / 2 + 6;
      draw_badge(canvas,
                 {std::clamp(centre.x, places.middle + half + 8, places.graph.right() - half),
                  places.clients.centre().y},
                 elected_text, canvas.theme().gold);
    }
  }
}

class SplitBrainView : public ViewOf<SplitBrainScenario> {
 protected:
  void draw(Canvas& canvas, const Box& area, const SplitBrainScenario& model) override {
    const Places places = arrange(canvas, area, model.setup());
    const ClusterPicture cluster = picture_of(canvas, places, model);
    draw_links(canvas, places, model);
    draw_cut(canvas, places, model.episode());
    draw_fencing(canvas, places, model.episode());
    draw_streams(canvas, cluster, model);
    draw_messages(canvas, cluster, model);
    draw_stands(canvas, cluster, model);
    draw_around_nodes(canvas, places, model.episode());
    draw_clients(canvas, places, model.episode());
    draw_strip(canvas, places, model);
    draw_logs(canvas, places, model.episode());
  }
  void explore(Canvas& canvas, const Box& area, const SplitBrainScenario& model) override {
    draw_rules_table(canvas, area, model);
  }
};

}  // namespace

extern const Sim split_brain_scenario;
const Sim split_brain_scenario = sim_of<SplitBrainScenario, SplitBrainView>({
    .id = "split-brain-scenario",
    .title = "Split-Brain Scenario",
    .height = 660,
    .explore_height = 360,
    .step = 0.5,
});

}  // namespace microsims
