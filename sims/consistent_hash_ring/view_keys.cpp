// The keys of the ring: named ones inside it, many as dust, those on their way along the rim.

#include <algorithm>
#include <cmath>
#include <string>

#include "consistent_hash_ring/view_ring.hpp"
#include "order/stable_sort.hpp"
#include "stage/draw/easing.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/text.hpp"

namespace microsims {

void RingPicture::place_keys() {
  const auto& keys = model_.keys();
  const auto order = distributed::sorted_places(
      keys.size(), [&](std::size_t a, std::size_t b) { return keys[a].point < keys[b].point; });
  std::vector<float> angles;
  for (const std::size_t i : order) angles.push_back(angle_of(keys[i].point));
  spread_out(angles, (2 * key_radius_ + 9) / key_orbit_);
  key_angles_.resize(keys.size());
  for (std::size_t i = 0; i < order.size(); ++i) key_angles_[order[i]] = angles[i];
}

float RingPicture::presence_of_key(std::size_t i) const {
  if (focus_.key && focus_.alone) return focus_.key == i ? 1.f : 0.25f;
  return presence(model_.holder(model_.keys()[i]));
}

void RingPicture::draw_key(std::size_t i) {
  const Key& key = model_.keys()[i];
  const NodeId holder = model_.holder(key);
  const float shown = presence_of_key(i);
  const bool moves = must_move(key), away = moves && now() >= key.departs;
  Hue hue = moves ? theme().orange : hue_of(holder);
  float swell = 1;
  if (has_moved(key) && !canvas_.reduced_motion()) {
    const float fresh = share_of(now(), key.lands, key.lands + 0.4);
    hue = mixed(theme().orange, hue, ease_out(fresh));
    swell = 1 + 0.25f * (1 - ease_out(fresh));
  }
  hue = faded(hue, shown);
  const float angle = key_angles_[i];
  const ImVec2 at = circle_.at(angle, key_orbit_);
  ink_.AddLine(circle_.at(angle_of(key.point), radius_ - band_ / 2), at, hue.edge, 1.5f);
  if (away) {
    // Its place stays marked while the key is under way.
    canvas_.disc(at, key_radius_, theme().region, hue.edge, 1.5f);
  } else {
    if (moves) draw_halo(at);
    draw_node(canvas_, at, key_radius_ * swell, {.hue = hue, .label = node_label(holder)});
  }
  canvas_.text(circle_.at(angle, key_orbit_ - key_radius_ - 11), key_label(i),
               {.size = TextSize::small,
                .colour = faded(moves ? theme().orange.text : theme().text, std::max(shown, 0.5f)),
                .align = Align::centre});
  draw_copies(i, angle, shown);
}

// Further copies are small marks on the way in, with the colours and letters of their nodes; a
// small ring has no room for them.
void RingPicture::draw_copies(std::size_t i, float angle, float shown) {
  if (!shows_copies() || model_.moving()) return;
  const std::vector<NodeId> copies = model_.copies_of(model_.keys()[i]);
  for (std::size_t copy = 1; copy < copies.size(); ++copy) {
    const ImVec2 at = circle_.at(angle, key_orbit_ - 28 - 15 * static_cast<float>(copy));
    draw_node(canvas_, at, 7,
              {.hue = faded(hue_of(copies[copy]), shown), .label = node_label(copies[copy])});
  }
}

bool RingPicture::shows_copies() const {
  return model_.replicas() > 1 && named_keys_ && named_nodes_ && key_orbit_ > 100;
}

void RingPicture::draw_halo(ImVec2 at) {
  // Two calm pulses call for attention before the key departs.
  const float beat =
      canvas_.reduced_motion()
          ? 0.5f
          : 0.5f - 0.5f * std::cos(static_cast<float>(now() / Model::departure) * 2 * turn);
  for (int ring = 3; ring > 0; --ring) {
    canvas_.disc(at, key_radius_ + 2.5f * static_cast<float>(ring) * (0.5f + beat),
                 faded(theme().orange.fill, 0.16f));
  }
}

// How far along the rim a key under way is, of the way to its new token.
float RingPicture::way_done(const Key& key) const {
  return ease_in_out((share_of(now(), key.departs, key.lands) - 0.1f) / 0.8f);
}

bool RingPicture::is_under_way(const Key& key) const {
  return must_move(key) && now() >= key.departs && !canvas_.reduced_motion();
}

// The way that is left shows where a key goes.
void RingPicture::draw_way_left(const Key& key) {
  if (!is_under_way(key)) return;
  const float sweep = angle_of(key.way()), done = sweep * way_done(key);
  if ((sweep - done) * radius_ < 26) return;
  draw_way_round(ink_, circle_, angle_of(key.point) + done, sweep - done, radius_,
                 faded(theme().orange.edge, 0.9f), 2.5f);
}

// A key under way: up to the rim, along it, and to the node if that is where the token is.
void RingPicture::draw_flight(std::size_t i) {
  const Key& key = model_.keys()[i];
  if (!is_under_way(key)) return;
  const float share = share_of(now(), key.departs, key.lands);
  const float climb = ease_in_out(share / 0.2f), along = way_done(key);
  const float from = key_angles_[i];
  float angle = from + (angle_of(key.point) - from) * climb;
  const float sweep = angle_of(key.way());
  angle += sweep * along;
  float radius = key_orbit_ + (radius_ - key_orbit_) * climb;
  const float docking = ease_in_out((share - 0.82f) / 0.18f);
  for (const PlacedNode& node : nodes_) {
    if (node.number != key.owner || node.leaving) continue;
    if (angle_of(key.token) != node.home) break;
    radius += (node_orbit_ - radius_) * docking;
    angle += (node.angle - node.home) * docking;
  }
  const ImVec2 at = circle_.at(angle, radius);
  const float size = key_radius_ * (1 + 0.15f * climb - 0.45f * docking);
  canvas_.disc(at, size + 3, faded(theme().region, 0.6f));
  const std::string label = docking < 0.5f ? key_label(i) : std::string{};
  draw_node(canvas_, at, size, {.hue = theme().orange, .label = label});
}

ImVec2 RingPicture::dust_place(std::size_t i) const {
  return circle_.at(angle_of(model_.keys()[i].point), dust_radius(i));
}

// Keys of about the same angle lie at different depths, by the golden ratio: evenly.
float RingPicture::dust_radius(std::size_t i) const {
  const float depth = static_cast<float>(i * 2654435769u % 65536u) / 65536.f;
  const float outer = radius_ - band_ / 2 - 6;
  return outer - depth * (outer - dial_radius() - 12);
}

void RingPicture::draw_dust() {
  const auto& keys = model_.keys();
  const float size = keys.size() > 2000 ? 1.25f : keys.size() > 200 ? 2.f : 3.5f;
  const ImU32 orange = theme().orange.fill;
  for (int layer = 0; layer < 2; ++layer) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Key& key = keys[i];
      const bool moves = must_move(key);
      // Orange ones on top.
      if (moves != (layer == 1)) continue;
      float angle = angle_of(key.point), radius = dust_radius(i), half = size;
      ImU32 colour = orange;
      if (moves) {
        half = size + 0.75f;
        if (now() > key.departs && !canvas_.reduced_motion()) {
          const float share = share_of(now(), key.departs, key.lands);
          radius += (radius_ - radius) * ease_in_out(share / 0.25f);
          angle += angle_of(key.way()) * ease_in_out((share - 0.1f) / 0.9f);
        }
      } else {
        const NodeId holder = model_.holder(key);
        const float shown = presence_of_key(i);
        colour = hue_of(holder).fill;
        if (shown < 1) colour = faded(colour, shown);
      }
      const ImVec2 at = circle_.at(angle, radius);
      if (keys.size() > 1000) {
        draw_grain(at, half, colour);
      } else {
        canvas_.disc(at, half + 0.5f, colour);
      }
    }
  }
  if (focus_.key) ink_.AddCircle(dust_place(*focus_.key), 6, theme().text, 0, 2);
}

