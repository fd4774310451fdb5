#pragma once
// A log that one leader writes and all nodes keep, and what becomes of both when the network splits:
// who may take the lead when the leader falls silent, and what the logs say when the sides meet
// again.
//
//   LogClusterOptions options;                          // three nodes, node 0 leads
//   options.promotion = Promotion::timeout_only;
//   LogCluster cluster(options, Generator{42});
//   cluster.partition({{0}, {1, 2}});
//   cluster.advance_to(seconds(10));                    // the heartbeat timeout: node 1 leads too
//   cluster.write(0, 500);
//   cluster.write(1, 750);
//   cluster.advance_to(seconds(12));                    // both logged their write
//   cluster.heal();
//   cluster.advance_to(seconds(13));                    // both leaders compared notes
//   cluster.contradiction();                            // {0, 1}
//   cluster.keep_last_write();                          // or keep(600)
//
// Who may promote itself when its leader falls silent:
//
//   timeout only   the first to time out                               two leaders
//   majority       who gets the votes of more than half of all nodes;
//                  a leader that reaches no majority stands down       one leader, or none
//   Bully          the highest number of those that answer             two leaders
//   fencing        the first to time out, after it had every node      one leader
//                  that it cannot reach powered off (STONITH)
//
// Votes are decided by Ballot, Bully elections by BullyProcess. A replica hears its leader's
// heartbeats for as long as the leader lives and the link holds; its silence is counted from the
// moment that either ends. So nothing moves in a cluster at rest. Under the majority rule a write is
// confirmed once a majority holds it, as in Raft; under the others at once. A message that arrives
// twice has no further effect; a log that got lost is sent again. All state is in values: a copy
// goes on alike.
//
// Source: M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly, 2017, chapters 5 and 8.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "election/ballot.hpp"
#include "election/bully_process.hpp"
#include "random/generator.hpp"
#include "simulation/cluster.hpp"

namespace distributed::replication {

using simulation::NodeId;
using simulation::Time;

/// The rule by which a replica whose leader fell silent may take the lead itself.
enum class Promotion : std::uint8_t { timeout_only, majority, bully, fencing };

struct LogClusterEntry {
  std::uint32_t write = 0;  ///< number of the write; 0 for the decision of a contradiction
  std::int64_t value = 0;
  NodeId node = 0;      ///< the leader that logged it
  Time written_at = 0;  ///< by that leader
  std::uint32_t epoch = 0;

  friend bool operator==(const LogClusterEntry&, const LogClusterEntry&) = default;
};

struct LogClusterMessage {
  enum class Kind : std::uint8_t {
    write,
    done,
    refused,
    append,
    append_ack,
    request_vote,
    vote,
    election,
    answer,
    sync
  };
  Kind kind = Kind::write;
  std::uint32_t epoch = 0;
  /// write, done, refused: of the write; append_ack: entries held; election, answer: the round.
  std::uint32_t number = 0;
  std::vector<LogClusterEntry> log;
};

struct LogClusterOptions {
  std::size_t nodes = 3;  ///< node 0 leads first
  Promotion promotion = Promotion::timeout_only;
  Time heartbeat_timeout = simulation::seconds(10);
  /// How much longer each further replica on the same side waits, so that they do not all stand at
  /// once: longer than a message takes.
  Time stagger = simulation::seconds(1);
  /// How long a candidate of the Bully election waits for an answer: longer than there and back.
  Time answer_timeout = simulation::seconds(1);
  /// After so long a leader sends its log again to who has not said that it holds it: longer than
  /// there and back.
  Time repeat_after = simulation::seconds(1);
  /// How long it takes to power a node off.
  Time fencing_delay = simulation::seconds(2);
  simulation::Latency link = simulation::Latency::constant(simulation::milliseconds(400));
  simulation::Latency client_link = simulation::Latency::constant(simulation::milliseconds(400));
  std::int64_t initial_value = 0;  ///< what a node tells a reader before any write
};

class LogCluster : public simulation::Cluster<LogClusterMessage> {
 public:
  using Log = std::vector<LogClusterEntry>;
  enum class Role : std::uint8_t { leader, replica, down };

  /// What became of a client's write.
  struct Write {
    std::uint32_t number = 0;
    NodeId at = 0;
    std::int64_t value = 0;
    bool arrived = false;    ///< at the node: if it comes again, it means nothing
    bool confirmed = false;  ///< the node told the client that it is done
    bool refused = false;    ///< the node does not lead
    bool lost = false;       ///< logged once, now in no log or overruled
  };

  /// A node being powered off.
  struct Fencing {
    NodeId by = 0;
    Time begun_at = 0;
    Time done_at = 0;
  };

  /// Throws std::invalid_argument unless 2 <= nodes <= 64 and all durations are above 0.
  LogCluster(const LogClusterOptions& options, Generator chance);

  void advance_to(Time time) { simulation_.advance_to(time, *this); }

  /// Whether no message is on its way.
  bool quiet() const { return simulation_.quiet(); }

  /// Whether nobody waits for something that will come in a whole network: a leader, if there is
  /// none, or that a log which got lost is sent again.
  bool caught_up() const;

  /// Database nodes; the client is none of them.
  std::size_t size() const { return nodes_.size(); }

  /// Where the client stands in a picture of the messages: after the last node.
  NodeId client() const { return static_cast<NodeId>(nodes_.size()); }

