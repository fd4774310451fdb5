#pragma once
// What stands in the Explore drawer: the last change by other methods, and how the load evens out
// as virtual nodes grow, each with the law beside what was measured.

#include "consistent_hash_ring/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

void draw_ring_exploration(Canvas& canvas, const Box& area, const ConsistentHashRing& model);

}  // namespace microsims
