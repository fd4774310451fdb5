#pragma once
// The same write in three topologies: how long the client waits, how long the replicas lag, and
// what happens when two write at once or a node dies.
//
//   single-leader        multi-leader            leaderless
//      client           client   client            client
//        |                 |       |             / /  |
//       (1)               (1)<--->(3)          (1)(2)(3)(4)(5)
//     / | | \              |      / \           W acknowledgements
//   (2)(3)(4)(5)          (2)   (4) (5)
//
// Three clusters of core/replication on one network clock, which runs slow_motion times slower than
// the clock of advance(), so that a person sees the messages travel. A node that is stopped is
// stopped in all three.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "replication/leaderless.hpp"
#include "replication/multi_leader.hpp"
#include "replication/single_leader.hpp"
#include "replication_topology_comparison/figures.hpp"
#include "replication_topology_comparison/world.hpp"
#include "stage/model/model.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

inline constexpr std::array all_topologies{Topology::single_leader, Topology::multi_leader,
                                           Topology::leaderless};

/// "single-leader", as the controls and the state name it.
const char* id_of(Topology topology);
/// "Single-Leader".
const char* title_of(Topology topology);

/// The words of the scorecard, as the specification gives them.
struct Scorecard {
  const char *write_latency, *read_scalability, *conflict_handling, *geographic_distribution;
};
Scorecard scorecard_of(Topology topology);

/// What a message is for, whatever the topology: data goes from node to node.
enum class Errand : std::uint8_t { write, data, ack, answer, anti_entropy };
using Pulse = distributed::simulation::Pulse<Errand>;

class ReplicationTopologyComparison : public ModelOf<ReplicationTopologyComparison> {
 public:
  static constexpr int slow_motion = 15;  // wall-clock milliseconds per millisecond of the network
  static constexpr int failover_ms = 150;

  explicit ReplicationTopologyComparison(std::uint64_t seed);

  /// The highlighted one.
  Topology topology() const { return topology_; }
  const World& world() const { return world_; }
  distributed::replication::ReplicationMode mode() const { return mode_; }
  distributed::replication::ConflictPolicy policy() const { return policy_; }
  int w() const { return w_; }
  int r() const { return r_; }
  bool to_all() const { return to_all_; }
  Time now() const { return single_.now(); }

  bool up(NodeId node) const { return up_[node]; }
  distributed::replication::Role role(Topology topology, NodeId node) const;
  /// The number of the latest write that the node has; 0 for none.
  std::uint32_t version(Topology topology, NodeId node) const;
  /// What a reader of the node is told: "100", or "100 | 200" while the application must choose.
  std::string value(Topology topology, NodeId node) const;
  /// Whether the node has stored the last write and says so to who sent it.
  bool acked(Topology topology, NodeId node) const;
  const std::vector<distributed::replication::WriteRecord>& writes(Topology topology) const;
  /// Messages on their way; the number after the last node's stands for the client.
  const std::vector<Pulse>& pulses(Topology topology) const;
  /// The nodes to which the client of the leaderless cluster sent its last write.
  std::vector<NodeId> targets() const;
  /// Whom the client of the last write wrote to in the multi-leader cluster.
  const std::vector<NodeId>& takers() const { return takers_; }
  const distributed::replication::MultiLeader& multi() const { return multi_; }

  /// Of the last write; none before the first.
  std::optional<Figures> figures(Topology topology) const;
  Law law(Topology topology) const;

  /// What is worth saying about a topology at present, in a few words; may be empty.
  std::string note(Topology topology) const;
  bool note_is_bad(Topology topology) const;
  const std::optional<distributed::replication::Failover>& failover() const { return failover_; }
  /// Values side by side that the application must choose from, by their write; empty if none are.
  std::vector<distributed::replication::Sibling> undecided() const;

  Milliseconds busy() const override;
  void state(Json& json) const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  void declare_controls();
  void declare_explore_controls();
  void start_over();
  void lay_links();
  void write(Topology topology);
  void write_concurrently();
  void keep(std::size_t which);
  void set_up(NodeId node, bool up);
  void watch_leader();
  void advance_to(Time time);
  void see_pulses();
  bool busy(Topology topology) const;
  const distributed::replication::Conflict* last_conflict() const;

  Topology topology_ = Topology::single_leader;
  distributed::Generator chance_;
  World world_;
  distributed::replication::ReplicationMode mode_ =
      distributed::replication::ReplicationMode::asynchronous;
  distributed::replication::ConflictPolicy policy_ =
      distributed::replication::ConflictPolicy::last_write_wins;
  int w_ = 3, r_ = 3;
  bool to_all_ = false;
  std::vector<bool> up_;
  distributed::replication::SingleLeader single_;
  distributed::replication::MultiLeader multi_;
  distributed::replication::Leaderless leaderless_;
  std::array<std::vector<Pulse>, 3> pulses_;
  std::vector<NodeId> takers_;  // of the writes in multi_
  std::optional<Time> failover_at_;
  std::optional<distributed::replication::Failover> failover_;
  double clock_ = 0;  // seconds of advance() since the clusters began
};

}  // namespace microsims
