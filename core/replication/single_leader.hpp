#pragma once
// Single-leader replication: one node takes the writes and ships its log to the others.
//
//   SingleLeaderOptions options;
//   options.mode = ReplicationMode::semi_synchronous;
//   SingleLeader cluster(options, Generator{42});
//   cluster.write(500);
//   cluster.advance_to(seconds(1));
//   cluster.writes().back().latency();       // what the client waited
//   cluster.crash(0);
//   cluster.fail_over();                     // the replica with the least lag; what was lost
//
//   client --write--> leader ---data---> replica        asynchronous      answer at once
//      ^                |  ^---- ack ------+            semi-synchronous  after one replica has it
//      +---- answer ----+                               synchronous       after all have it
//
// The log arrives in order, lost messages are sent again. A leader that failed and comes back
// follows the new one and drops what the new one never had.
//
// Source: M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly, 2017, chapter 5.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "random/generator.hpp"
#include "replication/cluster.hpp"

namespace distributed::replication {

/// When the leader answers the client: at once, after one replica has the write, after all have it.
enum class ReplicationMode : std::uint8_t { asynchronous, semi_synchronous, synchronous };

struct SingleLeaderOptions {
  std::size_t nodes = 5;  ///< node 0 leads first
  ReplicationMode mode = ReplicationMode::asynchronous;
  simulation::Latency client_link = simulation::Latency::constant(simulation::milliseconds(5));
  simulation::Latency link = simulation::Latency::constant(simulation::milliseconds(40));
  double loss = 0;  ///< probability that a message between nodes is lost
  /// After how long the leader sends again what a replica has not confirmed.
  Time retry_interval = simulation::milliseconds(500);
};

struct LogEntry {
  std::uint32_t epoch = 0;  ///< which leader, counted from 1, wrote it
  std::uint32_t write = 0;  ///< number of the write
  std::int64_t value = 0;
  Time written_at = 0;

  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

struct SingleLeaderMessage {
  using Kind = Errand;
  Kind kind = Kind::write;
  std::uint32_t epoch = 0;
  std::size_t position = 0;       // data: first index; ack: entries held; answer: the write
  std::vector<LogEntry> entries;  // write: one, whose epoch counts for nothing
};

/// What a failover did.
struct Failover {
  NodeId old_leader = 0;
  NodeId new_leader = 0;
  std::vector<std::uint32_t> lost_confirmed;    ///< writes that a client was told are done
  std::vector<std::uint32_t> lost_unconfirmed;  ///< writes that nobody was promised
};

class SingleLeader final : public Cluster<SingleLeaderMessage> {
 public:
  /// Throws std::invalid_argument unless nodes >= 2, 0 <= loss <= 1 and retry_interval > 0.
  SingleLeader(const SingleLeaderOptions& options, Generator chance);

  /// The client sends a write to the leader now; returns its number. A leader that is down never
  /// answers.
  std::uint32_t write(std::int64_t value);

  void advance_to(Time time) override { simulation_.advance_to(time, *this); }

  void crash(NodeId node) override;
  void restart(NodeId node) override;

  /// Cuts the links between groups of nodes (see simulation::Network); the client reaches everyone.
  void partition(const std::vector<std::vector<NodeId>>& groups);
  void heal();

  /// Makes the live replica with the longest log the leader; of equals the lowest number. Nothing
  /// happens while the leader is up (it would be split brain) or if no replica is.
  std::optional<Failover> fail_over();

  NodeId leader() const { return leader_; }
  Role role(NodeId node) const override { return node == leader_ ? Role::leader : Role::replica; }
  const std::vector<LogEntry>& log(NodeId node) const { return nodes_.at(node).log; }

  std::uint32_t version(NodeId node) const override;
  std::int64_t value(NodeId node) const override;

  /// By how many entries the node is behind the leader.
  std::size_t lag(NodeId node) const;

  bool settled() const override;

  /// What a write costs while all nodes are up, exactly so where latencies are constant.
  Figures law() const;

  // What the engine calls.
  void receive(NodeId from, NodeId to, const SingleLeaderMessage& message);
  void timer(NodeId node, std::uint64_t token);

 private:
  struct Early {
    std::size_t position;
    LogEntry entry;
  };

  struct Node {
    std::vector<LogEntry> log;
    std::uint32_t epoch = 1;   // of the leader that it follows
    std::vector<Early> early;  // arrived before what comes before them
    // What the leader knows of this node as its replica.
    std::size_t confirmed = 0;
    bool greeted = true;     // follows this leader's log
    Time waiting_since = 0;  // when it last made progress or was sent something again
  };

  void append(NodeId node, const LogEntry& entry);
  void take(NodeId node, const SingleLeaderMessage& message);
  void ship(NodeId replica);
  void ship_to_all_behind();
  bool behind(NodeId replica) const;
  void answer_what_is_safe();
  std::size_t copies_needed() const;
  void arm_retry();

  SingleLeaderOptions options_;
  std::vector<Node> nodes_;
  NodeId leader_ = 0;
  std::uint32_t epoch_ = 1;
  std::size_t answered_ = 0;  // entries of the leader's log that need no more answer
  std::uint64_t retry_set_ = 0;
  bool retry_armed_ = false;
};

}  // namespace distributed::replication
