#pragma once
// The Explore drawer of the Quorum Calculator: what the three numbers cost and what they leave
// open.
//
//   by counting          in time                by failures
//   stale reads, k       WARS: fresh after t,   availability of reads and
//   versions old         latency percentiles    writes against that of a node

#include "quorum_calculator/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

void draw_quorum_exploration(const Canvas& canvas, const Box& area, const QuorumCalculator& model);

}  // namespace microsims
