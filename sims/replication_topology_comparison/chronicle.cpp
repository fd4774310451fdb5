#include "replication_topology_comparison/chronicle.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::replication::Conflict;
using distributed::replication::WriteRecord;
using distributed::simulation::Loss;
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
    for (NodeId node = 0; node < World::nodes; ++node) {
      names.push_back(node_name(static_cast<int>(node)));
    }
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
  std::vector<MessageNumber> lost;
  for (const Message& message : record.messages()) {
    if (message.travels()) lost.push_back(message.number);
  }
  for (const MessageNumber number : lost) record.end(number, Delivery::lost, now * 1000);
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
    note_messages(clusters, topology, record, shift);
    note_writes(clusters, topology, record, now);
  }
  note_conflicts(clusters, record, now);
  note_failover(clusters, record, now);
}

MessageNumber Chronicle::number(Topology topology, std::uint64_t message) const {
  return first_ + static_cast<MessageNumber>((message - 1) * all_topologies.size()) +
         static_cast<MessageNumber>(topology);
}

Chronicle::Origin Chronicle::origin(MessageNumber number) const {
  const MessageNumber place = number - first_;
  return {all_topologies[place % all_topologies.size()], place / all_topologies.size() + 1};
}

void Chronicle::note_messages(Clusters& clusters, Topology topology, Record& record,
                              Milliseconds shift) {
  const auto at = [shift](Time network) { return shift * 1000 + run_time(network); };
  for (const TraceEvent& event : clusters.take_trace(topology)) {
    const Pulse& pulse = event.message;
    const MessageNumber number = this->number(topology, pulse.id);
    switch (event.what) {
      case TraceEvent::What::sent:
      case TraceEvent::What::duplicated:
        record.send({.number = number,
                     .from = lane_of(topology, pulse.from),
                     .to = lane_of(topology, pulse.to),
                     .kind = static_cast<std::uint8_t>(pulse.kind),
                     .sent = at(event.at),
                     .due = at(pulse.arrives_at),
                     .copy_of = pulse.copy_of ? this->number(topology, pulse.copy_of) : 0});
        break;
      case TraceEvent::What::delayed:
        record.postpone(number, at(pulse.arrives_at));
        break;
      case TraceEvent::What::arrived:
        record.end(number, Delivery::arrived, at(event.at));
        break;
      case TraceEvent::What::lost:
        record.end(number, pulse.loss == Loss::dropped ? Delivery::dropped : Delivery::lost,
                   at(event.at));
        break;
    }
  }
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
