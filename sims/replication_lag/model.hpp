#pragma once
// A leader and three replicas: what you wrote, who has received it, whose readers see it.
//
//   You ──write──► leader   | 1 | 2 | 3 | 4 |
//    ▲               ├────► | 1 | 2 | 3 |        received: acknowledged, in the log
//    └──read── replica ───► | 1 | 2 |            applied: what its readers see
//
// In slow motion 20 ms of the network take a second; where nothing travels and the next thing is far
// off, time is lapsed. People are told instants of the network in milliseconds since the beginning.

#include <optional>
#include <string>
#include <vector>

#include "replication/lag_study.hpp"
#include "replication/replica_set.hpp"
#include "stage/model/errands.hpp"
#include "stage/model/model.hpp"
#include "stage/model/pace.hpp"

namespace microsims {

using distributed::replication::NodeId;
using distributed::replication::ReplicaSet;
using distributed::simulation::Time;

class ReplicationLag : public ModelOf<ReplicationLag> {
 public:
  static constexpr NodeId nodes = ReplicaSet::Settings::nodes;

  explicit ReplicationLag(std::uint64_t seed) : set_(seed) {
    first_message_ -= static_cast<MessageNumber>(set_.cluster().messages_sent());
    declare();
  }

  const ReplicaSet& set() const { return set_; }
  const Pace& pace() const { return pace_; }
  /// What the drawer's experiments come to under the present settings.
  const distributed::replication::LagStudy& study() const {
    return distributed::replication::LagStudy::of(set_.settings(), read_after_ms_ / 1000.0);
  }
  /// Its means beside their laws: writes lost, and, if replicas keep up, lag, reads missed, waits.
  std::vector<Fact> averages() const;

  /// Where the next read goes; none: to any node.
  std::optional<NodeId> read_from() const;
  /// Of an instant of the network.
  double ms(Time at) const { return distributed::simulation::to_milliseconds(at - set_.origin()); }

  /// What the client knows.
  struct News {
    enum Kind { plain, waits, good, bad } kind = plain;
    std::string head, words;
  };
  News news() const;
  /// "leader-1", which leads first, "replica-1", ...; "Replica 1"; "12 ms, 1 write behind"
  static const char* id(NodeId node);
  std::string name(NodeId node) const;
  std::string lag_words(NodeId node) const;
  /// Confirmed writes that were lost, and those that have diverged; empty if none were.
  std::string losses() const;
  /// Whether the message is the answer of a read that came out badly for its client.
  bool is_bad_answer(const Message& message) const;

  Milliseconds busy() const override;
  void state(Json& json) const override;
  std::vector<Fact> facts() const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

  std::vector<std::string> lanes() const override;
  std::vector<MessageKind> message_kinds() const override { return errand_kinds(); }
  std::optional<std::string> undisturbable(const Message&, Disturbance) const override {
    return std::nullopt;
  }
  void disturb(const Message& message, Disturbance disturbance) override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  enum class From : std::uint8_t { leader, replica_1, replica_2, replica_3, any };
  Control& action(const char* id, const char* label, MarkKind kind, void (ReplicaSet::*what)());
  void declare_faults();
  int next() const;
  void act(Callback<void()> what);
  void note(Microseconds at);
  void note(Milliseconds at, const distributed::replication::ReplicaSetEvent& event);

  ReplicaSet set_;
  ReplicaSet::Settings settings_;  // as the controls have them; set_ is told of changes
  From from_ = From::replica_2;
  distributed::replication::Remedy remedy_ = distributed::replication::Remedy::none;
  int read_after_ms_ = 60;
  Pace pace_{50, 5};
  MessageNumber first_message_ = 1;  // after those of the beginning
};

}  // namespace microsims