// A triangle: half of what a square costs, and as good for a grain of dust.
void RingPicture::draw_grain(ImVec2 at, float half, ImU32 colour) {
  const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
  ink_.PrimReserve(3, 3);
  ink_.PrimVtx({at.x - 1.3f * half, at.y + half}, white, colour);
  ink_.PrimVtx({at.x, at.y - 1.4f * half}, white, colour);
  ink_.PrimVtx({at.x + 1.3f * half, at.y + half}, white, colour);
}

// From the key clockwise to its owner, then to the nodes that keep further copies.
void RingPicture::draw_way_of(std::size_t i) {
  const Key& key = model_.keys()[i];
  const float lane = radius_ - band_ / 2 - 4;
  const float from = angle_of(key.point);
  const std::vector<NodeId> copies = model_.copies_of(key);
  const auto& ring = model_.ring();
  for (std::size_t copy = copies.size(); copy-- > 1;) {
    const std::size_t place = ring.next_of(copies[copy], key.token);
    const float sweep = angle_of(ring.table().points()[place] - key.point);
    draw_way_round(ink_, circle_, from, sweep, lane, faded(theme().text, 0.45f), 2);
  }
  const float sweep = angle_of(key.way());
  draw_way_round(ink_, circle_, from, std::max(sweep, 0.01f), lane, theme().text, 3);
  ink_.AddLine(circle_.at(from + sweep, lane), circle_.at(from + sweep, radius_ + band_ / 2),
               theme().text, 2.5f);
}

}  // namespace microsims
