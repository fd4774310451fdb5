#include "replication_topology_comparison/explored.hpp"

#include "stage/model/text.hpp"

namespace microsims {

std::string ms(double milliseconds) {
  return phrase({number_text(milliseconds, 1), "\u00a0ms"});
}

std::vector<std::string> explanations(const ReplicationTopologyComparison& model) {
  using distributed::replication::ConflictPolicy;
  using distributed::replication::ReplicationMode;
  std::vector<std::string> lines;
  if (model.failover()) {
    const auto& failover = *model.failover();
    std::string text = phrase({"Failover: node ", failover.new_leader + 1, " leads. "});
    text += failover.lost_confirmed.empty()
                ? "No write that a client was told is done was lost."
                : phrase({failover.lost_confirmed.size(),
                          " write(s) that a client was told are done are lost: the leader answered "
                          "before a replica had them."});
    lines.push_back(text);
  } else {
    lines.push_back(
        model.mode() == ReplicationMode::asynchronous
            ? "Async: the leader answers at once. Stop node 1 right after a write, before a "
              "replica has it: the write is lost although it was confirmed."
        : model.mode() == ReplicationMode::semi_synchronous
            ? "Semi-sync: the leader waits for one replica. If it dies, that replica takes over "
              "and nothing confirmed is lost."
            : "Sync: the leader waits for all replicas. Nothing is lost, but one stopped replica "
              "stops all writes.");
  }
  switch (model.policy()) {
    case ConflictPolicy::last_write_wins:
      lines.push_back(
          "Last write wins: of two concurrent writes the later clock survives, the "
          "other is lost though confirmed.");
      break;
    case ConflictPolicy::crdt:
      lines.push_back(phrase({"Merge: writes are amounts added to a counter (a CRDT). Both count: ",
                              model.value(Topology::multi_leader, 0), " at node 1 now."}));
      break;
    case ConflictPolicy::application:
      lines.push_back("Ask: both values stay side by side until the application keeps one.");
      break;
  }
  const int sum = model.w() + model.r();
  lines.push_back(
      phrase({"Leaderless: W + R = ", sum,
              sum > static_cast<int>(World::nodes)
                  ? " > 5: every read meets the write, no read is stale."
                  : " ≤ 5: a read may miss the write until anti-entropy has spread it."}));
  return lines;
}

std::string ReplicationTopologyComparison::explored() const {
  std::string text;
  for (const Topology topology : all_topologies) {
    const Law law = this->law(topology);
    append(text, {title_of(topology), " by law: "});
    if (law.latency_ms) {
      append(text, {"the client waits ", ms(*law.latency_ms), " (", law.latency_words, "); "});
    }
    if (law.everywhere_ms) {
      append(text, {"all replicas have it after ", ms(*law.everywhere_ms), " (",
                    law.everywhere_words, "); "});
    }
    if (law.stale_share) {
      append(text, {"until then ", percent_text(*law.stale_share), " of reads miss it (",
                    law.stale_words, "). "});
    }
  }
  for (const std::string& line : explanations(*this)) append(text, {line, " "});
  text.pop_back();
  return text;
}

}  // namespace microsims
