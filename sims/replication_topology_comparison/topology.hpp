#pragma once
// The three ways to replicate, the rules that each can be given, and what the specification says of
// them: every word that stands for one of them is written here, once.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "replication/multi_leader.hpp"
#include "replication/single_leader.hpp"
#include "stage/model/control.hpp"
#include "stage/model/fact.hpp"

namespace microsims {

enum class Topology : std::uint8_t { single_leader, multi_leader, leaderless };

inline constexpr std::array all_topologies{Topology::single_leader, Topology::multi_leader,
                                           Topology::leaderless};

inline constexpr Named topologies[] = {{"single-leader", "Single-Leader"},
                                       {"multi-leader", "Multi-Leader"},
                                       {"leaderless", "Leaderless"}};
/// In the order of distributed::replication::ReplicationMode.
inline constexpr Named replication_modes[] = {
    {"asynchronous", "Async"}, {"semi-synchronous", "Semi-sync"}, {"synchronous", "Sync"}};
/// In the order of distributed::replication::ConflictPolicy.
inline constexpr Named conflict_policies[] = {
    {"last-write-wins", "Last wins"}, {"merge", "Merge"}, {"ask", "Ask app"}};
/// In the order of distributed::replication::Role.
inline constexpr Named roles[] = {{"leader", "leader"}, {"replica", "replica"}, {"peer", "node"}};

/// "single-leader", as the controls and the state name it.
constexpr const char* id_of(Topology topology) {
  return id_of(topologies, topology);
}
/// "Single-Leader".
constexpr const char* title_of(Topology topology) {
  return topologies[static_cast<std::size_t>(topology)].label;
}

/// What holds in the clusters, as the Explore drawer sets it.
struct Rules {
  distributed::replication::ReplicationMode mode =
      distributed::replication::ReplicationMode::asynchronous;
  distributed::replication::ConflictPolicy policy =
      distributed::replication::ConflictPolicy::last_write_wins;
  std::size_t w = 3, r = 3;   // of the leaderless one
  bool write_to_all = false;  // its client writes to all nodes, not to W
};

/// The words of the specification, four facts without a number.
std::vector<Fact> scorecard_of(Topology topology);

}  // namespace microsims
