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
#include "replication_topology_comparison/topology.hpp"
#include "replication_topology_comparison/world.hpp"

namespace microsims {

class Clusters {
 public:
  using Database = distributed::replication::Database;

  static constexpr int failover_ms = 150;
  static constexpr NodeId client = World::nodes;  // after the last node
  static constexpr NodeId leaders[] = {0, 2};     // of the multi-leader one

  /// Draws from `chance` what the three need of it.
  Clusters(const World& world, const Rules& rules, distributed::Generator& chance);

  Database& of(Topology topology);
  const Database& of(Topology topology) const;
  const distributed::replication::SingleLeader& single() const { return single_; }
  const distributed::replication::MultiLeader& multi() const { return multi_; }
  const distributed::replication::Leaderless& leaderless() const { return leaderless_; }

  Time now() const { return single_.now(); }
  bool up(NodeId node) const { return single_.up(node); }
  /// Whether the node holds two values from which the application must choose.
  bool holds_several(Topology topology, NodeId node) const;
  /// "v2", or "v1|2" while the application must choose.
  std::string version_text(Topology topology, NodeId node) const;
  /// What a reader of the node is told: "100", or "100 | 200" while the application must choose.
  std::string value(Topology topology, NodeId node) const;

  bool failover_comes() const { return failover_at_.has_value(); }
  /// The last one; none before.
  const std::optional<distributed::replication::Failover>& failover() const { return failover_; }
  /// Values side by side that the application must choose from, by their write; empty if none are.
  std::vector<distributed::replication::Sibling> undecided() const;
  /// The conflict of the last write, or that a later write of the application has settled; or null.
  const distributed::replication::Conflict* last_conflict() const;

  /// What is expected of the last write while all nodes are up.
  distributed::replication::Figures law(Topology topology) const;

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

 private:
  std::optional<NodeId> undecided_leader() const;
  void watch_leader();

  World world_;
  Rules rules_;
  distributed::replication::SingleLeader single_;
  distributed::replication::MultiLeader multi_;
  distributed::replication::Leaderless leaderless_;
  std::optional<Time> failover_at_;
  std::optional<distributed::replication::Failover> failover_;
};

}  // namespace microsims
