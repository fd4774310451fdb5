#include "replication_topology_comparison/figures.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "quorum/staleness.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::replication::ReplicationMode;
using distributed::replication::WriteRecord;
using distributed::simulation::milliseconds;
using distributed::simulation::never;
using distributed::simulation::to_milliseconds;

constexpr Unit ms_unit{"ms", "ms", 1, 1};
constexpr Unit reads_unit{"%", "%", 100, 1};

Time last_of(const std::vector<Time>& had_at) {
  return *std::max_element(had_at.begin(), had_at.end());
}

// On average from the acknowledgement until all have it.
double stale_share(const std::vector<Time>& had_at, Time acknowledged_at, int read_quorum = 1) {
  return distributed::replication::missed_share(had_at, acknowledged_at, last_of(had_at),
                                                static_cast<std::size_t>(read_quorum));
}

}  // namespace

Figures figures_of(const WriteRecord& write, const std::vector<bool>& up, int read_quorum,
                   Time now) {
  Figures figures;
  const auto has = [&](std::size_t node) { return !write.lost && write.had_at[node] <= now; };
  for (std::size_t node = 0; node < up.size(); ++node) {
    figures.alive += up[node];
    figures.copies += up[node] && has(node);
  }
  const bool everywhere = figures.copies > 0 && figures.copies == figures.alive;
  // A node that had the write before it stopped counts in what was measured until then.
  std::vector<Time> had_at;
  for (std::size_t node = 0; node < up.size(); ++node) {
    if (has(node)) had_at.push_back(write.had_at[node]);
  }
  if (everywhere) figures.everywhere_ms = to_milliseconds(last_of(had_at) - write.sent_at);
  if (write.latency() == never) return figures;
  figures.latency_ms = to_milliseconds(write.latency());
  if (write.lost || figures.alive == 0) return figures;
  const int nodes = everywhere ? static_cast<int>(had_at.size()) : figures.alive;
  const int asked = std::min(read_quorum, nodes);
  figures.stale_share =
      everywhere ? stale_share(had_at, write.acknowledged_at, asked)
                 : distributed::replication::missed_probability(
                       static_cast<std::size_t>(nodes), static_cast<std::size_t>(figures.copies),
                       static_cast<std::size_t>(asked));
  return figures;
}

Law law_of_single_leader(const World& world, NodeId leader, ReplicationMode mode) {
  const Time client = world.from_client(leader);
  std::vector<Time> had_at{client};
  Time nearest = never, farthest = 0;
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (node == leader) continue;
    const Time way = world.link(leader, node);
    had_at.push_back(client + way);
    nearest = std::min(nearest, way);
    farthest = std::max(farthest, way);
  }
  static constexpr const char* waits[] = {"client's round trip", "+ nearest replica's round trip",
                                          "+ farthest replica's round trip"};
  const Time acknowledged =
      2 * client + (mode == ReplicationMode::asynchronous       ? 0
                    : mode == ReplicationMode::semi_synchronous ? 2 * nearest
                                                                : 2 * farthest);
  Law law;
  law.latency_words = waits[static_cast<std::size_t>(mode)];
  law.latency_ms = to_milliseconds(acknowledged);
  law.everywhere_words = "client + farthest, one way";
  law.everywhere_ms = to_milliseconds(client + farthest);
  law.stale_words = "mean lag / longest lag";
  law.stale_share = stale_share(had_at, acknowledged);
  return law;
}

Law law_of_multi_leader(const World& world, NodeId taker, const std::vector<NodeId>& leader_of) {
  const Time client = milliseconds(World::beside_ms);
  std::vector<Time> had_at(World::nodes);
  const auto way = [&](NodeId a, NodeId b) { return a == b ? Time{0} : world.link(a, b); };
  for (NodeId node = 0; node < World::nodes; ++node) {
    const NodeId leader = leader_of[node];
    had_at[node] = client + way(taker, leader) + way(leader, node);
  }
  Law law;
  law.latency_words = "client's round trip";
  law.latency_ms = to_milliseconds(2 * client);
  law.everywhere_words = "client + leader + its replicas";
  law.stale_words = "mean lag / longest lag";
  law.everywhere_ms = to_milliseconds(last_of(had_at));
  law.stale_share = stale_share(had_at, 2 * client);
  return law;
}

Law law_of_leaderless(const World& world, const std::vector<NodeId>& targets, int w, int r) {
  std::vector<Time> trips;
  for (const NodeId node : targets) trips.push_back(2 * world.from_client(node));
  distributed::stable_sort(trips);
  Law law;
  law.latency_words = "W-th fastest round trip";
  law.everywhere_words = "by chance (anti-entropy)";
  if (static_cast<int>(trips.size()) >= w) {
    law.latency_ms = to_milliseconds(trips[static_cast<std::size_t>(w) - 1]);
  }
  if (targets.size() == World::nodes) {
    law.everywhere_words = "slowest one way, at most";
    law.everywhere_ms = to_milliseconds(trips.back() / 2);
  }
  law.stale_words = "at most C(N-W, R) / C(N, R)";
  law.stale_share = distributed::stale_read_probability({World::nodes, w, r});
  law.stale_at_most = *law.stale_share > 0;
  return law;
}

std::vector<Fact> facts_of(const std::optional<Figures>& figures, const Law& law) {
  const Figures known = figures.value_or(Figures{});
  return {{"clientLatencyMs", "Client latency", known.latency_ms, ms_unit, law.latency_ms},
          {"everywhereMs", "All replicas have it", known.everywhere_ms, ms_unit, law.everywhere_ms},
          {"staleShare", "Reads of the old value", known.stale_share, reads_unit, law.stale_share}};
}

std::vector<Fact> card_facts_of(const std::optional<Figures>& figures, const Law& law,
                                bool still_moving) {
  std::vector<Fact> facts = facts_of(figures, law);
  if (!figures) return facts;
  if (!figures->latency_ms) facts[0].words = still_moving ? "waiting" : "no answer";
  if (!figures->everywhere_ms) {
    facts[1].label = "Replicas that have it";
    facts[1].words = phrase({figures->copies, " of ", figures->alive});
  }
  return facts;
}

}  // namespace microsims
