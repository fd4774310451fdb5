#include "consistent_hash_ring/view_ring.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "order/stable_sort.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {

RingPicture::RingPicture(Canvas& canvas, const Model& model, ImVec2 centre, float outer_radius)
    : canvas_(canvas), model_(model), ink_(canvas.ink()), circle_{centre} {
  const std::size_t nodes = model.nodes().size(), keys = model.keys().size();
  named_nodes_ = nodes <= 16;
  named_keys_ = keys <= 16;
  node_radius_ = named_nodes_ ? std::clamp(outer_radius * 0.095f, 13.f, 17.f) : 5.f;
  key_radius_ = 11;
  band_ = std::clamp(outer_radius * 0.075f, 11.f, 14.f);
  radius_ = outer_radius - 2 * node_radius_ - 8 - band_ / 2;
  node_orbit_ = radius_ + band_ / 2 + 6 + node_radius_;
  key_orbit_ = radius_ - band_ / 2 - 9 - key_radius_;
  for (NodeId node = 1; node <= Model::most_nodes; ++node) hues_[node] = node_hue(theme(), node);
  place_nodes();
  if (named_keys_) place_keys();
}

Focus RingPicture::pointed_at() const {
  for (const PlacedNode& node : nodes_) {
    if (canvas_.pointed_at(circle_.at(node.angle, node_orbit_), node_radius_ + 3)) {
      return {.node = node.number};
    }
  }
  const ImVec2 mouse = canvas_.pointer();
  const float from_centre = circle_.radius_of(mouse);
  if (!canvas_.pointed_at(circle_.centre, radius_ + band_ / 2 + 4)) return {};
  if (from_centre > radius_ - band_ / 2 - 3) {
    const auto point = static_cast<std::uint32_t>(circle_.angle_of(mouse) / turn * 4294967040.f);
    return {.node = model_.ring().next(point).owner};
  }
  std::optional<std::size_t> nearest;
  float least = named_keys_ ? (key_radius_ + 6) * (key_radius_ + 6) : 64.f;
  for (std::size_t i = 0; i < model_.keys().size(); ++i) {
    const ImVec2 at = named_keys_ ? circle_.at(key_angles_[i], key_orbit_) : dust_place(i);
    const float dx = at.x - mouse.x, dy = at.y - mouse.y;
    if (dx * dx + dy * dy >= least) continue;
    least = dx * dx + dy * dy;
    nearest = i;
  }
  return {.key = nearest};
}

void RingPicture::draw(const Focus& focus) {
  focus_ = focus;
  draw_arcs();
  draw_tokens();
  if (!shows_copies()) draw_dial();
  if (named_keys_) {
    for (std::size_t i = 0; i < model_.keys().size(); ++i) draw_key(i);
  } else {
    draw_dust();
  }
  if (focus.key) draw_way_of(*focus.key);
  for (const PlacedNode& node : nodes_) draw_node_at(node);
  if (named_keys_) {
    for (const Key& key : model_.keys()) draw_way_left(key);
    for (std::size_t i = 0; i < model_.keys().size(); ++i) draw_flight(i);
  }
}

Box RingPicture::place_of(std::size_t key) const {
  const ImVec2 at = named_keys_ ? circle_.at(key_angles_[key], key_orbit_) : dust_place(key);
  const float half = named_keys_ ? key_radius_ + 4 : 7;
  return {at.x - half, at.y - half, 2 * half, 2 * half};
}

// How much of the colour of a node or key is left while another one is pointed at.
float RingPicture::presence(NodeId node) const {
  if (focus_.node != 0) return focus_.node == node ? 1.f : 0.16f;
  if (!focus_.key || !focus_.alone) return 1;
  for (const NodeId copy : model_.copies_of(model_.keys()[*focus_.key])) {
    if (copy == node) return 1;
  }
  return 0.16f;
}

void RingPicture::place_nodes() {
  const distributed::Node* leaving = model_.leaving();
  for (const distributed::Node& node : model_.nodes()) {
    nodes_.push_back({node.id, angle_of(model_.home_of(node)), 0, false});
  }
  if (leaving) {
    nodes_.push_back({leaving->id, angle_of(model_.home_of(*leaving)), 0, true});
  }
  distributed::stable_sort(
      nodes_, [](const PlacedNode& a, const PlacedNode& b) { return a.home < b.home; });
  std::vector<float> angles;
  for (const PlacedNode& node : nodes_) angles.push_back(node.home);
  if (named_nodes_) spread_out(angles, (2 * node_radius_ + 7) / node_orbit_);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    PlacedNode& node = nodes_[i];
    const float off =
        named_nodes_ ? canvas_.glide(phrase({"node ", node.number}), angles[i] - node.home) : 0;
    node.angle = node.home + off;
  }
}

void RingPicture::draw_arcs() {
  const float inner = radius_ - band_ / 2, outer = radius_ + band_ / 2;
  const float share =
      canvas_.reduced_motion() ? 1 : ease_in_out(share_of(now(), 0.1, Model::change_of_hands));
  const bool blend = share < 1 && model_.ring().table().size() <= most_tokens_to_mark;
  if (blend) draw_arcs_of(model_.ring_before(), inner, outer, 1);
  draw_arcs_of(model_.ring(), inner, outer, blend ? share : 1);
  ink_.AddCircle(circle_.centre, inner, theme().line, 0, 1.25f);
  ink_.AddCircle(circle_.centre, outer, theme().line, 0, 1.25f);
}

