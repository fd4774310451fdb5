#include "replication_topology_comparison/notes.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::replication::ConflictPolicy;
using distributed::replication::Failover;
using distributed::replication::ReplicationMode;
using distributed::simulation::never;

bool waits(const Clusters& clusters, Topology topology) {
  return !clusters.writes(topology).empty() &&
         clusters.writes(topology).back().acknowledged_at == never;
}

Note unanswered(const Clusters& clusters, Topology topology) {
  if (!waits(clusters, topology) || clusters.moving(topology)) return {};
  return {"No answer to the last write", Tone::bad};
}

std::string writes_named(const std::vector<std::uint32_t>& numbers) {
  return phrase({numbers.size() == 1 ? "write " : "writes ",
                 list_of_numbers({numbers.begin(), numbers.end()})});
}

Note note_on_single_leader(const Clusters& clusters) {
  if (clusters.failover_comes()) return {"Leader down: failover soon", Tone::bad};
  const Note note = unanswered(clusters, Topology::single_leader);
  if (!clusters.failover()) return note;
  const Failover& failover = *clusters.failover();
  const std::string leads = phrase({"Now node ", failover.new_leader + 1, " leads"});
  if (!failover.lost_confirmed.empty()) {
    return {phrase({leads, ": ", writes_named(failover.lost_confirmed), " lost"}), Tone::bad};
  }
  if (!failover.lost_unconfirmed.empty()) {
    return {phrase({leads, ": ", writes_named(failover.lost_unconfirmed), " gone"})};
  }
  return note.words.empty() ? Note{phrase({leads, ", nothing lost"})} : note;
}

Note note_on_multi_leader(const Clusters& clusters, ConflictPolicy policy) {
  if (!clusters.undecided().empty()) return {"CONFLICT: two values", Tone::bad};
  const auto* conflict = clusters.last_conflict();
  if (!conflict) return unanswered(clusters, Topology::multi_leader);
  if (policy == ConflictPolicy::crdt) return {"CONFLICT: both merged"};
  if (policy == ConflictPolicy::application) return {"CONFLICT: settled"};
  const std::uint32_t loser =
      conflict->winner == conflict->first ? conflict->second : conflict->first;
  return {phrase({"CONFLICT: write ", loser, " is lost"}), Tone::bad};
}

Note note_on_leaderless(const Clusters& clusters) {
  if (waits(clusters, Topology::leaderless)) {
    const auto under_way = clusters.pulses(Topology::leaderless);
    const bool may_come = std::any_of(under_way.begin(), under_way.end(), [](const Pulse& pulse) {
      return pulse.kind == Errand::write || pulse.kind == Errand::ack;
    });
    return may_come ? Note{} : Note{"No answer: fewer than W acks", Tone::bad};
  }
  return {clusters.moving(Topology::leaderless) ? "Anti-entropy tells the others" : ""};
}

}  // namespace

Note note_on(const Clusters& clusters, const Rules& rules, Topology topology) {
  switch (topology) {
    case Topology::single_leader:
      return note_on_single_leader(clusters);
    case Topology::multi_leader:
      return note_on_multi_leader(clusters, rules.policy);
    case Topology::leaderless:
      break;
  }
  return note_on_leaderless(clusters);
}

std::vector<std::string> explanations(const Clusters& clusters, const Rules& rules) {
  static constexpr const char* modes[] = {
      "Async: the leader answers at once. Stop node 1 right after a write, before a replica has "
      "it: the write is lost although it was confirmed.",
      "Semi-sync: the leader waits for one replica. If it dies, that replica takes over and "
      "nothing confirmed is lost.",
      "Sync: the leader waits for all replicas. Nothing is lost, but one stopped replica stops all "
      "writes."};
  std::vector<std::string> lines;
  if (const auto& failover = clusters.failover()) {
    const std::size_t lost = failover->lost_confirmed.size();
    lines.push_back(
        phrase({"Failover: node ", failover->new_leader + 1, " leads. ",
                lost == 0 ? std::string{"No write that a client was told is done was lost."}
                          : phrase({counted(static_cast<long long>(lost), "write"),
                                    lost == 1 ? " that a client was told is done is lost"
                                              : " that a client was told are done are lost",
                                    ": the leader answered before a replica had ",
                                    lost == 1 ? "it." : "them."})}));
  } else {
    lines.push_back(modes[static_cast<std::size_t>(rules.mode)]);
  }
  switch (rules.policy) {
    case ConflictPolicy::last_write_wins:
      lines.push_back(
          "Last write wins: of two concurrent writes the later clock survives, the "
          "other is lost though confirmed.");
      break;
    case ConflictPolicy::crdt:
      lines.push_back(phrase({"Merge: writes are amounts added to a counter (a CRDT). Both count: ",
                              clusters.value(Topology::multi_leader, 0), " at node 1 now."}));
      break;
    case ConflictPolicy::application:
      lines.push_back("Ask: both values stay side by side until the application keeps one.");
      break;
  }
  const int sum = rules.w + rules.r;
  lines.push_back(
      phrase({"Leaderless: W + R = ", sum,
              sum > static_cast<int>(World::nodes)
                  ? " > 5: every read meets the write, no read is stale."
                  : " ≤ 5: a read may miss the write until anti-entropy has spread it."}));
  return lines;
}

}  // namespace microsims
