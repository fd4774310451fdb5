#pragma once
// The picture in a panel: five nodes, their clients, the ways between them and what travels there.

#include "replication_topology_comparison/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

void draw_topology(Canvas& canvas, const Box& box, Topology topology,
                   const ReplicationTopologyComparison& model);

/// The five nodes alone, as small as a letter.
void draw_small_nodes(const Canvas& canvas, const Box& box, Topology topology,
                      const ReplicationTopologyComparison& model);

}  // namespace microsims
