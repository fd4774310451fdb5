#pragma once
// Split brain: a partition, two leaders, two writes, and one question: which wins?
//
//   healthy ──► partitioned ──► elected ──► conflict ──► resolved
//           cut            10 s         heal         decide
//
// The play is an Episode, begun afresh with every partition; beside it the model keeps what each
// rule of promotion led to, for comparison.

#include <optional>

#include "random/generator.hpp"
#include "split_brain_scenario/episode.hpp"
#include "stage/model/model.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

class SplitBrainScenario : public ModelOf<SplitBrainScenario> {
 public:
  explicit SplitBrainScenario(std::uint64_t seed);

  const Episode& episode() const { return episode_; }
  const SplitBrain& cluster() const { return episode_.cluster(); }
  const Setup& setup() const { return setup_; }

  /// What the rule led to, with the present nodes and sides; none if that was not played yet.
  const std::optional<Outcome>& outcome(Promotion rule) const {
    return outcomes_[static_cast<std::size_t>(rule)];
  }
  /// Whether a node may change sides now; Node 1 never does.
  bool can_change_sides(NodeId node) const;

  Milliseconds busy() const override { return episode_.moving() ? 1 : 0; }
  void state(Json& json) const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

  /// What the split did, in a line or two, once it shows.
  std::string verdict() const;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  void declare_controls();
  void declare_exploring();
  void start_over();
  void compare_rules();
  void note_outcome();

  distributed::Generator chance_;
  Setup setup_;
  Episode episode_;
  double manual_balance_ = (balance_a + balance_b) / 2;
  std::array<std::optional<Outcome>, promotion_rules.size()> outcomes_;
};

}  // namespace microsims
