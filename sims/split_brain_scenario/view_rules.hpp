#pragma once
// The four rules of promotion in words and side by side.
//
//   Timeout only     promises nothing: each side may get a leader
//   2 leaders   new after 10.0 s   A confirmed   B confirmed   1 write lost

#include "split_brain_scenario/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

/// What the rule asks of a node before it leads.
std::string rule_in_words(const Setup& setup);

/// What the node that timed out is doing, after its name.
const char* rule_at_work(Promotion rule);

/// What each rule promises, and what the same split led to under it, as far as it was played.
void draw_rules_table(const Canvas& canvas, const Box& area, const SplitBrainScenario& model);

}  // namespace microsims
