#pragma once
// What stands in the Explore drawer: the law beside the measurement for each topology, how the last
// writes spread, and what the present settings mean.

#include "replication_topology_comparison/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

void draw_comparison(const Canvas& canvas, const Box& box,
                     const ReplicationTopologyComparison& model);

}  // namespace microsims
