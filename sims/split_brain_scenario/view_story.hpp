#pragma once
// What the picture of the split brain tells in words and figures, around its nodes.

#include "split_brain_scenario/view.hpp"

namespace microsims {

/// "Write A: user balance = $500" above the node it goes to, struck out once it is lost.
void draw_clients(const Canvas& canvas, const SplitBrainView::Places& places,
                  const Episode& episode);

/// The timer, how many lead, the conflict, or what became of the writes.
void draw_strip(const Canvas& canvas, const SplitBrainView::Places& places,
                const SplitBrainScenario& model);

/// The logs of the two nodes that the clients write to.
void draw_logs(const Canvas& canvas, const SplitBrainView::Places& places, const Episode& episode);

}  // namespace microsims
