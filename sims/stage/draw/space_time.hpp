#pragma once
// The space-time view of a run, after L. Lamport, "Time, Clocks, and the Ordering of Events in a
// Distributed System", 1978, turned so that time runs to the right: a lane for each node, a slanted
// line for each message.
//
//            ▾ commands     ┃ now
//   Client  ─●──────────────┃────
//   Node 1  ──╲─■──────╱────┃────      ■ marks on their lane
//   Node 2  ───╲──────╱─────┃────      lines end in an arrow head, a cross (lost), a bar (refused)
//            0 s     1 s     2 s
//
// It is drawn of all that is known of the run; what lies after the shown instant is dimmed.

#include <string>
#include <vector>

#include "stage/draw/canvas.hpp"
#include "stage/draw/timeline.hpp"
#include "stage/model/session.hpp"

namespace microsims {

/// More lanes than this have no room below each other.
constexpr std::size_t most_lanes = 16;

struct SpaceTime {
  Box plot;                // the lanes
  TimeScale time;          // across the plot
  std::vector<int> lanes;  // those that are shown, from the top
  std::string left_out;    // says that some are not; empty if all are
  float commands_y = 0, axis_y = 0;

  /// The height of a lane; nothing if it is not shown.
  std::optional<float> y(int lane) const;
};

/// The stretch of time that is shown: as much as leaves the messages readable in `width` pixels,
/// around the shown instant; no more than a little over the whole run.
TimeScale window_of(const Session& session, float left, float width);

/// The lanes that are shown: all, or those with the latest messages if there are too many.
std::vector<int> lanes_of(const Session& session, std::size_t most, const TimeScale& window);

SpaceTime lay_out_space_time(const Canvas& canvas, const Session& session, const Box& box);

/// A message's line: where it begins, and where it ends as far as is known, both in the plot.
struct MessageLine {
  MessageNumber number;
  ImVec2 from, to;
  enum class End { arrow, cross, bar, open } end;
};
/// Of one whose lanes are shown and that touches the stretch of time.
std::optional<MessageLine> line_of(const SpaceTime& view, const Message& message, Milliseconds now);

/// The distance of a point from a stretch between two others.
float distance(ImVec2 point, ImVec2 from, ImVec2 to);

void draw_space_time(Canvas& canvas, const Session& session, const Box& box);

}  // namespace microsims
