#pragma once
// How the comparison looks: three panels, side by side where there is room; on a narrow page the
// highlighted one below small ones of the others.
//
//   ┌─ header ────────┐
//   │ picture         │   view_picture
//   │ scorecard       │
//   │ figures         │
//   └─────────────────┘
//
// In the Explore drawer: the law beside the measurement for each topology, how the last writes
// spread, and what the present settings mean.

#include "replication_topology_comparison/model.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

class ReplicationTopologyComparisonView : public ViewOf<ReplicationTopologyComparison> {
  void draw(Canvas& canvas, const Box& area, const ReplicationTopologyComparison& model) override;
  void explore(Canvas& canvas, const Box& box, const ReplicationTopologyComparison& model) override;
};

/// Five nodes, their clients, the ways between them and what travels there.
void draw_topology(Canvas& canvas, const Box& box, Topology topology,
                   const ReplicationTopologyComparison& model);

/// The five nodes alone, as small as a letter.
void draw_small_nodes(const Canvas& canvas, const Box& box, Topology topology,
                      const ReplicationTopologyComparison& model);

}  // namespace microsims
