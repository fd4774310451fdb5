#pragma once
// How a replica's lag came and went, as its monitoring would have drawn it.
//
//   lag_course(cluster, 2, from, cluster.now(), 100);     // 101 instants, in seconds
//
//   lag  ./|  /|        The age of the oldest write that readers did not see then: it rises with
//        / | / |        time and falls when writes are applied.

#include <vector>

#include "replication/single_leader.hpp"

namespace distributed::replication {

/// At `steps` + 1 instants from one to another that is not after now; steps > 0, not checked. Of the
/// present leader's log: what a failover threw away lags no longer.
std::vector<double> lag_course(const SingleLeader& cluster, NodeId node, Time from, Time to,
                               int steps);

}  // namespace distributed::replication
