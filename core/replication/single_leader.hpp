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
//      ^                |  ^---- ack ------+            semi-synchronous  after `acks` replicas have it
//      +---- answer ----+                               synchronous       after all have it
//
// The log arrives in order, lost messages are sent again. A leader that failed and comes back
// follows the new one and drops what the new one never had.
//
// A replica acknowledges what it has received; its readers see it once it is applied, entry by
// entry (apply_schedule.hpp). Clients read by message too:
//
//   cluster.read(2);                               // of node 2, whatever it sees
//   cluster.read(2, 7, milliseconds(500));         // once it sees write 7, or after half a second
//   cluster.reads().back().version;                // the write that was read
//
// A semi-synchronous leader that waits too long for a write's acknowledgements answers all that
// wait and goes on asynchronously, until as many replicas as it wants have all of its log again.
// So does MySQL, after 10 s, with one acknowledgement (rpl_semi_sync_source_timeout,
// rpl_semi_sync_source_wait_for_replica_count).
//
// Sources: M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly, 2017, chapter 5; MySQL
// Reference Manual, "Semisynchronous Replication".

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "random/generator.hpp"
#include "replication/apply_schedule.hpp"
#include "replication/cluster.hpp"
#include "replication/node_read.hpp"

namespace distributed::replication {

/// When the leader answers the client: at once, after some replicas have the write, after all do.
enum class ReplicationMode : std::uint8_t { asynchronous, semi_synchronous, synchronous };

struct SingleLeaderOptions {
  std::size_t nodes = 5;  ///< node 0 leads first
  ReplicationMode mode = ReplicationMode::asynchronous;
  simulation::Latency client_link = simulation::Latency::constant(simulation::milliseconds(5));
  simulation::Latency link = simulation::Latency::constant(simulation::milliseconds(40));
  double loss = 0;  ///< probability that a message between nodes is lost
  /// After how long the leader sends again what a replica has not confirmed.
  Time retry_interval = simulation::milliseconds(500);
  std::size_t acks = 1;  ///< replicas that a semi-synchronous leader waits for
  /// How long it waits for them before it turns asynchronous.
  Time ack_timeout = simulation::never;
  /// How long a replica takes to apply a write that does not say so itself.
  simulation::Latency apply = simulation::Latency::constant(0);
};

/// MySQL's default for ack_timeout.
inline constexpr Time mysql_ack_timeout = simulation::seconds(10);

struct LogEntry {
  std::uint32_t epoch = 0;  ///< which leader, counted from 1, wrote it
  std::uint32_t write = 0;  ///< number of the write
  std::int64_t value = 0;
  Time written_at = 0;
  Time apply = simulation::never;  ///< how long replicas take to apply it; `never`: as others

  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

struct SingleLeaderMessage {
  using Kind = Errand;
  Kind kind = Kind::write;
  std::uint32_t epoch = 0;
  // data: first index; ack: entries held; answer: the write; read, reply: the read
  std::size_t position = 0;
  std::vector<LogEntry> entries;  // write: one, whose epoch counts for nothing
};

/// What a failover did.
struct Failover {
  NodeId old_leader = 0;
  NodeId new_leader = 0;
  std::vector<std::uint32_t> lost_confirmed;    ///< writes that a client was told are done
  std::vector<std::uint32_t> lost_unconfirmed;  ///< writes that nobody was promised
};

/// What a node dropped from its log because its new leader never had it.
struct Dropped {
  NodeId node = 0;
  Time at = 0;
  std::vector<std::uint32_t> writes;
};

class SingleLeader final : public Cluster<SingleLeaderMessage> {
 public:
  /// Throws std::invalid_argument unless nodes >= 2, 0 <= loss <= 1, retry_interval > 0,
  /// 1 <= acks < nodes and ack_timeout > 0.
  SingleLeader(const SingleLeaderOptions& options, Generator chance);

  /// The client sends a write to the leader now; returns its number. A leader that is down never
  /// answers. `apply` is how long each replica takes to apply it: a long transaction, say; `never`:
  /// as long as the options have it.
  std::uint32_t write(std::int64_t value, Time apply = simulation::never);

