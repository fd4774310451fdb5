#include "replication_topology_comparison/figures.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "quorum/staleness.hpp"

namespace microsims {
namespace {

using distributed::replication::ReplicationMode;
using distributed::simulation::milliseconds;
using distributed::simulation::never;
using distributed::simulation::to_milliseconds;

// Probability that a read of r out of `alive` nodes meets none of the copies: C(n - c, r) / C(n,
// r).
double missed(int alive, int copies, int r) {
  double probability = 1;
  for (int i = 0; i < r; ++i) {
    if (alive - copies - i <= 0) return 0;
    probability *= static_cast<double>(alive - copies - i) / (alive - i);
  }
  return probability;
}

// A read that asks one node at random while the copies come in: on average it misses the write by
// the sum of what the nodes lag behind the acknowledgement, over n times the time until the last.
double stale_share(const std::vector<Time>& had_at, Time acknowledged_at) {
  Time sum = 0, longest = 0;
  for (const Time at : had_at) {
    const Time lag = std::max<Time>(0, at - acknowledged_at);
    sum += lag;
    longest = std::max(longest, lag);
  }
  if (longest == 0) return 0;
  return static_cast<double>(sum) /
         (static_cast<double>(longest) * static_cast<double>(had_at.size()));
}

}  // namespace

Figures figures_of(const distributed::replication::WriteRecord& write, const std::vector<bool>& up,
                   int read_quorum, Time now) {
  Figures figures;
  // A node that had the write before it stopped counts in what was measured until then.
  std::vector<Time> arrivals;
  int counted = 0;
  for (std::size_t i = 0; i < up.size(); ++i) {
    const bool has = !write.lost && write.had_at[i] <= now;
    figures.alive += up[i];
    figures.copies += up[i] && has;
    counted += up[i] || has;
    if (has) arrivals.push_back(write.had_at[i]);
  }
  distributed::stable_sort(arrivals);
  const bool everywhere = figures.copies > 0 && figures.copies == figures.alive;
  if (everywhere) figures.everywhere_ms = to_milliseconds(arrivals.back() - write.sent_at);
  if (write.latency() == never) return figures;
  figures.latency_ms = to_milliseconds(write.latency());
  if (write.lost || figures.alive == 0) return figures;
  if (!everywhere) {
    figures.stale_share =
        missed(figures.alive, figures.copies, std::min(read_quorum, figures.alive));
    return figures;
  }
  // The probability is a staircase that falls whenever a node gets the write.
  double sum = 0;
  Time from = write.acknowledged_at;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    if (arrivals[i] <= from) continue;
    sum += static_cast<double>(arrivals[i] - from) *
           missed(counted, static_cast<int>(i), std::min(read_quorum, counted));
    from = arrivals[i];
  }
  const Time window = arrivals.back() - write.acknowledged_at;
  figures.stale_share = window > 0 ? sum / static_cast<double>(window) : 0;
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
  const bool semi = mode == ReplicationMode::semi_synchronous;
  const Time wait = mode == ReplicationMode::asynchronous ? 0 : 2 * (semi ? nearest : farthest);
  const Time acknowledged = 2 * client + wait;
  Law law;
  law.latency_words = mode == ReplicationMode::asynchronous ? "client's round trip"
                      : semi                                ? "+ nearest replica's round trip"
                                                            : "+ farthest replica's round trip";
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
  law.everywhere_ms = to_milliseconds(*std::max_element(had_at.begin(), had_at.end()));
  law.stale_words = "mean lag / longest lag";
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
  return law;
}

}  // namespace microsims
