#pragma once
// A cluster's picture: nodes, ways between them, and the messages of the model's record on these
// ways, where the model's clock says they are.
//
//   ClusterPicture cluster;
//   for (NodeId node = 0; node < n; ++node) {          // one for each of the model's lanes()
//     cluster.stands.push_back({.centre = at(node), .radius = 24, .hue = theme.teal,
//                               .label = number_text(node + 1), .crown = leads(node)});
//   }
//   draw_link(canvas, cluster, 0, 1);
//   draw_messages(canvas, cluster, model);             // below the nodes
//   draw_stands(canvas, cluster);
//
// Pointing at a message names it and lights it up in the space-time view too; a click on it opens
// its menu.

#include <optional>
#include <string>
#include <vector>

#include "stage/draw/canvas.hpp"
#include "stage/draw/shapes.hpp"
#include "stage/model/model.hpp"

namespace microsims {

/// Letters at the rim of a node, off its centre by a share of its radius.
struct Badge {
  std::string text;
  Hue hue;
  ImVec2 side{0, 0.8f};
};

/// Where the caption of a node stands: beside one that has arrows below it.
enum class Side { below, left, right };

/// Where a lane of the model stands, and how it is.
struct Stand {
  ImVec2 centre;
  float radius = 20;
  Hue hue{};
  std::string label{};    // in it: "3"
  std::string caption{};  // beside it: "v2"
  Side caption_side = Side::below;
  ImU32 caption_colour = 0;
  std::vector<Badge> badges{};
  float glow = 0;  // 0 to 1
  bool crown = false, down = false, outlined = false;
  bool ticked = false;           // a tick at its upper right: it has answered
  ImVec2 crown_side{0, -1.42f};  // off its centre, by shares of its radius
  float crown_width = 1.2f;      // the same
  bool hidden = false;    // a client that the view draws itself: only the ends of its ways count
  std::string tip{};      // said when it is pointed at
  std::string control{};  // a click toggles it, or presses it if it is a button; none: no click
};

struct ClusterPicture {
  std::vector<Stand> stands;  // by lane

  /// Where a message from one lane to another runs; none: straight from rim to rim.
  Callback<Bow(int from, int to)> way;
  /// The colour of a message; none: that of its kind.
  Callback<Hue(const Message&)> hue;
  /// Whether a message brings bad news and is red, whatever its colour is; none: none does.
  Callback<bool(const Message&)> bad;
  /// Whether a message is part of this picture; none: all are whose ends stand in it.
  Callback<bool(const Message&)> shown;
  /// Whether the name of its kind rides beside a message; none: never.
  Callback<bool(const Message&)> named;
};

/// The way of a message, as drawn.
Bow way_of(const ClusterPicture& cluster, int from, int to);

/// A message on its way at an instant of the run; none before it was sent and after its end has
/// been seen.
struct MessagePlace {
  float share;        // of its way, 0 to 1
  float opacity = 1;  // of what fades after its end
  enum class Sign { pulse, cross, bar } sign = Sign::pulse;
};
std::optional<MessagePlace> place_of(const Message& message, Microseconds now);

/// The end of a message that came to nothing is seen for so long.
constexpr Microseconds end_seen_for = 600'000;

/// A line at rest between two stands.
struct LinkStyle {
  ImU32 colour = 0;  // 0: the theme's lines, pale
  float thickness = 1.25f;
  bool dashed = false, arrow = false;
};
void draw_link(const Canvas& canvas, const ClusterPicture& cluster, int from, int to,
               const LinkStyle& style = {});

/// All messages under way, and the ends of those that were lost or refused just now.
void draw_messages(Canvas& canvas, const ClusterPicture& cluster, const Model& model);

/// Nodes with their badges, captions and tooltips. A click on one with a control sets the toggle of
/// that id, or presses the button.
void draw_stands(Canvas& canvas, const ClusterPicture& cluster, const Model& model);

}  // namespace microsims
