#pragma once
// Split brain: a partition, two leaders, two writes, and one question: which wins?
//
//   healthy ──► partitioned ──► elected ──► conflict ──► resolved
//           cut            10 s         heal         decide
//
// The play is an Episode, begun afresh with every partition; beside it the model keeps what each
// rule of promotion led to, for comparison. Messages of all episodes are numbered through.

#include <array>
#include <optional>

#include "random/generator.hpp"
#include "split_brain_scenario/episode.hpp"

namespace microsims {

class SplitBrainScenario : public ModelOf<SplitBrainScenario> {
 public:
  /// How much later a person lets a message arrive, and how far behind the other a duplicate.
  static constexpr Time delayed_by = simulation::seconds(2),
                        copied_behind = simulation::seconds(0.3);

  explicit SplitBrainScenario(std::uint64_t seed);

  const Episode& episode() const { return episode_; }
  const LogCluster& cluster() const { return episode_.cluster(); }
  const Setup& setup() const { return setup_; }

  /// What the rule led to, with the present nodes and sides; none if that was not played yet.
  const std::optional<Outcome>& outcome(Promotion rule) const {
    return outcomes_[static_cast<std::size_t>(rule)];
  }
  /// Whether a node may change sides now; Node 1 never does.
  bool can_change_sides(NodeId node) const;

  Milliseconds busy() const override { return episode_.busy(); }
  void state(Json& json) const override;
  std::vector<Fact> facts() const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

  /// What the split did, in a line or two, once it shows.
  std::string verdict() const;

  std::vector<std::string> lanes() const override;
  std::vector<MessageKind> message_kinds() const override;
  std::optional<std::string> undisturbable(const Message& message,
                                           Disturbance disturbance) const override;
  void disturb(const Message& message, Disturbance disturbance) override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  enum class Size { three, five };

  void declare_controls();
  void declare_exploring();
  void start_over();
  void change_cluster();
  void compare_rules();
  Microseconds origin() const { return 1000 * now() - episode_.cluster().now(); }
  void note(Microseconds origin);

  distributed::Generator chance_;
  Setup setup_;
  Size size_ = Size::three;
  Episode episode_;
  MessageNumber first_ = 1;  // message of the episode
  std::int64_t manual_balance_ = (balance_a + balance_b) / 2;
  std::array<std::optional<Outcome>, std::size(promotion_rules)> outcomes_;
};

}  // namespace microsims
