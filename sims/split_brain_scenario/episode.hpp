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
// advance leads to the very state that many short ones lead to, and it comes to rest at a whole
// millisecond. What is asked for is told in seconds from the beginning of the episode. Messages
// are disturbed and followed by the engine's numbers; what happens of itself is told as marks. All
// state is in values: a copy goes on alike.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "split_brain_scenario/chronicle.hpp"
#include "split_brain_scenario/outcome.hpp"
#include "split_brain_scenario/split_brain.hpp"
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

  /// Whether the split leaves anybody on the other side.
  bool splits() const;
  /// The first node of the other side; there must be one.
  NodeId first_across() const;
};

/// How many words there is room for.
enum class Length : std::uint8_t { full, brief, least };

class Episode {
 public:
  Episode(const Setup& setup, distributed::Generator chance);

  const Setup& setup() const { return setup_; }
  const SplitBrain& cluster() const { return cluster_; }
  double now() const;

  /// How long it surely goes on moving, at least; 0: nothing moves.
  Milliseconds busy() const;
  bool moving() const { return busy() > 0; }

  /// Goes on by that many microseconds, or until nothing moves any more.
  void advance(Time duration);

  // Each has no effect unless the matching can_... holds.
  void cut();
  void heal();
  void resolve_last_write_wins();
  void resolve_manually(std::int64_t balance);

  /// A message under way, by its number in cluster().
  void disturb(simulation::MessageId message, Disturbance disturbance, const Delays& by) {
    microsims::disturb(cluster_, message, disturbance, by);
  }

  /// What happened to messages, and what happened of itself, on the clock of the episode, since it
  /// was taken last.
  std::vector<simulation::TraceEvent<SplitBrainMessage::Kind>> take_trace() {
    return cluster_.take_trace();
  }
  std::vector<Mark> take_marks() { return chronicle_.take(); }

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
  bool answered() const;
  /// The network is whole again, and nothing is left to be decided.
  bool over() const;

  /// The node that the client of a side writes to.
  NodeId target_a() const { return 0; }
  NodeId target_b() const;
  Fate fate(std::size_t write) const;
  /// Whether a client's write, 0 or 1, was confirmed and then lost.
  bool lost(std::size_t write) const;
  Outcome outcome() const;
  /// The same at the end of the story, as long as it is over; none before.
  const std::optional<Outcome>& final_outcome() const { return final_outcome_; }

  /// "Write A: user balance = $500", "Write A: $500" or "A: $500", by the room there is.
  std::string words_of(const BalanceEntry& entry, Length length = Length::full) const;

 private:
  static double seconds_of(Time time);
  Time last_chance() const;
  Time second_write_at() const;
  Time answered_at() const;
  Time next_due() const;
  bool unfinished() const;
  void send_writes();
  void observe();

  Setup setup_;
  SplitBrain cluster_;
  Time ends_ = 0;  // until then it goes on, even if nothing happens
  Time cut_at_ = simulation::never, writes_at_ = simulation::never, healed_at_ = simulation::never,
       conflict_at_ = simulation::never, resolved_at_ = simulation::never;
  std::size_t most_leaders_ = 1;
  std::optional<Outcome> final_outcome_;
  StoryChronicle chronicle_;
};

/// "$500"
std::string money(std::int64_t balance);
/// "Node 1"
inline std::string name_of(NodeId node) {
  return node_name(static_cast<int>(node));
}

}  // namespace microsims