  /// Cuts the links between groups of nodes; clients reach every node. False, and nothing changes,
  /// while the network is split already or logs contradict each other.
  bool partition(const std::vector<std::vector<NodeId>>& groups);

  /// Mends the links and powers fenced nodes on again; leaders send each other "sync". False if the
  /// network is not split.
  bool heal();

  /// A client sends a value to a node; returns the number of the write. Throws std::out_of_range
  /// if there is no such node.
  std::uint32_t write(NodeId node, std::int64_t value);

  /// Leaders of a whole network whose logs contradict each other, ascending: until it is decided
  /// what survives they take no writes. Else empty.
  const std::vector<NodeId>& contradiction() const { return contradiction_; }

  // Both decide it: every log keeps what happened on all sides, and the decision; writes that it
  // overrules are lost. False if there is no contradiction.

  /// The last write by the leaders' clocks survives (of equals that of the higher node).
  bool keep_last_write();
  /// That value survives, and with it the log that ends with it, if one does.
  bool keep(std::int64_t value);

  bool split() const { return split_; }
  Role role(NodeId node) const;
  std::vector<NodeId> leaders() const;

  /// What the node would tell a reader.
  std::int64_t value(NodeId node) const;
  const Log& log(NodeId node) const { return nodes_.at(node).log; }

  /// Which leadership the node knows of, counted from 1.
  std::uint32_t epoch(NodeId node) const { return nodes_.at(node).epoch; }

  bool connected(NodeId a, NodeId b) const { return network().connected(a, b); }

  /// How long the node has not heard its leader; 0 if it does, or leads.
  Time silence(NodeId node) const;

  /// Who promoted itself last since the network was split last, and when.
  std::optional<NodeId> elected() const { return elected_; }
  Time elected_at() const { return elected_at_; }

  /// Whether the last promotion happened while the network was split.
  bool elected_apart() const { return elected_apart_; }

  /// Whether the one leader of a whole network has learned that all follow it and hold its log, or
  /// it was decided what survives; since the split.
  bool settled() const { return settled_; }

  const std::optional<Fencing>& fencing() const { return fencing_; }
  const std::vector<Write>& writes() const { return writes_; }

  /// Whether a write may yet be confirmed or refused.
  bool pending(const Write& write) const;

  // What the engine calls.
  void receive(NodeId from, NodeId to, const LogClusterMessage& message);
  void timer(NodeId node, std::uint64_t token);

 private:
  enum class Timer : std::uint8_t { silence, isolation, answer, fence, repeat };
  static constexpr std::uint64_t timers = 5;

  struct Node {
    bool leads = false;
    bool stands = false;  // asks for votes in the term of its ballot
    std::uint32_t epoch = 1;
    election::Ballot ballot{1, 0};
    election::Votes votes;
    election::BullyProcess bully;
    NodeId follows = 0;
    Log log;
    Time silent_since = simulation::never;
    std::vector<std::size_t> held;  // leader: entries that each node has confirmed
    std::array<std::uint64_t, timers> timer_set{};
  };

  bool reaches(NodeId from, NodeId to) const;
  void send(NodeId from, NodeId to, LogClusterMessage::Kind kind, std::uint32_t epoch,
            std::uint32_t number = 0);

  // Who leads next: log_cluster_leaders.cpp.
  bool hears_leader(NodeId node) const;
  bool isolated(NodeId node) const;
  void network_changed();
  void listen(NodeId node);
  void set_timer(NodeId node, Timer timer, Time delay);
  void stop_timer(NodeId node, Timer timer);
  void suspect(NodeId node);
  Time next_round(NodeId node) const;
  void stand(NodeId node);
  void take_request(NodeId from, NodeId to, const LogClusterMessage& message);
  void take_vote(NodeId from, NodeId to, const LogClusterMessage& message);
  void take_election(NodeId from, NodeId to, const LogClusterMessage& message);
  void take_answer(NodeId node, const LogClusterMessage& message);
  void act(NodeId node, election::BullyProcess::Next next);
  void fence(NodeId node);
  void power_off_unreachable(NodeId node);
  void promote(NodeId node, std::uint32_t epoch);

  // What the logs say: log_cluster_logs.cpp.
  void send_log(NodeId from, NodeId to, LogClusterMessage::Kind kind, std::uint32_t epoch);
  void broadcast(NodeId node);
  bool lacks(NodeId leader, NodeId node) const;
  void repeat(NodeId leader);
  void take_write(NodeId node, const LogClusterMessage& message);
  void take_append(NodeId from, NodeId to, const LogClusterMessage& message);
  void take_append_ack(NodeId from, NodeId to, const LogClusterMessage& message);
  void follow(NodeId node, NodeId leader, const LogClusterMessage& message);
  void confirm_what_is_safe(NodeId node);
  void compare_leaders();
  void decide(std::optional<NodeId> winner, std::int64_t value);
  void settle();

  LogClusterOptions options_;
  std::vector<Node> nodes_;
  std::vector<Write> writes_;
  std::vector<NodeId> contradiction_;
  std::optional<Fencing> fencing_;
  std::optional<NodeId> elected_;
  Time elected_at_ = simulation::never;
  bool split_ = false, elected_apart_ = false, settled_ = false;
};

}  // namespace distributed::replication
