#pragma once
// The Bully algorithm: of the processes that answer, the one with the highest number leads.
//
//   Bully bully(BullyOptions{}, Generator{42});
//   bully.crash(4);
//   bully.start_election(0);
//   bully.advance_to(seconds(1));
//   bully.coordinator(0);                      // 3
//   bully.messages().total();                  // 19 = 10 elections + 6 answers + 3 coordinators
//
//      0 -- election --> 1, 2, 3, 4      to all above; each that lives answers, and asks those
//      0 <-- answer ---- 1, 2, 3         above it in turn; who gets no answer leads and tells
//      3 -- coordinator --> 0, 1, 2      all below
//
// What a process does next is decided by its BullyProcess (bully_process.hpp). Split in two, each
// part elects its own highest: Bully knows no majority. It counts on messages that arrive within
// the answer timeout: a coordinator's that comes later than its successor's is believed.
//
// Source: H. Garcia-Molina, "Elections in a Distributed Computing System", IEEE Transactions on
// Computers C-31(1), 1982, in the form of the textbooks (M. van Steen and A. S. Tanenbaum,
// "Distributed Systems", section on election algorithms).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "election/bully_process.hpp"
#include "random/generator.hpp"
#include "simulation/cluster.hpp"

namespace distributed::election {

struct BullyMessages {
  std::uint64_t election = 0;
  std::uint64_t answer = 0;
  std::uint64_t coordinator = 0;

  std::uint64_t total() const { return election + answer + coordinator; }
  friend bool operator==(const BullyMessages&, const BullyMessages&) = default;
};

/// What one undisturbed election costs when `starter` begins it and `up` says which processes live
/// (exact if all messages take equally long; else a live highest process may cut others' elections
/// short).
/// Every live p >= starter holds one election: it asks the n - 1 - p above it and hears from those
/// of them that live; the highest live process w then tells the w below it. With the highest of n
/// dead and the lowest starting: n(n-1)/2 + (n-1)(n-2)/2 + n - 2. Throws std::out_of_range if there
/// is no process `starter`, std::invalid_argument if it is down.
BullyMessages bully_messages(const std::vector<bool>& up, NodeId starter);

struct BullyOptions {
  std::size_t nodes = 5;
  simulation::Latency latency = simulation::Latency::constant(simulation::milliseconds(10));
  /// How long a process waits for answers before it leads; longer than a message there and back, or
  /// several may lead.
  Time answer_timeout = simulation::milliseconds(50);
};

struct BullyMessage {
  enum class Kind : std::uint8_t { election, answer, coordinator };
  Kind kind = Kind::election;
  std::uint32_t round = 0;  ///< of the election that is asked for or answered
};

/// "election", "answer" or "coordinator".
std::string_view name_of(BullyMessage::Kind kind);

class Bully : public simulation::Cluster<BullyMessage> {
 public:
  /// All processes up, nobody leads. Throws std::invalid_argument unless nodes >= 1 and
  /// answer_timeout > 0.
  Bully(const BullyOptions& options, Generator chance);

  void advance_to(Time time) { simulation_.advance_to(time, *this); }
  std::size_t size() const { return nodes_.size(); }

  /// A process notices that its coordinator is gone. No effect if it is down or holds an election.
  void start_election(NodeId node);

  void crash(NodeId node);

  /// Starts a crashed process; as the algorithm has it, it holds an election at once.
  void restart(NodeId node);

  /// Whom the process takes for the coordinator; nobody during an election.
  std::optional<NodeId> coordinator(NodeId node) const { return nodes_.at(node).coordinator; }

  bool holds_election(NodeId node) const { return nodes_.at(node).process.holds_election(); }

  /// The live processes that hold themselves for the coordinator.
  std::vector<NodeId> coordinators() const;

  /// What was sent so far.
  const BullyMessages& messages() const { return messages_; }

  // What the engine calls.
  void receive(NodeId from, NodeId to, const BullyMessage& message);
  void timer(NodeId node, std::uint64_t token);

 private:
  struct Node {
    BullyProcess process;
    std::optional<NodeId> coordinator;
    Time settled_at = 0;  // when it last learned who leads
    std::uint64_t timer_set = 0;
  };

  void act(NodeId node, BullyProcess::Next next);
  void lead(NodeId node);
  void send(NodeId from, NodeId to, BullyMessage::Kind kind, std::uint32_t round = 0);
  void set_timer(NodeId node);

  BullyOptions options_;
  std::vector<Node> nodes_;
  BullyMessages messages_;
};

}  // namespace distributed::election
