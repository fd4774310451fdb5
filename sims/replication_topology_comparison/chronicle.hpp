#pragma once
// Notes in the record of the run what happens in the clusters: every message, and what the life of
// a write leads to.
//
//   network  0 ──── T us ────►        The network's clock runs slow_motion times slower than the
//   run      ──s───────── 15 T us ─►  run's, so that a person sees the messages travel; the run's
//            shift                    began earlier, and goes on while the network stands still.
//
// Messages are numbered one after the other in each cluster; in the run the clusters take turns:
// m1, m4, m7, ... are single-leader's, so that no number depends on what the others do meanwhile.

#include <array>
#include <vector>

#include "replication_topology_comparison/clusters.hpp"

namespace microsims {

/// Milliseconds of the run per millisecond of the network.
inline constexpr int slow_motion = 15;

/// Instants of the network in microseconds of the run, both since the clusters began.
constexpr Microseconds run_time(Time network) {
  return network * slow_motion;
}
/// The last instant of the network that is past when the run's clock shows this.
constexpr Time network_time(Milliseconds run) {
  return run * 1000 / slow_motion;
}

/// In the space-time view each topology has a client above five nodes.
constexpr int lanes_each = static_cast<int>(World::nodes) + 1;
constexpr int lane_of(Topology topology, NodeId node) {
  return static_cast<int>(topology) * lanes_each +
         (node == Clusters::client ? 0 : static_cast<int>(node) + 1);
}
std::vector<std::string> lane_names();
std::vector<MessageKind> errand_names();

class Chronicle {
 public:
  /// The old clusters give way to new ones at an instant of the run: what is under way is lost.
  void start_over(const Clusters& old, Record& record, Milliseconds now);

  /// Notes what has happened since the last call, at `now` of the run: it is called at each instant
  /// at which something happens. `shift`: what the run's clock showed when the clusters began, and
  /// what they have stood still since.
  void follow(Clusters& clusters, Record& record, Milliseconds shift, Milliseconds now);

  /// Whose message it is, and its number there; of the present clusters.
  struct Origin {
    Topology topology;
    std::uint64_t message;
  };
  Origin origin(MessageNumber number) const;

 private:
  Translation translation(Topology topology, Milliseconds shift) const;
  void note_writes(const Clusters& clusters, Topology topology, Record& record, Milliseconds now);
  void note_conflicts(const Clusters& clusters, Record& record, Milliseconds now);
  void note_failover(const Clusters& clusters, Record& record, Milliseconds now);

  struct Unfinished {
    std::uint32_t write;
    bool answered, everywhere;  // it was noted
  };

  std::array<std::vector<Unfinished>, 3> unfinished_;
  std::array<std::size_t, 3> seen_{};  // writes that were taken up above
  std::size_t conflicts_ = 0;          // that were noted
  bool undecided_ = false;
  NodeId leader_ = 0;        // of the single-leader cluster, as far as it was noted
  MessageNumber first_ = 1;  // of the present clusters
};

}  // namespace microsims
