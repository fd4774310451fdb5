#pragma once
// The four rules of promotion, side by side.
//
//   Timeout only     promises nothing: each side may get a leader
//   2 leaders   new after 10.0 s   A confirmed   B confirmed   1 write lost

#include "split_brain_scenario/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

/// What each rule promises, and what the same split led to under it, as far as it was played.
void draw_rules_table(const Canvas& canvas, const Box& area, const SplitBrainScenario& model);

}  // namespace microsims
