#include "replication_topology_comparison/topology.hpp"

namespace microsims {

std::vector<Fact> scorecard_of(Topology topology) {
  static constexpr const char* ids[] = {"writeLatency", "readScalability", "conflictHandling",
                                        "geographicDistribution"};
  static constexpr const char* labels[] = {"Write latency", "Read scalability", "Conflict handling",
                                           "Geographic distribution"};
  static constexpr const char* words[][4] = {{"Low", "Medium", "None needed", "Limited"},
                                             {"Medium", "High", "Required", "Excellent"},
                                             {"Medium", "High", "Quorum-based", "Excellent"}};
  std::vector<Fact> facts;
  for (std::size_t i = 0; i < 4; ++i) {
    facts.push_back(
        {.id = ids[i], .label = labels[i], .words = words[static_cast<std::size_t>(topology)][i]});
  }
  return facts;
}

}  // namespace microsims
