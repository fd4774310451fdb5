#include "gossip_protocol_spread/view.hpp"

#include <algorithm>
#include <cmath>

#include "stage/draw/easing.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using Status = GossipProtocolSpread::Status;

constexpr float least_radius = 13;  // smaller nodes are dots without words
constexpr float label_height = 18;
constexpr float off_rim = 3;
constexpr float unknown_bend = 9;

// A grid of as many places as there are nodes, as far apart as the box allows.
struct Grid {
  Box box;
  std::size_t nodes, columns = 1;
  float pitch_x = 0, pitch_y = 0, radius = 0;

  Grid(const Box& area, std::size_t count) : box(area), nodes(count) {
    // Beyond this places would only grow apart.
    box = area.middle(92 * std::sqrt(static_cast<float>(count)) + 580);
    spread_out(label_height);
    radius = std::min(0.34f * std::min(pitch_x, pitch_y - label_height), 27.f);
    if (radius >= least_radius) return;
    spread_out(0);
    radius = std::clamp(0.3f * std::min(pitch_x, pitch_y), 1.5f, 8.f);
  }

  // As far apart as can be, with room for a label below each.
  void spread_out(float label) {
    float best = 0;
    for (std::size_t down = 2; down <= nodes; ++down) {
      const std::size_t across = (nodes + down - 1) / down;
      const float x = box.width / static_cast<float>(across);
      const float y = box.height / static_cast<float>(down);
      if (std::min(x, y - label) <= best) continue;
      best = std::min(x, y - label);
      columns = across;
      pitch_x = x;
      pitch_y = y;
    }
  }

  bool dots() const { return radius < least_radius; }

  ImVec2 place(std::size_t i, const GossipProtocolSpread::Node& node) const {
    const std::size_t row = i / columns;
    const std::size_t in_row = std::min(columns, nodes - row * columns);
    const float column =
        static_cast<float>(i % columns) + 0.5f + static_cast<float>(columns - in_row) / 2;
    const float below = dots() ? 0 : label_height;
    const float loose_x = std::max(0.f, pitch_x / 2 - radius - 6);
    const float loose_y = std::max(0.f, (pitch_y - below) / 2 - radius - 2);
    return {box.x + pitch_x * column + node.dx * std::min(loose_x, pitch_x * 0.22f),
            box.y + pitch_y * (static_cast<float>(row) + 0.5f) - below / 2 +
                node.dy * std::min(loose_y, pitch_y * 0.22f)};
  }
};

// When a node turned orange or green, on the clock of this round; long ago if in an earlier one.
double changed_at(const GossipProtocolSpread& model, const GossipProtocolSpread::Node& node) {
  const std::uint32_t round = model.spread().round();
  if (node.heard_round == round) return static_cast<double>(node.heard_at);
  return node.heard_round + 1 == round ? static_cast<double>(way_there) : -9000;
}

std::string story(const GossipProtocolSpread& model, std::uint32_t i) {
  const Status status = model.shown(i);
  if (status == Status::down || status == Status::unknown) {
    return phrase({node_name(static_cast<int>(i)), " ",
                   GossipProtocolSpread::statuses[static_cast<int>(status)].label});
  }
  const std::string heard = model.heard_in_words(i);
  if (i == model.first()) return heard;
  return phrase({heard, " in round ", model.nodes()[i].heard_round});
}

// Arrows that stay: who told whom.
void draw_told(const Canvas& canvas, const ClusterPicture& cluster,
               const GossipProtocolSpread& model) {
  for (std::uint32_t i = 0; i < cluster.stands.size(); ++i) {
    const auto& node = model.nodes()[i];
    if (node.heard_round == 0 || node.heard_round != model.spread().round()) continue;
    if (model.shown(i) != Status::fresh) continue;
    draw_link(
        canvas, cluster, static_cast<int>(node.heard_from), static_cast<int>(i),
        {.colour = faded(canvas.theme().orange.text, 0.75f), .thickness = 1.75f, .arrow = true});
  }
}

void draw_nodes(Canvas& canvas, ClusterPicture& cluster, const GossipProtocolSpread& model,
                float radius, bool with_names) {
  const Theme& theme = canvas.theme();
  constexpr const char* labels[] = {"", "?", "!", ""};  // by status, as the hues
  const Hue* hues[] = {&theme.plain, &theme.plain, &theme.orange, &theme.green};
  for (std::uint32_t i = 0; i < cluster.stands.size(); ++i) {
    Stand& stand = cluster.stands[i];
    const Status status = model.shown(i);
    stand.hue = *hues[static_cast<int>(status)];
    stand.label = labels[static_cast<int>(status)];
    stand.glow = status == Status::fresh ? 0.8f : 0;
    stand.caption = phrase({with_names ? "Node " : "", i + 1});
    // What has just changed swells for a moment.
    const double since = static_cast<double>(model.clock()) - changed_at(model, model.nodes()[i]);
    const bool still = status == Status::unknown || since < 0 || canvas.reduced_motion();
    stand.radius = radius + (still ? 0 : 3.5f * (1 - ease_out(share_of(since, 0, 450))));
    if (status == Status::down) {
      stand.badges = {{phrase({stand.caption, " DOWN"}), theme.red, {0, 1 + 10 / radius}}};
      stand.caption.clear();
    }
  }
  draw_stands(canvas, cluster, model);
  for (std::uint32_t i = 0; i < cluster.stands.size(); ++i) {
    const ImVec2 at = cluster.stands[i].centre;
    const Status status = model.shown(i);
    if (status == Status::spread) draw_tick(canvas, at, radius * 0.38f, theme.green.ink);
    if (status == Status::down) draw_cross(canvas, at, radius * 0.7f, theme.red.text);
  }
}

