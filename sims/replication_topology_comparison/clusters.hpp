#pragma once
// The same write in three databases on one network clock, and who fails in them.
//
//   single-leader        multi-leader            leaderless
//      client           client   client            client
//        |                 |       |             / /  |
//       (1)               (1)<--->(3)          (1)(2)(3)(4)(5)
//     / | | \              |      / \           W acknowledgements
//   (2)(3)(4)(5)          (2)   (4) (5)
//
// A node that is stopped is stopped in all three. The leader of the first is replaced when it has
// been down for a while. All instants are of the network's clock.

#include <optional>
#include <string>
#include <vector>

#include "replication/leaderless.hpp"
#include "replication/multi_leader.hpp"
#include "replication/single_leader.hpp"
#include "replication_topology_comparison/figures.hpp"
#include "replication_topology_comparison/topology.hpp"
#include "replication_topology_comparison/world.hpp"
#include "stage/model/messages.hpp"

namespace microsims {

/// What a message is for, whatever the topology: data goes from node to node.
enum class Errand : std::uint8_t { write, data, ack, answer, anti_entropy };
using Pulse = distributed::simulation::Pulse<Errand>;
using TraceEvent = distributed::simulation::TraceEvent<Errand>;

class Clusters {
 public:
  static constexpr int failover_ms = 150;
  static constexpr NodeId client = World::nodes;  // after the last node
  static constexpr NodeId leaders[] = {0, 2};     // of the multi-leader one

  /// Draws from `chance` what the three need of it.
  Clusters(const World& world, const Rules& rules, distributed::Generator& chance);

  Time now() const { return single_.now(); }
  bool up(NodeId node) const { return single_.up(node); }
  int live_nodes() const;
  distributed::replication::Role role(Topology topology, NodeId node) const;
  /// The number of the latest write that the node has; 0 for none.
  std::uint32_t version(Topology topology, NodeId node) const;
  /// "v2", or "v1|2" while the application must choose.
  std::string version_text(Topology topology, NodeId node) const;
  /// What a reader of the node is told: "100", or "100 | 200" while the application must choose.
  std::string value(Topology topology, NodeId node) const;
  /// Whether the node holds several values from which the application must choose.
  bool holds_several(Topology topology, NodeId node) const;
  /// Whether the node has stored the last write and says so to who sent it.
  bool acked(Topology topology, NodeId node) const;
  const std::vector<distributed::replication::WriteRecord>& writes(Topology topology) const;
  /// Messages on their way; the number after the last node's stands for the client.
  std::vector<Pulse> pulses(Topology topology) const;
  /// The nodes to which the client of the leaderless cluster sent its last write.
  std::vector<NodeId> targets() const;
  /// Whom the client of each write wrote to in the multi-leader cluster.
  const std::vector<NodeId>& takers() const { return takers_; }
  const distributed::replication::SingleLeader& single() const { return single_; }
  const distributed::replication::MultiLeader& multi() const { return multi_; }

  bool failover_comes() const { return failover_at_.has_value(); }
  /// The last one; none before.
  const std::optional<distributed::replication::Failover>& failover() const { return failover_; }
  /// Values side by side that the application must choose from, by their write; empty if none are.
  std::vector<distributed::replication::Sibling> undecided() const;
  /// The conflict of the last write, or that a later write of the application has settled; or null.
  const distributed::replication::Conflict* last_conflict() const;

  /// Of the last write; none before the first.
  std::optional<Figures> figures(Topology topology) const;
  Law law(Topology topology) const;
  std::vector<Fact> facts(Topology topology) const;

  void write(Topology topology);
  /// Both leaders of the multi-leader cluster take a write at once.
  void write_concurrently();
  /// The application keeps one of the undecided() values.
  void keep(std::size_t which);
  /// Stops a node or starts it again.
  void set_up(NodeId node, bool up);

  /// Whether something goes on in the cluster if nobody interferes.
  bool moving(Topology topology) const;
  /// When the next thing happens by itself; `never` if nothing moves.
  Time next_event() const;
  void advance_to(Time until);

  // Messages, by the numbers of their cluster's engine.
  std::uint64_t messages_sent(Topology topology) const;
  std::vector<TraceEvent> take_trace(Topology topology);
  void disturb(Topology topology, std::uint64_t message, Disturbance disturbance);

 private:
  std::optional<NodeId> undecided_leader() const;
  void watch_leader();

  // use(cluster) of the topology's cluster.
  template <typename Self, typename Use>
  static decltype(auto) with(Self& self, Topology topology, Use use) {
    return topology == Topology::single_leader  ? use(self.single_)
           : topology == Topology::multi_leader ? use(self.multi_)
                                                : use(self.leaderless_);
  }

  World world_;
  Rules rules_;
  distributed::replication::SingleLeader single_;
  distributed::replication::MultiLeader multi_;
  distributed::replication::Leaderless leaderless_;
  std::vector<NodeId> takers_;
  std::optional<Time> failover_at_;
  std::optional<distributed::replication::Failover> failover_;
};

}  // namespace microsims
