#pragma once
// The same write in three topologies: how long the client waits, how long the replicas lag, and
// what happens when two write at once or a node dies.
//
//   controls ──► Rules, World ──► Clusters (three databases) ──► record of the run
//                                    facts, notes  ──►  state, words, picture
//
//   network  0 ──── T us ────►        The network's clock runs slow_motion times slower than the
//   run      ──────────── 15 T us ─►  run's, so that a person sees the messages travel; the run's
//                                     began earlier, and goes on while the network stands still.
//
// Messages are numbered one after the other in each cluster; in the run the clusters take turns:
// m1, m4, m7, ... are single-leader's, so that no number depends on what the others do meanwhile.

#include <array>
#include <string>
#include <vector>

#include "replication_topology_comparison/clusters.hpp"
#include "stage/model/messages.hpp"
#include "stage/model/model.hpp"

namespace microsims {

/// Milliseconds of the run per millisecond of the network.
inline constexpr int slow_motion = 15;

/// Instants of the network in microseconds of the run, both since the clusters began.
constexpr Microseconds run_time(Time network) {
  return network * slow_motion;
}
/// The last instant of the network that is past when the run's clock shows this.
constexpr Time network_time(Milliseconds run) {
  return run * 1000 / slow_motion;
}

/// In the space-time view each topology has a client above five nodes.
constexpr int lanes_each = static_cast<int>(World::nodes) + 1;
constexpr int lane_of(Topology topology, NodeId node) {
  return static_cast<int>(topology) * lanes_each +
         (node == Clusters::client ? 0 : static_cast<int>(node) + 1);
}

class ReplicationTopologyComparison : public ModelOf<ReplicationTopologyComparison> {
 public:
  explicit ReplicationTopologyComparison(std::uint64_t seed);

  /// The highlighted one.
  Topology topology() const { return topology_; }
  const World& world() const { return world_; }
  const Rules& rules() const { return rules_; }
  const Clusters& clusters() const { return clusters_; }

  struct Note {
    std::string words;  // none: nothing to say
    Tone tone = Tone::plain;
  };
  /// What is worth saying about a topology at present, in a few words.
  Note note(Topology topology) const;
  /// What the rules bring about, a paragraph for each.
  std::vector<std::string> explanations() const;

  /// The three figures of the last write beside their laws: how long its client waited, when all
  /// replicas had it, how many reads missed it; without values before the first write.
  std::vector<Fact> measured(Topology topology) const;
  /// The same below its number, for a card in the picture: what is not known yet says why.
  std::vector<Fact> card(Topology topology) const;
  /// Why the three are as their laws say.
  std::array<const char*, 3> reasons(Topology topology) const;

  Milliseconds busy() const override;
  void state(Json& json) const override;
  /// Of the highlighted topology, and how many confirmed writes it has lost.
  std::vector<Fact> facts() const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

  std::vector<std::string> lanes() const override;
  std::vector<MessageKind> message_kinds() const override;
  std::optional<std::string> undisturbable(const Message&, Disturbance) const override {
    return std::nullopt;
  }
  void disturb(const Message& message, Disturbance disturbance) override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  void declare_rules();
  void declare_nodes();
  void start_over();
  void follow(Milliseconds at);
  Translation translation(Topology topology, Milliseconds at) const;
  void note_writes(Topology topology, Milliseconds at);
  void note_conflicts(Milliseconds at);
  void note_failover(Milliseconds at);

  Note note_on_leader(const Note& otherwise) const;
  Note note_on_conflict(const Note& otherwise) const;

  /// What the record has of the present clusters.
  struct Noted {
    struct Write {
      std::size_t number;
      bool answered = false, everywhere = false;
    };
    std::vector<Write> unfinished[3];
    std::size_t writes[3] = {};  // that were taken up above
    std::size_t conflicts = 0;
    bool undecided = false;
    NodeId leader = 0;  // of the single-leader cluster
  };

  Topology topology_ = Topology::single_leader;
  distributed::Generator chance_;
  World world_;
  Rules rules_;
  Clusters clusters_;
  Noted noted_;
  MessageNumber first_message_ = 1;  // of the present clusters
  Milliseconds clock_ = 0;  // of the run since the clusters began, less what they stood still
};

}  // namespace microsims
