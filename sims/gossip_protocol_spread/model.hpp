#pragma once
// Node 4 is down, and one node has noticed: how fast do the others hear of it by gossip?
//
//   (?) (?) (!) (X)     ?  does not know      !  new: heard it in the last round
//   (?) (v) (?) (!)     v  spread: knew before and has passed it on      X  down
//   (?) (?) (v) (?)
//
// What a round decides is in the state at once; its messages are on their way for about a second,
// and the view shows them by the clock. In a small group they are in the record and can be
// disturbed, which changes what the round decided.

#include <optional>
#include <vector>

#include "gossip/convergence.hpp"
#include "gossip/dissemination.hpp"
#include "gossip_protocol_spread/experiments.hpp"
#include "gossip_protocol_spread/traffic.hpp"
#include "gossip_protocol_spread/trials.hpp"
#include "random/generator.hpp"
#include "stage/model/model.hpp"

namespace microsims {

class GossipProtocolSpread : public ModelOf<GossipProtocolSpread> {
 public:
  using Status = distributed::gossip::Status;
  using Exchange = distributed::gossip::Exchange;
  /// What is shown in the Explore drawer.
  enum class Topic { runs, suspicion, repair };

  static constexpr Named exchanges[] = {
      {"push", "Push"}, {"pull", "Pull"}, {"push-pull", "Push-pull"}};
  static constexpr Named topics[] = {
      {"many-runs", "Many runs"}, {"phi-accrual", "Phi accrual"}, {"anti-entropy", "Anti-entropy"}};
  static constexpr Named statuses[] = {{"down", "is down"},
                                       {"unknown", "does not know yet"},
                                       {"new", "has just heard it"},
                                       {"spread", "has passed it on"}};

  static constexpr std::uint32_t down_node = 3;       // Node 4
  static constexpr std::uint32_t largest_drawn = 24;  // of more nodes no messages are recorded
  static constexpr Milliseconds round_time = 1500;    // from one automatic round to the next
  static constexpr Milliseconds messages_end = 1100;  // after the beginning of a round

  struct Node {
    float dx, dy;               // how far it stands off its place in the grid, -1 to 1
    Milliseconds heard_at = 0;  // when the news arrived, on the clock of that round
    std::uint32_t heard_round = 0, heard_from = 0;
    bool told = false;  // that it heard is in the record

    void hear(std::uint32_t round, std::uint32_t from, Milliseconds at) {
      heard_round = round;
      heard_from = from;
      heard_at = at;
    }
  };

  /// The run before this one, to compare with.
  struct Earlier {
    std::vector<std::uint32_t> history;
    std::uint32_t fanout;
  };

  explicit GossipProtocolSpread(std::uint64_t seed);

  const distributed::gossip::Dissemination& spread() const { return spread_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  bool started() const { return started_; }
  /// Started, and some node has still to hear the news or to pass it on.
  bool running() const { return started_ && (!spread_.complete() || !arrivals_.empty()); }
  bool small() const { return options_.nodes <= largest_drawn; }
  std::uint32_t first() const { return first_; }
  const distributed::gossip::DisseminationOptions& options() const { return options_; }

  /// Since the start or the last round; it stands still at messages_end if no round follows.
  Milliseconds clock() const { return clock_; }

  /// What can be seen by the clock while the messages of a round are on their way.
  Status shown(std::uint32_t node) const;
  std::uint32_t shown_informed() const;

  /// The expected number of informed nodes from round `expected_from()` on.
  const std::vector<double>& expected() const { return expected_; }
  std::uint32_t expected_from() const { return expected_from_; }
  const std::optional<Earlier>& earlier() const { return earlier_; }

  Topic topic() const { return topic_; }
  const Trials& trials() const { return trials_; }
  /// The probability, by the exact law, that all know after round 0, 1, ...; none for large groups.
  const std::vector<double>& complete_law() const { return law_.complete; }
  /// Whether Doerr and Künnemann's bounds, which are about one kind of gossip only, hold here.
  bool has_bounds() const;
  const Suspicion& suspicion() const { return suspicion_; }
  double threshold() const { return threshold_; }
  const Repair& repair() const { return repair_; }

  Milliseconds busy() const override;
  void state(Json& json) const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

  /// Of the run; those of the drawer by topic: mean rounds and messages until all know, seconds of
  /// silence until Node 4 is suspected, what a rumor that stops leaves.
  std::vector<Fact> facts() const override;
  std::vector<Fact> costs(Exchange exchange) const;
  std::vector<Fact> silences() const;
  std::vector<Fact> leftovers() const;
  /// "Node 2 heard it from Node 5"
  std::string heard_in_words(std::uint32_t node) const;
  /// How many rounds it takes until all know, as far as it is known.
  std::string rounds_in_words() const;

  /// Large groups have one lane for all.
  std::vector<std::string> lanes() const override;
  std::vector<MessageKind> message_kinds() const override { return Traffic::kinds(); }
  std::optional<std::string> undisturbable(const Message& message,
                                           Disturbance disturbance) const override;
  void disturb(const Message& message, Disturbance disturbance) override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  void start_over();
  void start();
  void run_round(Milliseconds at);
  void settings_changed();
  void follow_law();
  void expect(std::vector<double> curve, std::uint32_t from);

  bool ticking() const { return auto_ && running(); }
  bool all_know() const { return started_ && spread_.complete(); }
  Milliseconds next_event(Milliseconds at) const;
  void move_clock(Milliseconds time);
  void list_arrivals();
  void tell(Milliseconds at);

  distributed::gossip::DisseminationOptions options_;
  int loss_percent_ = 0;
  distributed::Generator chance_, places_, trial_chance_;
  Suspicion suspicion_;
  Repair repair_;
  distributed::gossip::Dissemination spread_;
  Traffic traffic_;
  std::vector<Node> nodes_;
  std::vector<Milliseconds> arrivals_;  // of the last round, rising
  std::uint32_t told_ = 0;              // informed nodes as the record has it
  bool started_ = false, auto_ = true;
  std::uint32_t first_ = 0, run_fanout_ = 0;
  Milliseconds clock_ = messages_end;
  distributed::gossip::SpreadLaw law_;  // of the present settings
  std::vector<double> expected_;        // of this run
  std::uint32_t expected_from_ = 0;
  std::optional<Earlier> earlier_;
  Trials trials_;
  Topic topic_ = Topic::runs;
  double threshold_ = 8;
};

}  // namespace microsims
