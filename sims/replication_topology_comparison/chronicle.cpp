#include "replication_topology_comparison/chronicle.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::replication::Conflict;
using distributed::replication::WriteRecord;
using distributed::simulation::never;

std::size_t index(Topology topology) {
  return static_cast<std::size_t>(topology);
}

bool all_live_have(const Clusters& clusters, const WriteRecord& write) {
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (clusters.up(node) && write.had_at[node] == never) return false;
  }
  return clusters.live_nodes() > 0;
}

}  // namespace

std::vector<std::string> lane_names() {
  std::vector<std::string> names;
  for (const Topology topology : all_topologies) {
    names.push_back(phrase({title_of(topology), " client"}));
    names = lanes_of(std::move(names), static_cast<int>(World::nodes));
  }
  return names;
}

std::vector<MessageKind> errand_names() {
  return {{"write", "Write", MarkKind::write},
          {"data", "Copy", MarkKind::write},
          {"ack", "Acknowledgement", MarkKind::settled},
          {"answer", "Answer", MarkKind::settled},
          {"anti-entropy", "Anti-entropy", MarkKind::conflict}};
}

void Chronicle::start_over(const Clusters& old, Record& record, Milliseconds now) {
  record.end_all(Delivery::lost, now * 1000);
  std::uint64_t most = 0;
  for (const Topology topology : all_topologies) {
    most = std::max(most, old.messages_sent(topology));
  }
  const MessageNumber next = first_ + static_cast<MessageNumber>(most * all_topologies.size());
  *this = Chronicle{};
  first_ = next;
}

void Chronicle::follow(Clusters& clusters, Record& record, Milliseconds shift, Milliseconds now) {
  for (const Topology topology : all_topologies) {
    microsims::follow(record, translation(topology, shift), clusters.take_trace(topology),
                      [&](NodeId node, NodeId) { return lane_of(topology, node); });
    note_writes(clusters, topology, record, now);
  }
  note_conflicts(clusters, record, now);
  note_failover(clusters, record, now);
}

Translation Chronicle::translation(Topology topology, Milliseconds shift) const {
  return {.first = first_ + static_cast<MessageNumber>(topology),
          .step = static_cast<MessageNumber>(all_topologies.size()),
          .origin = shift * 1000,
          .slow_motion = slow_motion};
}

Chronicle::Origin Chronicle::origin(MessageNumber number) const {
  const Topology topology = all_topologies[(number - first_) % all_topologies.size()];
  return {topology, translation(topology, 0).id(number)};
}

void Chronicle::note_writes(const Clusters& clusters, Topology topology, Record& record,
                            Milliseconds now) {
  const std::vector<WriteRecord>& writes = clusters.writes(topology);
  std::vector<Unfinished>& unfinished = unfinished_[index(topology)];
  for (std::size_t& seen = seen_[index(topology)]; seen < writes.size(); ++seen) {
    unfinished.push_back({writes[seen].number, false, false});
  }
  for (Unfinished& each : unfinished) {
    const WriteRecord& write = writes[each.write - 1];
    if (!each.answered && write.acknowledged_at != never) {
      each.answered = true;
      record.mark(now, MarkKind::write, "answered",
                  phrase({title_of(topology), " answered write ", write.number}),
                  lane_of(topology, Clusters::client));
    }
    if (!each.everywhere && !write.lost && all_live_have(clusters, write)) {
      each.everywhere = true;
      record.mark(now, MarkKind::settled, "everywhere",
                  phrase({title_of(topology), " has write ", write.number, " on all nodes",
                          clusters.live_nodes() == World::nodes ? "" : " that are up"}));
    }
  }
  unfinished.erase(std::remove_if(unfinished.begin(), unfinished.end(),
                                  [&](const Unfinished& each) {
                                    return each.answered &&
                                           (each.everywhere || writes[each.write - 1].lost);
                                  }),
                   unfinished.end());
}

void Chronicle::note_conflicts(const Clusters& clusters, Record& record, Milliseconds now) {
  const std::vector<Conflict>& conflicts = clusters.multi().conflicts();
  for (; conflicts_ < conflicts.size(); ++conflicts_) {
    const Conflict& conflict = conflicts[conflicts_];
    const int lane = lane_of(Topology::multi_leader, conflict.found_by);
    record.mark(now, MarkKind::conflict, "conflict",
                phrase({node_name(static_cast<int>(conflict.found_by)), " found writes ",
                        conflict.first, " and ", conflict.second, " in conflict"}),
                lane);
    if (!conflict.winner) continue;
    const std::uint32_t loser =
        *conflict.winner == conflict.first ? conflict.second : conflict.first;
    record.mark(
        now, MarkKind::lost, "lost",
        phrase({"Write ", loser, " was lost: write ", *conflict.winner, " counts as the last"}),
        lane);
  }
  const bool undecided = !clusters.undecided().empty();
  if (undecided_ && !undecided) {
    record.mark(now, MarkKind::settled, "settled", "The application has settled the conflict");
  }
  undecided_ = undecided;
}

void Chronicle::note_failover(const Clusters& clusters, Record& record, Milliseconds now) {
  const auto& failover = clusters.failover();
  if (!failover || failover->new_leader == leader_) return;
  leader_ = failover->new_leader;
  const int lane = lane_of(Topology::single_leader, leader_);
  record.mark(now, MarkKind::elected, "elected",
              phrase({node_name(static_cast<int>(leader_)), " was elected"}), lane);
  for (const std::uint32_t write : failover->lost_confirmed) {
    record.mark(now, MarkKind::lost, "lost",
                phrase({"Write ", write, " was lost although its client was told it is done"}),
                lane);
  }
  for (const std::uint32_t write : failover->lost_unconfirmed) {
    record.mark(now, MarkKind::lost, "gone",
                phrase({"Write ", write, " was lost before anyone was told it is done"}), lane);
  }
}

}  // namespace microsims
