#pragma once
// Multi-leader replication: several nodes take writes, each at once and on its own; writes that did
// not know of each other are found by their version vectors.
//
//   MultiLeaderOptions options;              // five nodes, nodes 0 and 2 lead
//   MultiLeader cluster(options, Generator{42});
//   cluster.write(0, 500);
//   cluster.write(2, 750);                   // before the first has travelled
//   cluster.advance_to(seconds(1));
//   cluster.conflicts().size();              // 1
//   cluster.value(4);                        // 750: the last write won, the other is lost
//
//   client -> leader 0 <====== data, acks =======> leader 2 <- client
//                |                                  |    |        a follower listens to the last
//                v                                  v    v        leader before it: its region's
//             node 1                             node 3  node 4
//
// What becomes of a conflict:
//
//   last_write_wins   the later clock survives, of equals the higher leader; the other is lost
//   crdt              writes are amounts added to a PN-counter: nothing contradicts, all count
//   application       both values stay side by side until resolve() replaces them
//
// Source: M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly, 2017, chapter 5; version
// vectors as in crdt/version_vector.hpp.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "crdt/pn_counter.hpp"
#include "crdt/version_vector.hpp"
#include "random/generator.hpp"
#include "replication/cluster.hpp"

namespace distributed::replication {

enum class ConflictPolicy : std::uint8_t { last_write_wins, crdt, application };

struct MultiLeaderOptions {
  std::size_t nodes = 5;
  std::vector<NodeId> leaders = {0, 2};  ///< ascending
  ConflictPolicy policy = ConflictPolicy::last_write_wins;
  simulation::Latency client_link = simulation::Latency::constant(simulation::milliseconds(5));
  /// Between a leader and its followers.
  simulation::Latency local_link = simulation::Latency::constant(simulation::milliseconds(10));
  /// Between leaders: regions apart.
  simulation::Latency remote_link = simulation::Latency::constant(simulation::milliseconds(80));
  double loss = 0;  ///< probability that a message between nodes is lost
  /// After how long a leader sends again what was not confirmed.
  Time retry_interval = simulation::milliseconds(500);
};

/// A value and what its writer knew.
struct Sibling {
  std::uint32_t write = 0;  ///< number of the write
  std::int64_t value = 0;
  NodeId leader = 0;  ///< that took the write
  Time written_at = 0;
  VersionVector clock;
};

/// Two writes that did not know of each other.
struct Conflict {
  std::uint32_t first = 0;  ///< numbers of the writes, first < second
  std::uint32_t second = 0;
  NodeId found_by = 0;  ///< the first node that held both
  Time found_at = 0;
  std::optional<std::uint32_t> winner;  ///< with last_write_wins

  std::uint32_t loser() const { return winner == first ? second : first; }
};

struct MultiLeaderMessage {
  using Kind = Errand;
  Kind kind = Kind::write;
  std::uint32_t write = 0;  // write and answer: its number
  std::vector<Sibling> siblings;
  PnCounter counter;
  VersionVector clock;  // data and ack: all that the sender has
};

class MultiLeader final : public Cluster<MultiLeaderMessage> {
 public:
  /// Throws std::invalid_argument unless there is a leader, leaders ascend and are nodes,
  /// 0 <= loss <= 1 and retry_interval > 0.
  MultiLeader(const MultiLeaderOptions& options, Generator chance);

  /// A client sends a write (with ConflictPolicy::crdt: an amount to add) to a leader; returns its
  /// number. Throws std::invalid_argument if the node is no leader.
  std::uint32_t write(NodeId leader, std::int64_t value);

  /// The application replaces all values that the leader holds by one: at once, as a write of its
  /// own. Returns the number of that write. Throws std::invalid_argument if the node is no leader
  /// or down.
  std::uint32_t resolve(NodeId leader, std::int64_t value);

  void advance_to(Time time) override { simulation_.advance_to(time, *this); }

  void crash(NodeId node) override;
  void restart(NodeId node) override;

  /// Cuts the links between groups of nodes (see simulation::Network); the client reaches everyone.
  void partition(const std::vector<std::vector<NodeId>>& groups);
  void heal();

  const std::vector<NodeId>& leaders() const { return options_.leaders; }
  Role role(NodeId node) const override;

  /// Whom a follower listens to; the node itself if it leads.
  NodeId leader_of(NodeId node) const;

  /// The values side by side: one, unless the application has a conflict to resolve; none before
  /// the first write.
  const std::vector<Sibling>& siblings(NodeId node) const { return nodes_.at(node).siblings; }

  /// The latest of the siblings, or the counter.
  std::int64_t value(NodeId node) const override;
  std::uint32_t version(NodeId node) const override;

  /// All that the node has.
  const VersionVector& clock(NodeId node) const { return nodes_.at(node).clock; }

  /// What the node told its readers after each change of what it has, in order.
  const std::vector<Version>& log(NodeId node) const { return nodes_.at(node).log; }

  /// In the order of finding, each pair once.
  const std::vector<Conflict>& conflicts() const { return conflicts_; }

  /// Of each write: the leader that took it.
  const std::vector<NodeId>& takers() const { return takers_; }

  bool settled() const override;

  /// What a write that the leader `taker` takes costs while all nodes are up, exactly so where
  /// latencies are constant.
  Figures law(NodeId taker) const;

  // What the engine calls.
  void receive(NodeId from, NodeId to, const MultiLeaderMessage& message);
  void timer(NodeId node, std::uint64_t token);

 private:
  // What a leader knows of another node.
  struct Peer {
    VersionVector has;   // it said so
    VersionVector sent;  // may be on its way, or lost
    Time waiting_since = 0;
  };

  struct Node {
    std::vector<Sibling> siblings;
    PnCounter counter;
    VersionVector clock;
    std::vector<Version> log;
    std::vector<Peer> peers;  // of a leader
    std::uint64_t retry_set = 0;
    bool retry_armed = false;
  };

  std::uint32_t begin_write_at(NodeId leader, std::int64_t value);
  bool leads(NodeId node) const { return role(node) == Role::leader; }
  bool serves(NodeId leader, NodeId peer) const;
  void take_write(NodeId leader, std::uint32_t write);
  void merge(NodeId node, const MultiLeaderMessage& message);
  void add_sibling(NodeId node, const Sibling& incoming);
  void found_conflict(NodeId node, const Sibling& a, const Sibling& b);
  void changed(NodeId node);
  bool behind(NodeId leader, NodeId peer) const;
  void ship(NodeId leader, NodeId peer);
  void ship_to_all_behind();
  void arm_retry(NodeId leader);

  MultiLeaderOptions options_;
  std::vector<Node> nodes_;
  std::vector<std::uint64_t> counts_;  // of each write: its place among its leader's writes
  std::vector<NodeId> takers_;
  std::vector<Conflict> conflicts_;
};

}  // namespace distributed::replication
