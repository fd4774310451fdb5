#pragma once
// Raft's leader election: terms, votes, randomised timeouts, heartbeats, and the rule that a
// candidate's log must be at least as up to date as the voter's.
//
//   Raft raft(RaftOptions{}, Generator{42});
//   raft.advance_to(seconds(1));
//   raft.leader();                           // the node that leads now, if one does
//   raft.network().partition({{0, 1}, {2, 3, 4}});
//   raft.crash(2);
//
//                 timeout                 majority of votes
//      follower ----------> candidate ------------------------> leader
//         ^  ^               |  ^ |  timeout: new term             |
//         |  +---------------+  +-+                                |
//         |   leader of this term                                  |
//         +----------------------- higher term --------------------+
//
// A log is known by its last entry (term, index), which in Raft stands for all entries before it. A
// new leader adds an entry of its own term; every heartbeat brings a follower up to the leader's
// log; an entry is committed once a majority has it. The class watches two promises, whatever the
// network does: at most one leader per term, and no leader without the committed entries.
//
// Source: D. Ongaro and J. Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX
// ATC 2014; D. Ongaro, "Consensus: Bridging Theory and Practice", Stanford, 2014, chapter 3.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "election/ballot.hpp"
#include "random/generator.hpp"
#include "simulation/cluster.hpp"

namespace distributed::election {

using simulation::Time;

enum class RaftRole : std::uint8_t { follower, candidate, leader };

struct RaftOptions {
  std::size_t nodes = 5;  ///< 1 ... 64
  /// Election timeouts are uniform over [low, high); the defaults are the paper's.
  Time timeout_low = simulation::milliseconds(150);
  Time timeout_high = simulation::milliseconds(300);
  Time heartbeat_interval = simulation::milliseconds(50);
  simulation::Latency latency = simulation::Latency::constant(simulation::milliseconds(10));
  double loss = 0;  ///< probability that a message is lost
  /// Raft writes term and vote to disk before it answers. Without that a node that restarts may
  /// vote twice in a term: there to show what the rule prevents.
  bool durable_votes = true;
};

struct RaftMessage {
  enum class Kind : std::uint8_t { request_vote, vote, vote_refused, append_entries, append_reply };
  Kind kind = Kind::request_vote;
  bool taken = false;  ///< append_reply: the sender of the entries leads its term
  std::uint32_t term = 0;
  LogPosition log;
};

/// "request-vote", "vote", "vote-refused", "heartbeat" or "heartbeat-reply".
std::string_view name_of(RaftMessage::Kind kind);

class Raft : public simulation::Cluster<RaftMessage> {
 public:
  /// A candidate that won.
  struct Victory {
    std::uint32_t term;
    NodeId leader;
    Time at;
  };

  /// All nodes up, followers of term 0 with empty logs, their timeouts running. Throws
  /// std::invalid_argument unless 1 <= nodes <= 64, 0 < timeout_low <= timeout_high,
  /// heartbeat_interval > 0 and 0 <= loss <= 1.
  Raft(const RaftOptions& options, Generator chance);

  /// Handles every event up to and including `time`.
  void advance_to(Time time) { simulation_.advance_to(time, *this); }

  std::size_t size() const { return nodes_.size(); }

  void crash(NodeId node);

  /// Starts a crashed node as a follower with the term, vote and log that it had written to disk.
  void restart(NodeId node);

  /// Adds a client's entry at a node; false if it does not lead.
  bool append(NodeId node);

  /// Gives a node a log, as a past that was not simulated. The node's term rises to the entry's.
  void set_log(NodeId node, LogPosition log);

  RaftRole role(NodeId node) const { return nodes_.at(node).role; }
  std::uint32_t term(NodeId node) const { return nodes_.at(node).ballot.term; }
  LogPosition log(NodeId node) const { return nodes_.at(node).log; }

  /// Whom the node voted for in its term.
  std::optional<NodeId> vote(NodeId node) const;

  /// When the node stands for election unless it hears from a leader; simulation::never for a
  /// leader or a node that is down.
  Time deadline(NodeId node) const;

  /// The nodes that are up and hold themselves for leader: more than one while an old leader has
  /// not heard of the new term.
  std::vector<NodeId> leaders() const;

  /// The leader of the highest term among them.
  std::optional<NodeId> leader() const;

  /// Every election won, in order.
  const std::vector<Victory>& victories() const { return victories_; }

  /// Elections begun.
  std::uint64_t campaigns() const { return campaigns_; }

  /// The last entry that a majority has.
  LogPosition committed() const { return committed_; }

  /// No term ever had two leaders.
  bool one_leader_per_term() const { return one_leader_per_term_; }

  /// No leader ever lacked an entry that was committed in an earlier term.
  bool leaders_complete() const { return leaders_complete_; }

  std::uint64_t events() const { return simulation_.handled(); }

  // What the engine calls.
  void receive(NodeId from, NodeId to, const RaftMessage& message);
  void timer(NodeId node, std::uint64_t token);

 private:
  struct Node {
    RaftRole role = RaftRole::follower;
    Ballot ballot;
    LogPosition log;
    Votes backers;                // candidate: who voted for it; leader: who has its last entry
    std::uint64_t timer_set = 0;  // only the timer that was set last counts
    Time timer_due = simulation::never;
    Time deadline = simulation::never;
  };

  bool backed_by_majority(NodeId node) const;
  void restart_timeout(NodeId node);
  void set_timer(NodeId node, Time delay);
  void step_down(NodeId node, std::uint32_t term);
  void campaign(NodeId node);
  void win_if_majority(NodeId node);
  void add_entry(NodeId node);
  void commit_if_majority(NodeId node);
  void broadcast(NodeId node, RaftMessage::Kind kind);
  void reply(NodeId from, NodeId to, RaftMessage::Kind kind, bool taken = false);

  RaftOptions options_;
  std::vector<Node> nodes_;
  std::vector<Victory> victories_;
  LogPosition committed_;
  std::uint64_t campaigns_ = 0;
  bool one_leader_per_term_ = true;
  bool leaders_complete_ = true;
};

}  // namespace distributed::election
