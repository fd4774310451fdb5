#pragma once
// The figures of the Explore drawer as text, for its picture and for
// ReplicationTopologyComparison::explored().

#include <string>
#include <vector>

#include "replication_topology_comparison/model.hpp"

namespace microsims {

/// "10.2 ms"
std::string ms(double milliseconds);

/// What the settings of the drawer bring about, in words.
std::vector<std::string> explanations(const ReplicationTopologyComparison& model);

}  // namespace microsims
