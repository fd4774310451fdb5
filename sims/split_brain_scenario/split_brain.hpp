#pragma once
// The cluster that the story of a split brain happens to: a network splits, a second leader is
// promoted, both take writes, and when the network heals their logs contradict each other. Or not,
// if the rule of promotion is right.
//
//   SplitBrain cluster(SplitBrainOptions{}, Generator{42});     // three nodes, node 0 leads
//   cluster.partition({{0}, {1, 2}});
//   cluster.advance_to(seconds(10));       // the heartbeat timeout: node 1 promotes itself
//   cluster.write(0, 500);
//   cluster.write(1, 750);
//   cluster.advance_to(seconds(12));       // both logged their write
//   cluster.heal();
//   cluster.advance_to(seconds(13));       // both leaders compared notes: Phase::conflict
//   cluster.resolve_last_write_wins();     // or resolve_manually(600)
//
//   healthy -> partitioned -> elected -> conflict -> resolved
//      ^            |             |                     ^
//      +-- healed --+             +---- one leader -----+
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
// Votes are decided by core's Ballot, Bully elections by its BullyProcess. A replica hears its
// leader's heartbeats for as long as the leader lives and the link holds; its silence is counted
// from the moment that either ends. So nothing moves in a cluster at rest. A message that arrives
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
#include "split_brain_scenario/promotion.hpp"
#include "split_brain_scenario/split_brain_message.hpp"

namespace microsims {

namespace simulation = distributed::simulation;

struct SplitBrainOptions {
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
  std::int64_t initial_value = 0;  ///< the balance before any write
};

class SplitBrain : public simulation::Cluster<SplitBrainMessage> {
 public:
  enum class Phase : std::uint8_t { healthy, partitioned, elected, conflict, resolved };
  enum class Role : std::uint8_t { leader, replica, down };
  enum class Resolution : std::uint8_t { none, last_write_wins, manual };

  /// What became of a client's write.
  struct Write {
    std::uint32_t number = 0;
    NodeId at = 0;
    std::int64_t value = 0;
    Time sent_at = 0;
    bool arrived = false;    ///< at the node: if it comes again, it means nothing
    bool confirmed = false;  ///< the node told the client that it is done
    bool refused = false;    ///< the node does not lead
    bool lost = false;       ///< logged once, now in no log or overruled
  };

  /// One of the logs that contradict each other.
  struct Side {
    NodeId leader = 0;
    std::int64_t value = 0;  ///< its last
    Time written_at = 0;
  };

  /// A node being powered off.
  struct Fencing {
    NodeId by = 0;
    Time begun_at = 0;
    Time done_at = 0;
  };

  /// Throws std::invalid_argument unless 2 <= nodes <= 64 and all durations are above 0.
  SplitBrain(const SplitBrainOptions& options, distributed::Generator chance);

  void advance_to(Time time) { simulation_.advance_to(time, *this); }

  /// When something happens next by itself; simulation::never if nothing does.
  Time next_event() const { return simulation_.next_event(); }

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
  /// while the network is split already or a conflict is open.
  bool partition(const std::vector<std::vector<NodeId>>& groups);

  /// Mends the links and powers fenced nodes on again; leaders send each other "sync". False if the
  /// network is not split.
  bool heal();

  /// A client sends a balance to a node; returns the number of the write. Throws std::out_of_range
  /// if there is no such node.
  std::uint32_t write(NodeId node, std::int64_t value);

  /// The last write by the leaders' clocks survives (of equals that of the higher node). False if
  /// there is no conflict.
  bool resolve_last_write_wins();

  /// A person decides which balance survives. False if there is no conflict.
  bool resolve_manually(std::int64_t value);

  Phase phase() const { return phase_; }
  bool split() const { return split_; }
  Role role(NodeId node) const;
  std::vector<NodeId> leaders() const;

  /// The balance that the node would tell a reader.
  std::int64_t value(NodeId node) const;
  const BalanceLog& log(NodeId node) const { return nodes_.at(node).log; }

  /// Which leadership the node knows of, counted from 1.
  std::uint32_t epoch(NodeId node) const { return nodes_.at(node).epoch; }