// Thousands of nodes as squares and diamonds, four corners each.
void draw_dots(const Canvas& canvas, const std::vector<ImVec2>& places, float radius,
               const GossipProtocolSpread& model) {
  const Theme& theme = canvas.theme();
  ImDrawList& ink = canvas.ink();
  const ImDrawListFlags before = ink.Flags;
  ink.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  const auto square = [&](ImVec2 at, float half, ImU32 colour) {
    ink.AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, colour);
  };
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const auto [x, y] = places[i];
    const Status status = model.shown(i);
    if (status == Status::unknown) {
      square(places[i], std::max(1.f, radius * 0.5f), theme.line);
    } else if (status == Status::fresh) {
      const float r = radius * 1.5f;
      ink.AddQuadFilled({x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}, theme.orange.fill);
    } else if (status == Status::spread) {
      square(places[i], radius, theme.green.fill);
    }
  }
  // Of so many messages only those that bring news are shown, and none of them is in the record.
  const bool moving = !canvas.reduced_motion() && !model.small();
  const auto& contacts = model.spread().contacts();
  const auto now = static_cast<double>(model.clock());
  for (std::size_t i = 0; i < contacts.size() && moving; ++i) {
    if (!contacts[i].useful) continue;
    const auto [sent, met, answered] = trip_of(i);
    const bool back = model.spread().status(contacts[i].from) != Status::spread;
    const float share = share_of(now, static_cast<double>(back ? met : sent),
                                 static_cast<double>(back ? answered : met));
    if (share <= 0 || share >= 1) continue;
    Way way{places[contacts[i].from], places[contacts[i].to]};
    if (back) std::swap(way.from, way.to);
    square(way.at(ease_in_out(share)), std::clamp(radius * 0.6f, 1.5f, 3.f), theme.orange.text);
  }
  ink.Flags = before;
  draw_cross(canvas, places[GossipProtocolSpread::down_node], std::max(5.f, radius),
             theme.red.text);
}

}  // namespace

void GossipProtocolSpreadView::draw_group(Canvas& canvas, const Box& field,
                                          const GossipProtocolSpread& model) {
  const Grid grid{field, model.nodes().size()};
  std::vector<ImVec2> places;
  for (std::size_t i = 0; i < grid.nodes; ++i) places.push_back(grid.place(i, model.nodes()[i]));
  const auto same = [](ImVec2 a, ImVec2 b) { return a.x == b.x && a.y == b.y; };
  box_ = grid.box;
  radius_ = grid.radius;
  dots_ = grid.dots();
  if (!std::equal(places.begin(), places.end(), places_.begin(), places_.end(), same)) {
    places_ = std::move(places);
    bends_.assign(model.small() ? grid.nodes * grid.nodes : 0, unknown_bend);
  }
  ClusterPicture cluster;
  for (const ImVec2 place : places_) cluster.stands.push_back({.centre = place});
  if (model.small()) {
    cluster.way = [this](int from, int to) {
      return from < to ? bow(from, to) : bow(to, from).back();
    };
    const auto lanes = static_cast<int>(grid.nodes);
    for (const Message& message : model.record().messages()) {
      if (!message.travels() || message.from >= lanes || message.to >= lanes) continue;
      draw_link(canvas, cluster, message.from, message.to,
                {.colour = faded(canvas.theme().line, 0.55f)});
    }
    draw_told(canvas, cluster, model);
    draw_messages(canvas, cluster, model);
  }
  if (dots_) {
    draw_dots(canvas, places_, radius_, model);
  } else {
    draw_nodes(canvas, cluster, model, radius_, grid.pitch_x >= 84);
  }
  for (std::uint32_t i = 0; i < places_.size() && canvas.pointed_at(box_); ++i) {
    if (canvas.pointed_at(places_[i], std::max(radius_, 4.f))) {
      return canvas.tooltip(story(model, i));
    }
  }
}

// Bent as little as it must be to keep clear of other nodes.
Bow GossipProtocolSpreadView::bow(int from, int to) {
  const ImVec2 a = places_[static_cast<std::size_t>(from)];
  const ImVec2 b = places_[static_cast<std::size_t>(to)];
  const auto bent = [&](float bend) {
    return bow_between(a, radius_ + off_rim, b, radius_ + off_rim, bend);
  };
  float& best =
      bends_[static_cast<std::size_t>(from) * places_.size() + static_cast<std::size_t>(to)];
  if (best == unknown_bend) {
    float most_room = -1e9f;
    for (const float bend : {0.2f, -0.2f, 0.4f, -0.4f, 0.6f, -0.6f, 0.9f, -0.9f, 1.2f, -1.2f}) {
      const float room = room_along(bent(bend), from, to);
      if (room <= most_room) continue;
      most_room = room;
      best = bend;
    }
  }
  return bent(best);
}

// How far a way keeps off other nodes and the edges of the field; 8 px are enough.
float GossipProtocolSpreadView::room_along(const Bow& bow, int from, int to) const {
  float room = 8;
  for (int i = 1; i < 32; ++i) {
    const auto [x, y] = bow.at(static_cast<float>(i) / 32);
    room = std::min({room, x - box_.x, box_.right() - x, y - box_.y, box_.bottom() - y});
    for (int node = 0; node < static_cast<int>(places_.size()); ++node) {
      if (node == from || node == to) continue;
      const ImVec2 place = places_[static_cast<std::size_t>(node)];
      room = std::min(room, std::hypot(x - place.x, y - place.y) - radius_);
    }
  }
  return room;
}

}  // namespace microsims
