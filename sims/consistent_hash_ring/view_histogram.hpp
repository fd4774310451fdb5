#pragma once
// How many keys each node owns, as bars below the ring, with a line where all would be even.

#include "consistent_hash_ring/model.hpp"
#include "consistent_hash_ring/view_ring.hpp"

namespace microsims {

/// Returns the node whose bar is pointed at, or 0.
int draw_histogram(const Canvas& canvas, const Box& box, const ConsistentHashRing& model,
                   const Focus& focus);

/// The loads of model.nodes() with so many virtual nodes each, of 10,000 keys, as bars up to
/// `least_top`.
void draw_loads(const Canvas& canvas, const Box& box, const ConsistentHashRing& model, int vnodes,
                double least_top);

}  // namespace microsims
