// What happens in the clusters, as the record of the run has it: every message, and what the life of
// a write leads to.

#include "replication_topology_comparison/model.hpp"
#include "stage/model/errands.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using distributed::replication::Conflict;
using distributed::replication::Database;
using distributed::replication::WriteRecord;
using distributed::simulation::never;

namespace {

bool all_live_have(const Database& database, const WriteRecord& write) {
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (database.up(node) && !write.had(node)) return false;
  }
  return database.live() > 0;
}

}  // namespace

std::vector<std::string> ReplicationTopologyComparison::lanes() const {
  std::vector<std::string> names;
  for (const Topology topology : all_topologies) {
    names.push_back(phrase({title_of(topology), " client"}));
    names = lanes_of(std::move(names), static_cast<int>(World::nodes));
  }
  return names;
}

std::vector<MessageKind> ReplicationTopologyComparison::message_kinds() const {
  return errand_kinds();  // nobody reads here
}

// Called at each instant at which something happens to the clusters.
void ReplicationTopologyComparison::follow(Milliseconds at) {
  for (const Topology topology : all_topologies) {
    microsims::follow(record_, translation(topology, at), clusters_.of(topology).take_trace(),
                      [&](NodeId node, NodeId) { return lane_of(topology, node); });
    note_writes(topology, at);
  }
  note_conflicts(at);
  note_failover(at);
}

Translation ReplicationTopologyComparison::translation(Topology topology, Milliseconds at) const {
  return {.first = first_message_ + static_cast<MessageNumber>(topology),
          .step = all_topologies.size(),
          .origin = (at - clock_) * 1000,
          .slow_motion = slow_motion};
}

void ReplicationTopologyComparison::disturb(const Message& message, Disturbance disturbance) {
  const Topology topology =
      all_topologies[(message.number - first_message_) % all_topologies.size()];
  microsims::disturb(
      clusters_.of(topology), translation(topology, 0).id(message.number), disturbance,
      {distributed::simulation::milliseconds(60), distributed::simulation::milliseconds(15)});
  follow(now());
}

void ReplicationTopologyComparison::note_writes(Topology topology, Milliseconds at) {
  const Database& database = clusters_.of(topology);
  auto& unfinished = noted_.unfinished[static_cast<std::size_t>(topology)];
  auto& taken_up = noted_.writes[static_cast<std::size_t>(topology)];
  while (taken_up < database.writes().size()) unfinished.push_back({++taken_up});
  std::erase_if(unfinished, [&](Noted::Write& noted) {
    const WriteRecord& write = database.writes()[noted.number - 1];
    if (!noted.answered && write.acknowledged_at != never) {
      noted.answered = true;
      record_.mark(at, MarkKind::write, "answered",
                   phrase({title_of(topology), " answered write ", write.number}),
                   lane_of(topology, Clusters::client));
    }
    if (!noted.everywhere && !write.lost && all_live_have(database, write)) {
      noted.everywhere = true;
      record_.mark(at, MarkKind::settled, "everywhere",
                   phrase({title_of(topology), " has write ", write.number, " on all nodes",
                           database.live() == World::nodes ? "" : " that are up"}));
    }
    return noted.answered && (noted.everywhere || write.lost);
  });
}

void ReplicationTopologyComparison::note_conflicts(Milliseconds at) {
  const std::vector<Conflict>& conflicts = clusters_.multi().conflicts();
  for (; noted_.conflicts < conflicts.size(); ++noted_.conflicts) {
    const Conflict& conflict = conflicts[noted_.conflicts];
    const int lane = lane_of(Topology::multi_leader, conflict.found_by);
    record_.mark(at, MarkKind::conflict, "conflict",
                 phrase({node_name(static_cast<int>(conflict.found_by)), " found writes ",
                         conflict.first, " and ", conflict.second, " in conflict"}),
                 lane);
    if (!conflict.winner) continue;
    record_.mark(at, MarkKind::lost, "lost",
                 phrase({"Write ", conflict.loser(), " was lost: write ", *conflict.winner,
                         " counts as the last"}),
                 lane);
  }
  const bool undecided = !clusters_.undecided().empty();
  if (noted_.undecided && !undecided) {
    record_.mark(at, MarkKind::settled, "settled", "The application has settled the conflict");
  }
  noted_.undecided = undecided;
}

void ReplicationTopologyComparison::note_failover(Milliseconds at) {
  const auto& failover = clusters_.failover();
  if (!failover || failover->new_leader == noted_.leader) return;
  noted_.leader = failover->new_leader;
  const int lane = lane_of(Topology::single_leader, noted_.leader);
  record_.mark(at, MarkKind::elected, "elected",
               phrase({node_name(static_cast<int>(noted_.leader)), " was elected"}), lane);
  const auto lose = [&](const std::vector<std::uint32_t>& writes, const char* id, const char* how) {
    for (const std::uint32_t write : writes) {
      record_.mark(at, MarkKind::lost, id, phrase({"Write ", write, " was lost ", how}), lane);
    }
  };
  lose(failover->lost_confirmed, "lost", "although its client was told it is done");
  lose(failover->lost_unconfirmed, "gone", "before anyone was told it is done");
}

}  // namespace microsims