  bool connected(NodeId a, NodeId b) const { return network().connected(a, b); }

  /// How long the node has not heard its leader; 0 if it does, or leads.
  Time silence(NodeId node) const;

  /// The longest silence of all: the timer of the story.
  Time longest_silence() const;

  /// When a node last promoted itself, and which.
  std::optional<NodeId> elected() const { return elected_; }
  Time elected_at() const { return elected_at_; }

  /// The logs that contradict each other, in the order of their leaders; empty without a conflict.
  const std::vector<Side>& conflict() const { return conflict_; }
  Resolution resolution() const { return resolution_; }

  const std::optional<Fencing>& fencing() const { return fencing_; }
  const std::vector<Write>& writes() const { return writes_; }

  /// Whether a write may yet be confirmed or refused.
  bool pending(const Write& write) const;

  // What the engine calls.
  void receive(NodeId from, NodeId to, const SplitBrainMessage& message);
  void timer(NodeId node, std::uint64_t token);

 private:
  enum class Timer : std::uint8_t { silence, isolation, answer, fence, repeat };
  static constexpr std::uint64_t timers = 5;

  struct Node {
    bool leads = false;
    bool stands = false;  // asks for votes in the term of its ballot
    std::uint32_t epoch = 1;
    distributed::election::Ballot ballot{1, 0};
    distributed::election::Votes votes;
    distributed::election::BullyProcess bully;
    NodeId follows = 0;
    BalanceLog log;
    Time silent_since = simulation::never;
    std::vector<std::size_t> held;  // leader: entries that each node has confirmed
    std::array<std::uint64_t, timers> timer_set{};
  };

  bool reaches(NodeId from, NodeId to) const;
  void send(NodeId from, NodeId to, SplitBrainMessage::Kind kind, std::uint32_t epoch,
            std::uint32_t number = 0);
  void send_log(NodeId from, NodeId to, SplitBrainMessage::Kind kind, std::uint32_t epoch);
  void broadcast(NodeId node);
  bool lacks(NodeId leader, NodeId node) const;
  void repeat(NodeId leader);
  void take_write(NodeId node, const SplitBrainMessage& message);
  void take_append(NodeId from, NodeId to, const SplitBrainMessage& message);
  void take_append_ack(NodeId from, NodeId to, const SplitBrainMessage& message);
  void follow(NodeId node, NodeId leader, const SplitBrainMessage& message);
  void confirm_what_is_safe(NodeId node);
  void compare_leaders();
  void resolve(std::optional<std::size_t> winner, std::int64_t value);
  void settle();

  // Who leads next: succession.cpp.
  bool hears_leader(NodeId node) const;
  bool isolated(NodeId node) const;
  void network_changed();
  void listen(NodeId node);
  void set_timer(NodeId node, Timer timer, Time delay);
  void stop_timer(NodeId node, Timer timer);
  void suspect(NodeId node);
  Time next_round(NodeId node) const;
  void stand(NodeId node);
  void take_request(NodeId from, NodeId to, const SplitBrainMessage& message);
  void take_vote(NodeId from, NodeId to, const SplitBrainMessage& message);
  void take_election(NodeId from, NodeId to, const SplitBrainMessage& message);
  void take_answer(NodeId node, const SplitBrainMessage& message);
  void act(NodeId node, distributed::election::BullyProcess::Next next);
  void fence(NodeId node);
  void power_off_unreachable(NodeId node);
  void promote(NodeId node, std::uint32_t epoch);

  SplitBrainOptions options_;
  std::vector<Node> nodes_;
  std::vector<Write> writes_;
  std::vector<Side> conflict_;
  std::optional<Fencing> fencing_;
  std::optional<NodeId> elected_;
  Time elected_at_ = simulation::never;
  Phase phase_ = Phase::healthy;
  Resolution resolution_ = Resolution::none;
  bool split_ = false;
};

const char* text_of(SplitBrain::Phase phase);            ///< "healthy"
const char* text_of(SplitBrain::Role role);              ///< "leader"
const char* text_of(SplitBrain::Resolution resolution);  ///< "last-write-wins"

}  // namespace microsims
