#pragma once
// A server under load: a tank that fills with the shares of its time, what waits for it standing on
// top, and the ways along which work flows to it.
//
//      ─────         ways as wide as what flows
//       12
//      [##]          a slab for each that waits
//      |##|  ┐
//     -|##|- │       shares of its time, from below; a dash by law
//      |//|  ┘
//
//   draw_flow(canvas, way, 0.6f, theme.blue, model.now());
//   draw_slabs(canvas, line, {{3, theme.orange}, {9, theme.blue}});
//   draw_tank(canvas, box, {{0.2f, theme.orange, true}, {0.6f, theme.blue}}, 0.8f);

#include <cstdint>
#include <initializer_list>
#include <optional>

#include "stage/draw/shapes.hpp"
#include "stage/model/record.hpp"

namespace microsims {

struct TankPart {
  float share;
  Hue hue;
  bool hatched = false;  // slanted lines tell it from the others without its colour
};

/// Parts from below, of all no more than 1; the law is how full it is to be. Alarm lets its edge
/// stand out.
void draw_tank(const Canvas& canvas, const Box& box, std::initializer_list<TankPart> parts,
               std::optional<float> law = {}, bool alarm = false);

/// Of what waits a slab each, from below, and their number above, between the walls of the box;
/// where there is no room for all, in their shares.
struct Slabs {
  std::uint32_t count;
  Hue hue;
};
void draw_slabs(const Canvas& canvas, const Box& box, std::initializer_list<Slabs> slabs,
                bool alarm = false);

/// A stream of work: `load` 1 is as much as a server can do. Some of it is seen on its way while it
/// flows, which a clock says.
void draw_flow(const Canvas& canvas, const Way& way, float load, const Hue& hue,
               std::optional<Milliseconds> clock);

}  // namespace microsims
