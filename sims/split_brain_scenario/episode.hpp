#pragma once
// One telling of the story: the network splits, somebody may be promoted, a client on each side
// writes, the network heals, and the logs are found to agree or not.
//
//   Episode episode(Setup{}, Generator{1});
//   episode.cut();
//   episode.advance(seconds(20));     // Node 2 elected after 10 s; both writes logged by 14 s
//   episode.heal();
//   episode.advance(seconds(5));
//   episode.resolve();              // the last write wins
//   episode.outcome();              // what became of the two writes
//
//      Client A ──► (1)   ¦   (2) ◄── Client B        each client reaches its own side only
//                         ¦   (3)
//
// Inside, time is counted in whole microseconds and the clock goes from event to event: one long
// advance leads to the very state that many short ones lead to, and it comes to rest at a whole
// millisecond. What is asked for is told in seconds from the beginning of the episode. Messages
// are disturbed and followed by the engine's numbers; what happens of itself is told as marks. All
// state is in values: a copy goes on alike.

#include <array>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "split_brain_scenario/cluster.hpp"
#include "split_brain_scenario/outcome.hpp"
#include "stage/model/messages.hpp"
#include "stage/model/words.hpp"

namespace microsims {

constexpr NodeId most_nodes = 5;
constexpr std::int64_t balance_at_first = 600, balance_a = 500, balance_b = 750;
constexpr double heartbeat_timeout = 10;  // seconds

struct Setup {
  Promotion promotion = Promotion::timeout_only;
  NodeId nodes = 3;
  /// Who stays connected with Node 1 when the network splits.
  std::array<bool, most_nodes> beside{true, false, false, false, true};

  /// The nodes on the side of Node 1, or on the other one.
  std::vector<NodeId> side(bool with_node_1) const;
  /// Whether the split leaves anybody on the other side.
  bool splits() const { return !side(false).empty(); }
  /// The first node of the other side; there must be one.
  NodeId first_across() const { return side(false).front(); }
};

enum class Phase : std::uint8_t { healthy, partitioned, elected, conflict, resolved };
enum class Resolution : std::uint8_t { none, last_write_wins, manual };

/// How many words there is room for.
enum class Length : std::uint8_t { full, brief, least };

/// What a client wrote, and what became of it.
struct ClientWrite {
  const char* name;  ///< "Write A"
  NodeId at;
  std::int64_t balance;
  Fate fate;
  bool lost;  ///< it was confirmed, and is in no balance any more

  /// "A"
  const char* letter() const { return name + 6; }
};

class Episode {
 public:
  Episode(const Setup& setup, distributed::Generator chance);

  const Setup& setup() const { return setup_; }
  const LogCluster& cluster() const { return cluster_; }
  double now() const { return simulation::to_seconds(cluster_.now()); }

  /// How long it surely goes on moving, at least; 0: nothing moves.
  Milliseconds busy() const;
  bool moving() const { return busy() > 0; }

  /// Goes on by that many microseconds, or until nothing moves any more.
  void advance(Time duration);

  // Each has no effect unless the matching can_... holds, or there is a conflict.
  void cut();
  void heal();
  /// The balance that a person decides on survives; without one, the last write.
  void resolve(std::optional<std::int64_t> balance = {});

  /// A message under way, by its number in cluster().
  void disturb(simulation::MessageId message, Disturbance disturbance, const Delays& by) {
    microsims::disturb(cluster_, message, disturbance, by);
  }

  /// What happened to messages, and what happened of itself, on the clock of the episode, since it
  /// was taken last.
  std::vector<simulation::TraceEvent<LogClusterMessage::Kind>> take_trace() {
    return cluster_.take_trace();
  }
  std::vector<Mark> take_marks() { return std::exchange(marks_, {}); }

  bool can_cut() const { return cut_at_ == simulation::never && setup_.splits(); }
  /// Before anybody timed out, or once the clients have their answers.
  bool can_heal() const;

  Phase phase() const;
  bool in_conflict() const { return !cluster_.contradiction().empty(); }
  Resolution resolution() const { return resolution_; }

  // When things happened, in seconds; not_yet before.
  double cut_at() const { return seconds_of(cut_at_); }
  double elected_at() const { return seconds_of(cluster_.elected_at()); }
  double writes_at() const { return seconds_of(writes_at_); }
  double healed_at() const { return seconds_of(healed_at_); }
  /// When the leaders found that their logs contradict each other, or, while their messages are on
  /// the way, when they will see each other's.
  double conflict_at() const;

  /// Seconds since the heartbeats stopped: until a leader is elected, or it is clear that none will
  /// be, or the network heals.
  double timer() const;
  /// How long a node waits for a heartbeat before it stands for election.
  double timeout_of(NodeId node) const;
  /// It is settled who leads during the split.
  bool decided() const { return writes_at_ != simulation::never; }
  /// Both clients have been answered, or will never be.
  bool answered() const;
  /// The network is whole again, and nothing is left to be decided.
  bool over() const;

  /// The node that the client of a side writes to.
  NodeId target_a() const { return 0; }
  NodeId target_b() const;
  /// What the clients have written so far, A first.
  std::vector<ClientWrite> writes() const;
  /// Of a client's write, 0 or 1.
  Fate fate(std::size_t write) const;
  bool lost(std::size_t write) const;
  Outcome outcome() const;

  /// "Write A: user balance = $500", "Write A: $500" or "A: $500", by the room there is.
  std::string words_of(const LogClusterEntry& entry, Length length = Length::full) const;

 private:
  static double seconds_of(Time time);
  Time last_chance() const;
  Time second_write_at() const;
  Time answered_at() const;
  Time next_due() const;
  bool unfinished() const;
  void send_writes();
  void go_on_for(Time duration);
  void observe();

  // What happens of itself is told as marks, as soon as it is new: chronicle.cpp.
  void tell();
  void tell_of_nodes();
  void tell_of_writes();
  bool is_news(unsigned what, bool happened);
  void mark(MarkKind kind, const char* id, std::string words, int lane = nobody);

  Setup setup_;
  LogCluster cluster_;
  Time ends_ = 0;  // until then it goes on, even if nothing happens
  Time cut_at_ = simulation::never, writes_at_ = simulation::never, healed_at_ = simulation::never,
       conflict_at_ = simulation::never;
  std::size_t most_leaders_ = 1;
  Resolution resolution_ = Resolution::none;
  std::vector<Mark> marks_;
  unsigned told_ = 0, led_ = 1, off_ = 0;  // led_, off_: a bit for each node
  Time elected_at_ = 0;                    // of the election that was told last
};

/// "$500"
inline std::string money(std::int64_t balance) {
  return phrase({"$", balance});
}
/// "Node 1", and "Nodes 1 and 2".
inline std::string name_of(NodeId node) {
  return node_name(static_cast<int>(node));
}
inline std::string names_of(const std::vector<NodeId>& nodes) {
  return node_names({nodes.begin(), nodes.end()});
}

inline std::vector<NodeId> all_nodes(const LogCluster& cluster) {
  std::vector<NodeId> nodes(cluster.size());
  std::iota(nodes.begin(), nodes.end(), NodeId{0});
  return nodes;
}

/// The lanes are Client A, Client B, Node 1, Node 2, ...
constexpr int lane_of(NodeId node) {
  return static_cast<int>(node) + 2;
}

}  // namespace microsims
