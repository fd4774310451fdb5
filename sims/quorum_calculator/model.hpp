#pragma once
// N replicas, W acknowledgements, R answers: does a read meet the last write?
//
//            Client
//          /  |  |  \            a write reaches W replicas, a read asks R
//        (1) (2) (3) (4) (5)     those in both sets hold the latest version
//
// What an action decides is in the state at once; the messages that bring it about are on their way
// for a second or two, and the view shows them by the clock.

#include <array>
#include <optional>
#include <vector>

#include "quorum/rules.hpp"
#include "quorum/wars.hpp"
#include "random/generator.hpp"
#include "stage/model/model.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

class QuorumCalculator : public ModelOf<QuorumCalculator> {
 public:
  /// A request to a replica and the answer to it, in seconds on clock().
  struct Trip {
    double sent, arrived, answered;
  };

  struct Replica {
    int version = 1;
    bool wrote = false;  // acknowledged the last write
    bool read = false;   // was asked by the last read
    Trip write_trip{}, read_trip{};

    bool overlap() const { return wrote && read; }
  };

  struct Read {
    int version;
    bool stale;
  };

  /// What came of the last action.
  enum class Outcome { none, done, too_few_for_write, too_few_for_read };

  /// A published latency model (see quorum/latency_models.hpp).
  enum class Latency { ssd, disk, yammer, wan };

  explicit QuorumCalculator(std::uint64_t seed);

  const distributed::Quorum& quorum() const { return quorum_; }
  const std::vector<Replica>& replicas() const { return replicas_; }
  /// The version of the last write; 1 before the first.
  int latest() const { return latest_; }
  bool has_written() const { return latest_ > 1; }
  const std::optional<Read>& last_read() const { return last_read_; }
  /// Seconds since the last action, up to the end of its messages.
  double clock() const { return clock_; }
  double write_ends() const { return write_ends_; }
  double read_ends() const { return read_ends_; }
  Outcome outcome() const { return outcome_; }
  bool is_down(std::size_t replica) const { return down_[replica]; }
  int live() const;

  Latency latency() const { return latency_; }
  /// The probability that any one replica is up, for the availability of reads and writes.
  double node_availability() const { return node_availability_; }
  /// Trials of the WARS model for the present quorum and latency model; run when first asked for.
  const distributed::Wars& wars() const;

  Milliseconds busy() const override { return clock_ < end() ? 1 : 0; }
  void state(Json& json) const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  /// What is worth trying next.
  enum class Next { write, read, stale_read };
  Next next() const;

  void declare_controls();
  void declare_exploration();
  void change(int n, int w, int r);
  void start_over();
  void fail(Outcome outcome);
  void write();
  void read(const std::vector<std::uint32_t>& asked, double sent);
  std::vector<std::uint32_t> any_replicas(int count);
  void stale_read();
  Trip trip(double sent);
  double end() const;

  static constexpr int most_replicas = 7;

  distributed::Quorum quorum_{5, 3, 3};
  std::array<bool, most_replicas> down_{};
  std::vector<Replica> replicas_;
  int latest_ = 1;
  std::optional<Read> last_read_;
  double clock_ = 0, write_ends_ = 0, read_ends_ = 0;
  Outcome outcome_ = Outcome::none;
  Latency latency_ = Latency::ssd;
  double node_availability_ = 0.99;
  distributed::Generator chance_;
  mutable std::optional<distributed::Wars> wars_;
};

}  // namespace microsims
