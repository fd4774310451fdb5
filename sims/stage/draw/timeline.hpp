#pragma once
// The timeline of a run: a strip below the picture, from which the run is played, gone through
// event by event, and dragged to any of its instants.
//
//   |◂  ▶  ▸|   ⚑──⚑───■──♛─┃···⨯····   12.5 s / 20.1 s   ⇄   ⫽
//                commands on stems, events on the bar, the future dimmed
//
// What a person does becomes commands to the session's controls pause, time-back, time-on, time,
// other-run and diagram.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stage/draw/canvas.hpp"
#include "stage/model/session.hpp"

namespace microsims {

/// Marks that would lie on each other are one: that of the weightiest kind stands for all.
struct MarkGroup {
  float x;  // in the middle of its marks
  MarkKind kind;
  bool command;
  std::size_t first;  // of the marks, in their order
  std::size_t count;  // of those of its sort: commands or not
  Milliseconds at;    // of its first
};

/// A stretch of simulated time on a line of the page.
struct TimeScale {
  Milliseconds from = 0, to = 1;
  float left = 0, width = 1;

  float x(double milliseconds) const {
    return left + width * static_cast<float>((milliseconds - static_cast<double>(from)) /
                                             static_cast<double>(to - from));
  }
  /// Kept within the stretch.
  Milliseconds at(float place) const;
};

/// Groups the commands, or all other marks, of a list in order of time; none closer to another than
/// `gap` pixels. Those outside of the stretch are left out.
std::vector<MarkGroup> group_marks(const std::vector<Mark>& marks, bool commands,
                                   const TimeScale& scale, float gap);

/// "12.5 s: Node 2 was elected", a line for each of the group's marks, the first few.
std::string words_of(const std::vector<Mark>& marks, const MarkGroup& group);

struct TimelineLayout {
  struct Part {
    std::string_view control;
    Box box;
  };
  std::vector<Part> parts;   // by the control each of them moves; `time` is the bar
  Box bar;                   // as wide as the run is long; its full height can be dragged
  ImVec2 words;              // where the time stands: the left end of its words
  bool words_above = false;  // their right end, above the bar: there is no room beside it
};
TimelineLayout lay_out_timeline(const Canvas& canvas, const Session& session, const Box& strip);

void draw_timeline(Canvas& canvas, const Session& session, const Box& strip,
                   const TimelineLayout& layout);

}  // namespace microsims