  /// A client sends a read to a node now; returns its number, 1, 2, ... If the node does not see
  /// the write `needs` (0: none) when the read arrives, the read waits there until it does, but for
  /// `patience` at most. A node that is down, or goes down meanwhile, never answers. Throws
  /// std::out_of_range if there is no such node, std::invalid_argument if there is no such write or
  /// patience is negative.
  std::uint32_t read(NodeId node, std::uint32_t needs = 0, Time patience = simulation::never);
  const std::vector<NodeRead>& reads() const { return reads_; }

  void advance_to(Time time) override { simulation_.advance_to(time, *this); }

  /// Other rules from now on. Writes that wait are answered if that is enough now; the time-out of
  /// those that still wait begins anew. Throws std::invalid_argument as the constructor.
  void change(ReplicationMode mode, std::size_t acks, Time ack_timeout);

  /// How long a replica takes to apply a write that arrives from now on.
  void set_apply(const simulation::Latency& apply) { options_.apply = apply; }

  void crash(NodeId node) override;
  void restart(NodeId node) override;

  /// Cuts the links between groups of nodes (see simulation::Network); the client reaches everyone.
  void partition(const std::vector<std::vector<NodeId>>& groups);
  void heal();

  /// Makes the live replica with the longest log the leader; of equals the lowest number. Nothing
  /// happens while the leader is up (it would be split brain) or if no replica is.
  std::optional<Failover> fail_over();

  /// The same if the leader is up, but no other node that is up exchanges messages with it. Clients
  /// turn to the new leader at once; the old one keeps what it wrote until it is reached again,
  /// follows the new one and drops it.
  std::optional<Failover> depose();

  /// What nodes have dropped so far, in order of time.
  const std::vector<Dropped>& dropped() const { return dropped_; }

  /// The writes of a node's log, after the part that it has in common with the leader's, if both
  /// have gone their own ways; none if the node only lags.
  std::vector<std::uint32_t> diverged(NodeId node) const;

  /// Whether a semi-synchronous leader has turned asynchronous, as its time-out has run out.
  bool degraded() const { return degraded_; }

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

  /// How many entries of its log a node's readers see.
  std::size_t applied(NodeId node) const { return nodes_.at(node).applied.visible(now()); }

  /// The number and value of the last of them; 0 for none.
  std::uint32_t visible_version(NodeId node) const;
  std::int64_t visible_value(NodeId node) const;

  /// When the node's readers see a write; `never` if it has not received it or dropped it.
  Time visible_at(NodeId node, std::uint32_t write) const;

  /// The age of the oldest entry of the leader's log that the node's readers do not see; 0 if they
  /// see all.
  Time lag_time(NodeId node) const;

  /// How many entries of the leader's log the node's readers do not see.
  std::size_t unseen(NodeId node) const;

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
    ApplySchedule applied;               // of each entry of the log
    std::vector<std::uint32_t> waiting;  // reads that need what the node does not see yet
    std::uint32_t epoch = 1;             // of the leader that it follows
    std::vector<Early> early;            // arrived before what comes before them
    // What the leader knows of this node as its replica.
    std::size_t confirmed = 0;
    bool greeted = true;     // follows this leader's log
    Time waiting_since = 0;  // when it last made progress or was sent something again
  };

  void append(NodeId node, const LogEntry& entry);
  void take(NodeId node, const SingleLeaderMessage& message);
  void drop_from(NodeId node, std::size_t length);
  std::optional<Failover> promote_best();
  bool sees(NodeId node, std::uint32_t write) const { return visible_at(node, write) <= now(); }
  void serve_or_wait(NodeId node, std::uint32_t read);
  void serve(NodeId node, NodeRead& record);
  void time_acks(std::size_t entry);
  void acks_overdue(std::size_t entry);
  void leave_degraded();
  void ship(NodeId replica);
  void ship_to_all_behind();
  bool behind(NodeId replica) const;
  void answer_what_is_safe();
  std::size_t copies_needed() const;
  void arm_retry();

  SingleLeaderOptions options_;
  std::vector<Node> nodes_;
  std::vector<NodeRead> reads_;
  std::vector<Dropped> dropped_;
  Generator apply_chance_;
  NodeId leader_ = 0;
  std::uint32_t epoch_ = 1;
  std::uint32_t terms_ = 1;   // counts leaders and rules: time-outs of earlier ones mean nothing
  std::size_t answered_ = 0;  // entries of the leader's log that need no more answer
  std::uint64_t retry_set_ = 0;
  bool retry_armed_ = false;
  bool degraded_ = false;
};

}  // namespace distributed::replication
