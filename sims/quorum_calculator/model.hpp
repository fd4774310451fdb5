#pragma once
// N replicas, W acknowledgements, R answers: does a read meet the last write?
//
//            Client
//          /  |  |  \            a write reaches W replicas, a read asks R
//        (1) (2) (3) (4) (5)     those in both sets hold the latest version
//
// What an action decides is in the state at once, as it will be if nobody interferes with the
// messages that bring it about; these are on their way for a second or two. The next action does
// not wait for them: they arrive at once.

#include <optional>
#include <vector>

#include "quorum/coordinator.hpp"
#include "quorum/measured_wars.hpp"
#include "stage/model/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {

class QuorumCalculator : public ModelOf<QuorumCalculator> {
 public:
  explicit QuorumCalculator(std::uint64_t seed);

  const distributed::Quorum& quorum() const { return quorum_; }
  /// The requests with all that is on its way.
  const distributed::Coordinator& client() const { return client_; }

  /// The probability that any one replica is up, for the availability of reads and writes.
  double node_availability() const { return node_percent_ / 100; }
  /// Trials of the WARS model for the present quorum and latency model.
  const distributed::Wars& wars() const { return measured_.of(quorum_, latency_); }

  std::vector<Fact> facts() const override;
  /// One of the first four in words: "W + R = 6", "Write fault tolerance: can lose 2 nodes".
  static std::string said(const Fact& fact);
  /// What the drawer tells of time, from wars().
  std::vector<Fact> waits() const;

  Milliseconds busy() const override;
  void state(Json& json) const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

  std::vector<std::string> lanes() const override { return lanes_of({"Client"}, quorum_.n); }
  std::vector<MessageKind> message_kinds() const override;
  std::optional<std::string> undisturbable(const Message& message,
                                           Disturbance disturbance) const override;
  void disturb(const Message& message, Disturbance disturbance) override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  static constexpr int most_replicas = 7;

  void declare_exploration();
  int next() const;
  Microseconds instant() const { return 1000 * now(); }
  void change(int n, int w, int r);
  void ask(bool write);
  void note();
  void note(const distributed::Request& request, Microseconds at);
  void note_refusal();

  distributed::Quorum quorum_{5, 3, 3};
  distributed::Coordinator client_;
  distributed::LatencyProfile latency_ = distributed::LatencyProfile::lnkd_ssd;
  double node_percent_ = 99;
  inline static distributed::MeasuredWars measured_;  // for all runs
};

}  // namespace microsims
