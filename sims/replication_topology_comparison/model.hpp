#pragma once
// The same write in three topologies: how long the client waits, how long the replicas lag, and
// what happens when two write at once or a node dies.
//
//   controls ──► Rules, World ──► Clusters (three databases) ──► Chronicle ──► record of the run
//                                    facts, notes  ──►  state, words, picture

#include <string>
#include <vector>

#include "replication_topology_comparison/chronicle.hpp"
#include "replication_topology_comparison/clusters.hpp"
#include "replication_topology_comparison/notes.hpp"
#include "stage/model/model.hpp"

namespace microsims {

class ReplicationTopologyComparison : public ModelOf<ReplicationTopologyComparison> {
 public:
  explicit ReplicationTopologyComparison(std::uint64_t seed);

  /// The highlighted one.
  Topology topology() const { return topology_; }
  const World& world() const { return world_; }
  const Rules& rules() const { return rules_; }
  const Clusters& clusters() const { return clusters_; }
  Note note(Topology topology) const { return note_on(clusters_, rules_, topology); }

  Milliseconds busy() const override;
  void state(Json& json) const override;
  /// Of the highlighted topology, and how many confirmed writes it has lost.
  std::vector<Fact> facts() const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

  std::vector<std::string> lanes() const override { return lane_names(); }
  std::vector<MessageKind> message_kinds() const override { return errand_names(); }
  std::optional<std::string> undisturbable(const Message&, Disturbance) const override {
    return std::nullopt;
  }
  void disturb(const Message& message, Disturbance disturbance) override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  void declare_writes();
  void declare_rules();
  void declare_nodes();
  void start_over();
  void follow();

  Topology topology_ = Topology::single_leader;
  distributed::Generator chance_;
  World world_;
  Rules rules_;
  Clusters clusters_;
  Chronicle chronicle_;
  Milliseconds clock_ = 0;  // of the run since the clusters began, less what they stood still
};

}  // namespace microsims
