#pragma once
// The drawing vocabulary: what distributed systems are drawn with.
//
//   node      (3)          a machine
//   arrow     ───────►     a message's way
//   pulse     ──●────►     the message on its way
//   badge     [ACK]        a word stuck to something
//   crown                  a leader
//   cross                  down, cut
//   banner    ┃ text ┃     what just happened

#include <string_view>

#include "stage/draw/canvas.hpp"

namespace microsims {

struct NodeStyle {
  Hue hue;
  std::string_view label;
  float glow = 0;         // 0 to 1: a halo in the node's colour
  bool outlined = false;  // a second ring: selected or focused
};

void draw_node(const Canvas& canvas, ImVec2 centre, float radius, const NodeStyle& style);

/// From the rim of one circle to the rim of another; `gap` is kept free at both ends.
struct Way {
  ImVec2 from, to;
  ImVec2 at(float share) const {
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
  }
};
Way way_between(ImVec2 from, float from_radius, ImVec2 to, float to_radius);

/// A way that may be bent, to pass between things and not over them: a quadratic Bézier curve.
struct Bow {
  ImVec2 from, bend, to;

  Bow() = default;
  Bow(ImVec2 begin, ImVec2 middle, ImVec2 end) : from(begin), bend(middle), to(end) {}
  Bow(const Way& straight) : from(straight.from), bend(straight.at(0.5f)), to(straight.to) {}

  ImVec2 at(float share) const {
    const float a = (1 - share) * (1 - share), b = 2 * share * (1 - share), c = share * share;
    return {a * from.x + b * bend.x + c * to.x, a * from.y + b * bend.y + c * to.y};
  }
  Bow back() const { return {to, bend, from}; }
};
/// Bent to its right by a share of its length (to its left if below 0), less so where it is long.
Bow bow_between(ImVec2 from, float from_radius, ImVec2 to, float to_radius, float bend_by);

void draw_line(const Canvas& canvas, const Bow& bow, ImU32 colour, float thickness = 1.5f);

void draw_arrow(const Canvas& canvas, const Way& way, ImU32 colour, float thickness = 1.5f);
void draw_arrow(const Canvas& canvas, const Bow& bow, ImU32 colour, float thickness = 1.5f);
void draw_dashes(const Canvas& canvas, const Way& way, ImU32 colour, float thickness = 1.5f,
                 float dash = 6);

/// A message at a share (0 to 1) of its way, with a tail behind it. Nothing where motion is
/// reduced.
void draw_pulse(const Canvas& canvas, const Way& way, float share, const Hue& hue);
void draw_pulse(const Canvas& canvas, const Bow& bow, float share, const Hue& hue);

/// A word in a rounded box around `centre`; returns the box.
Box draw_badge(const Canvas& canvas, ImVec2 centre, std::string_view text, const Hue& hue);

void draw_crown(const Canvas& canvas, ImVec2 centre, float width);
void draw_cross(const Canvas& canvas, ImVec2 centre, float radius, ImU32 colour);
void draw_tick(const Canvas& canvas, ImVec2 centre, float radius, ImU32 colour);

/// A line of text on a full-width strip of the hue; returns its height.
float draw_banner(const Canvas& canvas, const Box& box, std::string_view text, const Hue& hue);

/// A box with the theme's card colours.
void draw_card(const Canvas& canvas, const Box& box);

/// A card that says in a few words how things stand, in a hue; the theme's plain one says nothing.
void draw_status(const Canvas& canvas, const Box& box, std::string_view words, const Hue& hue);
/// The same with a sentence below the words; of two lines' height.
void draw_status(const Canvas& canvas, const Box& box, std::string_view words,
                 std::string_view sentence, const Hue& hue);

}  // namespace microsims
