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

#include "quorum/client.hpp"
#include "quorum/rules.hpp"
#include "quorum/wars.hpp"
#include "random/generator.hpp"
#include "stage/model/model.hpp"

namespace microsims {

class QuorumCalculator : public ModelOf<QuorumCalculator> {
 public:
  struct Replica {
    int version = 1;
    bool wrote = false;  // acknowledges the last write
    bool read = false;   // answers the last read

    bool overlap() const { return wrote && read; }
  };

  /// What came of the last action.
  enum class Outcome { none, done, write_refused, read_refused, write_failed, read_failed };
  static constexpr Named outcomes[] = {
      {"none", "nothing yet"},
      {"done", "done"},
      {"write-refused", "The write failed: too few replicas are up to acknowledge it."},
      {"read-refused", "The read failed: too few replicas are up to answer it."},
      {"write-failed", "The write failed: too few replicas acknowledged it."},
      {"read-failed", "The read failed: too few replicas answered it."}};

  /// A published latency model (see quorum/latency_models.hpp), in the order of a table there too.
  enum class Latency { ssd, disk, yammer, wan };

  explicit QuorumCalculator(std::uint64_t seed);

  const distributed::Quorum& quorum() const { return quorum_; }
  /// The requests with all that is on its way.
  const distributed::QuorumClient& client() const { return client_; }
  /// As they will be when all has arrived.
  std::vector<Replica> replicas() const;
  Outcome outcome() const;

  int live() const { return static_cast<int>(up().size()); }

  /// The probability that any one replica is up, for the availability of reads and writes.
  double node_availability() const { return node_percent_ / 100; }
  /// Trials of the WARS model for the present quorum and latency model; run when first asked for.
  const distributed::Wars& wars() const;

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

  std::vector<std::string> lanes() const override;
  std::vector<MessageKind> message_kinds() const override;
  std::optional<std::string> undisturbable(const Message& message,
                                           Disturbance disturbance) const override;
  void disturb(const Message& message, Disturbance disturbance) override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;
  MarkKind mark_of(std::string_view id) const override;

 private:
  static constexpr int most_replicas = 7;

  void declare_exploration();
  Microseconds instant() const { return 1000 * now(); }
  void change(int n, int w, int r);
  void refuse(Outcome why);
  std::vector<int> some_of(std::vector<int> nodes, int count);
  std::vector<int> up() const;
  void hurry();
  Microseconds ask(bool write, const std::vector<int>& nodes, Microseconds sent);
  void ask(bool write);
  void stale_read();

  distributed::Quorum quorum_{5, 3, 3};
  distributed::QuorumClient client_{most_replicas};
  Outcome refused_ = Outcome::none;  // of the last action; none: it was not refused
  Latency latency_ = Latency::ssd;
  double node_percent_ = 99;
  distributed::Generator chance_;
};

}  // namespace microsims
