#pragma once
// A leader and its read replicas under load: who is full first, and what another replica brings.
//
//              Clients
//         /    |     |    \          every write is done on every node, so each has for reads
//   (leader) (1)   (2)   (3)         only what the writes leave: n (mu - w)
//       `--log-'----'-----'
//
// The world is at rest until load is asked for; then it flows until a minute of it was measured.

#include <array>
#include <optional>
#include <vector>

#include "queueing/load_test.hpp"
#include "stage/model/model.hpp"

namespace microsims {

class ReadReplicaLoad : public ModelOf<ReadReplicaLoad> {
 public:
  static constexpr int most_replicas = 6, routings = 6;
  /// Requests a second that a node serves.
  static constexpr double service_rate = 4000;
  static constexpr std::size_t line_limit = 500;

  explicit ReadReplicaLoad(std::uint64_t seed);

  const distributed::queueing::ReadReplicasOptions& options() const { return options_; }
  const distributed::queueing::LoadTest& test() const { return test_; }
  int nodes() const { return static_cast<int>(test_.database().nodes()); }
  /// Nothing since the last change.
  bool nothing_measured() const { return test_.elapsed() == 0; }

  /// Requests a second at the present mix that these many replicas can bear, times the leader
  /// alone; and what it comes to with ever more of them.
  double speedup(int replicas) const;
  double limit() const;

  /// The same load by each routing, in the order of core's, once compared: milliseconds.
  struct Trial {
    double mean, p99;
  };
  const std::vector<Trial>& trials() const { return trials_; }
  static const char* routing_label(int routing);

  /// How many requests more a replica brought, as shares: guessed, by law, measured.
  struct Guess {
    int replicas;  // with it
    double guessed, law, measured;
  };
  const std::optional<Guess>& guess() const { return guess_; }

  std::vector<Fact> facts() const override;
  /// Those of the picture's table come first, then what can be borne, then what goes wrong.
  enum FactAt { in_table = 5, at_capacity = in_table, at_ceiling, at_trouble = 8, at_end = 12 };
  /// Sentences of the facts from one up to another.
  std::string told(int from, int to) const;

  Milliseconds busy() const override { return test_.left() / 1000; }
  void state(Json& json) const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  using Options = distributed::queueing::ReadReplicasOptions;
  using Trouble = distributed::queueing::LoadTest::Trouble;

  void declare_exploration();
  void apply();
  void notice(Trouble before, Milliseconds at);
  void compare_routings();
  void compare_guess();
  bool troubled_by(Trouble trouble) const {
    return !nothing_measured() && test_.trouble() == trouble;
  }

  std::uint64_t seed_;
  Options options_;
  double read_percent_ = 90, guess_percent_ = 50;
  bool slow_ = false, bursts_ = false, retries_ = false;
  distributed::queueing::LoadTest test_;
  std::vector<Trial> trials_;
  std::optional<Guess> guess_;
};

}  // namespace microsims
