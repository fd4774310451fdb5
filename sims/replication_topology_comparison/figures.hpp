#pragma once
// What a write cost, measured, and what the laws say that it costs.
//
//   sent ── client waits ── acknowledged ── replicas catch up ── everywhere
//                                |<- a read may still miss the write ->|

#include <optional>
#include <vector>

#include "replication/single_leader.hpp"
#include "replication_topology_comparison/world.hpp"
#include "stage/model/fact.hpp"

namespace microsims {

/// Of one write; of the nodes, those that are up count.
struct Figures {
  std::optional<double> latency_ms;     // none: the client still waits
  std::optional<double> everywhere_ms;  // from sending until all nodes have it; none: not yet
  int copies = 0, alive = 0;
  /// Share (0 to 1) of the reads that miss the write: on average from its acknowledgement until it
  /// is everywhere; or at present while it is not. None before the acknowledgement.
  std::optional<double> stale_share;
};

Figures figures_of(const distributed::replication::WriteRecord& write, const std::vector<bool>& up,
                   int read_quorum, Time now);

/// What is expected while all nodes are up, and why.
struct Law {
  const char *latency_words = "", *everywhere_words = "", *stale_words = "";
  std::optional<double> latency_ms, everywhere_ms, stale_share;
  bool stale_at_most = false;  // stale_share is a bound, not a mean
};

Law law_of_single_leader(const World& world, NodeId leader,
                         distributed::replication::ReplicationMode mode);

/// Of a write that the leader `taker` took from a client beside it; `leader_of` names for each node
/// whom it listens to.
Law law_of_multi_leader(const World& world, NodeId taker, const std::vector<NodeId>& leader_of);

/// Of a write that was sent to `targets`.
Law law_of_leaderless(const World& world, const std::vector<NodeId>& targets, int w, int r);

/// The three figures of a write in the order of the time line above, beside their laws; without
/// values before the first write.
std::vector<Fact> facts_of(const std::optional<Figures>& figures, const Law& law);

/// The same for a card in the picture: where a figure is not known yet it says why.
std::vector<Fact> card_facts_of(const std::optional<Figures>& figures, const Law& law,
                                bool still_moving);

}  // namespace microsims
