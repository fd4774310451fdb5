#include "stage/model/sim.hpp"
#include "replication_topology_comparison/model.hpp"
#include "replication_topology_comparison/view.hpp"

namespace microsims {

extern const Sim replication_topology_comparison;
const Sim replication_topology_comparison =
    sim_of<ReplicationTopologyComparison, ReplicationTopologyComparisonView>(
        {.id = "replication-topology-comparison",
         .title = "Replication Topology Comparison",
         .height = 740,
         .explore_height = 430,
         .step = 0.15,
         .make_model = nullptr,
         .make_view = nullptr,
         .explore_height_narrow = 920});

}  // namespace microsims
