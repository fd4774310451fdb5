#pragma once
// Node 4 is down, and one node has noticed: how fast do the others hear of it by gossip?
//
//   (?) (?) (!) (X)     ?  does not know      !  new: heard it in the last round
//   (?) (v) (?) (!)     v  spread: knew before and has passed it on      X  down
//   (?) (?) (v) (?)
//
// What a round decides is in the state at once; its messages are on their way for about a second,
// and the view shows them by the clock.

#include <optional>
#include <vector>

#include "gossip/convergence.hpp"
#include "gossip/dissemination.hpp"
#include "gossip_protocol_spread/repair.hpp"
#include "gossip_protocol_spread/suspicion.hpp"
#include "gossip_protocol_spread/trials.hpp"
#include "random/generator.hpp"
#include "stage/model/model.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

/// "push", "pull" or "push-pull"
const char* name_of(distributed::gossip::Exchange exchange);

class GossipProtocolSpread : public ModelOf<GossipProtocolSpread> {
 public:
  using Status = distributed::gossip::Status;
  using Exchange = distributed::gossip::Exchange;

  static constexpr std::uint32_t down_node = 3;  // Node 4
  static constexpr double round_seconds = 1.5;   // from one automatic round to the next
  static constexpr double messages_end = 1.1;    // after the beginning of a round

  /// A message to a peer and its answer, in seconds on clock().
  struct Trip {
    double sent, met, answered;
  };

  struct Node {
    float dx, dy;         // how far it stands off its place in the grid, -1 to 1
    double heard_at = 0;  // when the news arrived, on the clock of that round
    std::uint32_t heard_round = 0, heard_from = 0;
  };

  /// The run before this one, to compare with.
  struct Earlier {
    std::vector<std::uint32_t> history;
    std::uint32_t fanout;
  };

  /// What is shown in the Explore drawer.
  enum class Topic { runs, suspicion, repair };

  explicit GossipProtocolSpread(std::uint64_t seed);

  const distributed::gossip::Dissemination& spread() const { return spread_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  bool started() const { return started_; }
  /// Started, and some node has still to hear the news or to pass it on.
  bool running() const;
  std::uint32_t first() const { return first_; }
  std::uint32_t fanout() const { return options_.fanout; }
  double loss() const { return options_.loss; }
  Exchange exchange() const { return options_.exchange; }

  /// Seconds since the start or the last round.
  double clock() const { return clock_; }
  /// The ways of the messages of the last round, one for each of spread().contacts().
  static Trip trip(std::size_t contact);

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
  const Suspicion& suspicion() const { return suspicion_; }
  double threshold() const { return threshold_; }
  const Repair& repair() const { return repair_; }

  Milliseconds busy() const override;
  void state(Json& json) const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  void declare_controls();
  void declare_what_if();
  void start_over();
  void start();
  void run_round();
  void settings_changed();
  void follow_law();
  bool ticking() const { return auto_ && running(); }
  bool all_know() const { return started_ && spread_.complete(); }

  distributed::gossip::DisseminationOptions options_;
  distributed::Generator chance_, places_, trial_chance_;
  Suspicion suspicion_;
  Repair repair_;
  distributed::gossip::Dissemination spread_;
  std::vector<Node> nodes_;
  std::vector<double> arrivals_;  // of the last round, rising
  bool started_ = false, auto_ = true;
  std::uint32_t first_ = 0, run_fanout_ = 0;
  double clock_ = messages_end;
  distributed::gossip::SpreadLaw law_;  // of the present settings
  std::vector<double> expected_;        // of this run
  std::uint32_t expected_from_ = 0;
  std::optional<Earlier> earlier_;
  Trials trials_;
  Topic topic_ = Topic::runs;
  double threshold_ = 8;
};

}  // namespace microsims
