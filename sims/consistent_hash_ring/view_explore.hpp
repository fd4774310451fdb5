#pragma once
// The charts of the ring: how many keys each node owns, below it; in the Explore drawer the last
// change by other methods, and how the load evens out as virtual nodes grow, each with the law
// beside what was measured.

#include "consistent_hash_ring/view_ring.hpp"

namespace microsims {

/// Bars, with a line where all would be even. Returns the node whose bar is pointed at, or 0.
distributed::NodeId draw_histogram(const Canvas& canvas, const Box& box,
                                   const ConsistentHashRing& model, const Focus& focus);

void draw_ring_exploration(Canvas& canvas, const Box& area, const ConsistentHashRing& model);

}  // namespace microsims
