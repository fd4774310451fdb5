#pragma once
// How the comparison looks: three panels, side by side where there is room; on a narrow page the
// highlighted one below small ones of the others.
//
//   ┌─ header ────────┐
//   │ picture         │   view_picture
//   │ scorecard       │
//   │ figures         │
//   └─────────────────┘

#include "replication_topology_comparison/model.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

class ReplicationTopologyComparisonView : public ViewOf<ReplicationTopologyComparison> {
  void draw(Canvas& canvas, const Box& area, const ReplicationTopologyComparison& model) override;
  void explore(Canvas& canvas, const Box& box, const ReplicationTopologyComparison& model) override;
};

}  // namespace microsims