void RingPicture::draw_arcs_of(const distributed::Ring& ring, float inner, float outer,
                               float opacity) {
  const auto draw = [&](std::size_t arc, float from, float sweep) {
    const NodeId owner = ring.table().owner(arc);
    // While another owner is pointed at, a pale arc keeps the ring whole.
    const float shown = presence(owner);
    const ImU32 colour =
        shown == 1 ? hue_of(owner).fill : mixed(theme().region, hue_of(owner).fill, shown);
    draw_band(ink_, circle_, from, sweep, inner, outer,
              opacity == 1 ? colour : faded(colour, opacity));
  };
  const auto points = ring.table().points();
  const auto columns = static_cast<std::size_t>(turn * outer);
  if (points.size() <= columns) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const std::uint32_t from = points[i == 0 ? points.size() - 1 : i - 1];
      draw(i, angle_of(from), angle_of(points[i] - from));
    }
    return;
  }
  // More arcs than pixels along the band: each pixel shows the arc in its middle.
  const float sweep = turn / static_cast<float>(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    const double middle = (static_cast<double>(i) + 0.5) / static_cast<double>(columns);
    const auto point = static_cast<std::uint32_t>(middle * 4294967296.0);
    draw(ring.table().successor(point), sweep * static_cast<float>(i), sweep);
  }
}

// Where arcs end; a few tokens are marked beyond the band, many only between the arcs.
void RingPicture::draw_tokens() {
  const auto points = model_.ring().table().points();
  if (points.size() > most_tokens_to_mark) return;
  const bool few = points.size() <= 120;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const NodeId owner = model_.ring().table().owner(i);
    const float angle = angle_of(points[i]);
    ink_.AddLine(circle_.at(angle, radius_ - band_ / 2), circle_.at(angle, radius_ + band_ / 2),
                 theme().region, few ? 2.f : 1.f);
    const bool marked = focus_.node == owner || few;
    if (!marked) continue;
    const ImVec2 at = circle_.at(angle, radius_ + band_ / 2 + 1);
    canvas_.disc(at, 3, faded(hue_of(owner).edge, presence(owner)));
  }
}

// Which way the degrees go, in the middle.
void RingPicture::draw_dial() {
  const float dial = dial_radius();
  if (focus_.key || focus_.node != 0) {
    const float line = canvas_.line_height() * 0.6f;
    std::string name = node_label(focus_.node), figure;
    if (focus_.key) {
      const Key& key = model_.keys()[*focus_.key];
      name = phrase({key_label(*focus_.key), " → ", node_label(key.owner)});
      figure = phrase({number_text(distributed::Ring::degrees(key.way()), 1), "°"});
    } else {
      figure = percent_text(model_.share_of_ring(focus_.node));
    }
    const ImVec2 middle = circle_.centre;
    canvas_.text({middle.x, middle.y - line}, name,
                 {.size = TextSize::strong, .align = Align::centre});
    canvas_.text({middle.x, middle.y + line}, figure,
                 {.size = TextSize::small, .align = Align::centre});
    return;
  }
  const TextStyle soft{
      .size = TextSize::small, .colour = theme().text_soft, .align = Align::centre};
  const char* const names[] = {"0°", "90°", "180°", "270°"};
  for (int i = 0; i < 4; ++i) {
    const float angle = turn / 4 * static_cast<float>(i);
    const float inward = i % 2 == 0 ? 13.f : dial < 44 ? 17.f : 20.f;
    canvas_.text(circle_.at(angle, dial - inward), names[i], soft);
  }
  for (int i = 0; i < 4; ++i) {
    draw_way_round(ink_, circle_, turn / 4 * static_cast<float>(i) + 0.12f, turn / 4 - 0.24f, dial,
                   faded(theme().line, 0.7f), 1.5f);
  }
}

float RingPicture::dial_radius() const {
  return named_keys_ ? std::min(52.f, key_orbit_ - 35) : radius_ * 0.36f;
}

void RingPicture::draw_node_at(const PlacedNode& node) {
  const bool joining =
      model_.change().kind == Model::Change::Kind::joined && model_.change().node == node.number;
  float size = 1, shown = presence(node.number);
  if (!canvas_.reduced_motion()) {
    if (joining) size = ease_out(share_of(now(), 0, 0.45));
    if (node.leaving)
      size = 1 - ease_in_out(share_of(now(), Model::departure, Model::departure + 0.5));
  } else if (node.leaving && now() >= Model::departure) {
    return;
  }
  const ImVec2 at = circle_.at(node.angle, node_orbit_);
  const Hue hue = node.leaving ? theme().plain : faded(hue_of(node.number), shown);
  if (node_radius_ * size < 3) return;
  ink_.AddLine(circle_.at(node.home, radius_ + band_ / 2), at, hue.edge, 2);
  float glow = joining ? 1 - share_of(now(), 0.6, 1.6) : 0.f;
  for (const Key& key : model_.keys()) {
    if (!named_keys_) break;
    if (key.owner == node.number && has_moved(key)) {
      glow = std::max(glow, 1 - share_of(now(), key.lands, key.lands + 0.4));
    }
  }
  if (canvas_.reduced_motion()) glow = 0;
  if (!named_nodes_) {
    canvas_.disc(at, node_radius_ * size, hue.fill, hue.edge, 1.5f);
    return;
  }
  const std::string label = size > 0.6f ? node_label(node.number) : std::string{};
  draw_node(canvas_, at, node_radius_ * size, {.hue = hue, .label = label, .glow = glow * shown});
  if (!Model::is_fixed(node.number) && !node.leaving) {
    ink_.AddCircle(at, (node_radius_ + 3) * size, hue.edge, 0, 1.25f);
  }
  if (node.leaving && size > 0.5f) {
    draw_cross(canvas_, {at.x + node_radius_ * 0.75f, at.y - node_radius_ * 0.75f}, 5,
               theme().red.text);
  }
}

}  // namespace microsims
