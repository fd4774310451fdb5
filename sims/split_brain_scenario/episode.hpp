#pragma once
// One telling of the story: the network splits, somebody may be promoted, a client on each side
// writes, the network heals, and the logs are found to agree or not.
//
//   Episode episode(Setup{}, Generator{1});
//   episode.cut();
//   episode.advance(seconds(20));     // Node 2 elected after 10 s; both writes logged by 14 s
//   episode.heal();
//   episode.advance(seconds(5));
//   episode.resolve_last_write_wins();
//   episode.outcome();                // what became of the two writes
//
//      Client A ──► (1)   ¦   (2) ◄── Client B        each client reaches its own side only
//                         ¦   (3)
//
// Inside, time is counted in whole microseconds and the clock goes from event to event: one long
// advance leads to the very state that many short ones lead to. What is asked for is told in
// seconds from the beginning of the episode. All state is in values: a copy goes on alike.

#include <array>
#include <limits>
#include <string>

#include "split_brain_scenario/split_brain.hpp"

namespace microsims {

constexpr NodeId most_nodes = 5;
constexpr std::int64_t balance_at_first = 600, balance_a = 500, balance_b = 750;
constexpr double heartbeat_timeout = 10;  // seconds
constexpr double not_yet = std::numeric_limits<double>::infinity();

struct Setup {
  Promotion promotion = Promotion::timeout_only;
  NodeId nodes = 3;
  /// Who stays connected with Node 1 when the network splits.
  std::array<bool, most_nodes> beside{true, false, false, false, true};

  /// Whether the split leaves anybody on the other side.
  bool splits() const;
  /// The first node of the other side; there must be one.
  NodeId first_across() const;
};

enum class Fate : std::uint8_t { unsent, under_way, confirmed, refused, unanswered };

/// How many words there is room for.
enum class Length : std::uint8_t { full, brief, least };

/// What the rule of promotion led to.
struct Outcome {
  std::size_t leaders = 1;         // most at the same time
  double elected_after = not_yet;  // seconds after the split
  NodeId elected = 0;
  Fate a = Fate::unsent, b = Fate::unsent;
  int lost = 0;  // writes that were confirmed, and are in no balance any more
};

class Episode {
 public:
  Episode(const Setup& setup, distributed::Generator chance);

  const Setup& setup() const { return setup_; }
  const SplitBrain& cluster() const { return cluster_; }
  double now() const;

  /// Goes on by that many microseconds, or until nothing moves any more.
  void advance(Time duration);
  bool moving() const { return cluster_.now() < ends_ || !cluster_.quiet(); }

  // Each has no effect unless the matching can_... holds.
  void cut();
  void heal();
  void resolve_last_write_wins();
  void resolve_manually(std::int64_t balance);

  bool can_cut() const { return cut_at_ == simulation::never && setup_.splits(); }
  /// Before anybody timed out, or once the clients have their answers.
  bool can_heal() const;
  bool in_conflict() const { return cluster_.phase() == SplitBrain::Phase::conflict; }

  // When things happened, in seconds; not_yet before.
  double cut_at() const { return seconds_of(cut_at_); }
  double elected_at() const { return seconds_of(cluster_.elected_at()); }
  double writes_at() const { return seconds_of(writes_at_); }
  double healed_at() const { return seconds_of(healed_at_); }
  double resolved_at() const { return seconds_of(resolved_at_); }
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
  bool answered() const { return cluster_.now() >= answered_at(); }
  /// The network is whole again, and nothing is left to be decided.
  bool over() const;

  /// The node that the client of a side writes to.
  NodeId target_a() const { return 0; }
  NodeId target_b() const;
  Fate fate(std::size_t write) const;
  /// Whether a client's write, 0 or 1, was confirmed and then lost.
  bool lost(std::size_t write) const;
  Outcome outcome() const;

  /// "Write A: user balance = $500", "Write A: $500" or "A: $500", by the room there is.
  std::string words_of(const BalanceEntry& entry, Length length = Length::full) const;

 private:
  static double seconds_of(Time time);
  Time last_chance() const;
  Time second_write_at() const;
  Time answered_at() const;
  void send_writes();
  void observe();

  Setup setup_;
  SplitBrain cluster_;
  Time ends_ = 0;  // until then it goes on, even if nothing happens
  Time cut_at_ = simulation::never, writes_at_ = simulation::never, healed_at_ = simulation::never,
       conflict_at_ = simulation::never, resolved_at_ = simulation::never;
  std::size_t most_leaders_ = 1;
};

/// "confirmed"
const char* text_of(Fate fate);
/// "$500"
std::string money(std::int64_t balance);
/// "Node 1"
std::string name_of(NodeId node);

}  // namespace microsims
