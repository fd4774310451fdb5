#pragma once
// What the picture of the split brain tells in words and figures: around its nodes, and in the
// Explore drawer.

#include <array>

#include "split_brain_scenario/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

/// Where everything stands in a frame.
struct StoryPlaces {
  Box clients, graph, strip, logs;
  std::array<ImVec2, most_nodes> nodes;
  std::array<ImVec2, 2> mouths;  // where the clients' messages leave
  float radius = 0, middle = 0;
  bool narrow = false, crowded = false;
};

/// "Write A: user balance = $500" above the node it goes to, struck out once it is lost.
void draw_clients(const Canvas& canvas, const StoryPlaces& places, const Episode& episode);

/// The timer, how many lead, the conflict, or what became of the writes.
void draw_strip(const Canvas& canvas, const StoryPlaces& places, const SplitBrainScenario& model);

/// The logs of the two nodes that the clients write to.
void draw_logs(const Canvas& canvas, const StoryPlaces& places, const Episode& episode);

/// The four rules of promotion: what each promises, and what the same split led to under it, as far
/// as it was played.
///
///   Timeout only     promises nothing: each side may get a leader
///   2 leaders   new after 10.0 s   A confirmed   B confirmed   1 write lost
void draw_rules_table(const Canvas& canvas, const Box& area, const SplitBrainScenario& model);

}  // namespace microsims
