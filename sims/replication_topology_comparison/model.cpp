#include "replication_topology_comparison/model.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {

using distributed::simulation::never;

ReplicationTopologyComparison::ReplicationTopologyComparison(std::uint64_t seed)
    : chance_(seed), world_(chance_), clusters_(world_, rules_, chance_) {
  declare();
}

// With other links or rules the last write no longer says what they bring about: all clusters begin
// anew.
void ReplicationTopologyComparison::start_over() {
  chronicle_.start_over(clusters_, record_, now());
  clusters_ = Clusters(world_, rules_, chance_);
  clock_ = 0;
}

// Called after all that happens to the clusters.
void ReplicationTopologyComparison::follow() {
  chronicle_.follow(clusters_, record_, now() - clock_, now());
}

void ReplicationTopologyComparison::declare() {
  declare_writes();
  declare_rules();
  declare_nodes();
}

void ReplicationTopologyComparison::declare_writes() {
  controls_.choice("topology", "Topology", topology_, topologies);
  controls_
      .button("simulate-write", "Simulate Write", MarkKind::write,
              [this] {
                clusters_.write(topology_);
                follow();
              })
      .primary = true;
  controls_.explore("Write");
  controls_.button("write-all", "Write in All Three", MarkKind::write, [this] {
    for (const Topology topology : all_topologies) clusters_.write(topology);
    follow();
  });
  controls_
      .button("concurrent-writes", "Two Concurrent Writes", MarkKind::write,
              [this] {
                topology_ = Topology::multi_leader;
                clusters_.write_concurrently();
                follow();
              })
      .enabled = [this] {
    return clusters_.up(Clusters::leaders[0]) && clusters_.up(Clusters::leaders[1]);
  };
}

void ReplicationTopologyComparison::declare_rules() {
  const auto anew = [this] { start_over(); };
  controls_.explore();
  controls_.choice("replication", "Leader", rules_.mode, replication_modes).changed = anew;

  controls_.explore("Conflicts");
  controls_.choice("conflicts", "Conflicts", rules_.policy, conflict_policies).changed = anew;
  static constexpr Named keeps[] = {{"keep-first", "Keep First"}, {"keep-second", "Keep Second"}};
  for (std::size_t which = 0; which < 2; ++which) {
    controls_
        .button(keeps[which].id, keeps[which].label,
                [this, which] {
                  topology_ = Topology::multi_leader;
                  clusters_.keep(which);
                  follow();
                })
        .enabled = [this, which] { return clusters_.undecided().size() > which; };
  }

  controls_.explore("Quorum");
  constexpr Range quorum{1, World::nodes, 1};
  controls_.slider("w", "W (write quorum)", rules_.w, quorum).changed = anew;
  controls_.slider("r", "R (read quorum)", rules_.r, quorum).changed = anew;
  controls_.toggle("write-to-all", "Write to all 5", rules_.write_to_all).changed = anew;
}

void ReplicationTopologyComparison::declare_nodes() {
  const auto anew = [this] { start_over(); };
  controls_.explore("Nodes up");
  for (int i = 0; i < static_cast<int>(World::nodes); ++i) {
    const auto node = static_cast<NodeId>(i);
    Control& up = controls_.toggle(
        node_id(i), node_name(i), [this, node] { return clusters_.up(node); },
        [this, node](bool on) {
          clusters_.set_up(node, on);
          follow();
        });
    up.mark = MarkKind::mend;
    up.mark_off = MarkKind::cut;
  }

  controls_.explore("Network");
  controls_.slider("link", "Link (ms)", world_.link_ms, {10, 100, 5}).changed = anew;
  Control& between =
      controls_.slider("between", "Between regions (ms)", world_.between_ms, {50, 300, 10});
  between.enabled = [this] { return world_.regions; };
  between.changed = anew;
  controls_.toggle("regions", "Two regions", world_.regions).changed = anew;
  controls_.toggle("client-in-b", "Client in region B", world_.client_in_b).changed = anew;
}

Milliseconds ReplicationTopologyComparison::busy() const {
  const Time next = clusters_.next_event();
  if (next == never) return 0;
  return std::max<Milliseconds>(1, ceil_milliseconds(run_time(next)) - clock_);
}

void ReplicationTopologyComparison::pass(Milliseconds time) {
  const Milliseconds shift = now() - clock_;
  clock_ += time;
  clusters_.advance_to(network_time(clock_));
  chronicle_.follow(clusters_, record_, shift, now() + time);
}

void ReplicationTopologyComparison::disturb(const Message& message, Disturbance disturbance) {
  const auto [topology, number] = chronicle_.origin(message.number);
  clusters_.disturb(topology, number, disturbance);
  follow();
}

std::vector<Fact> ReplicationTopologyComparison::facts() const {
  std::vector<Fact> facts = clusters_.facts(topology_);
  double lost = 0;
  for (const auto& write : clusters_.writes(topology_)) lost += write.lost && write.confirmed;
  facts.push_back({"lostWrites", "Confirmed writes lost", lost, {"write", "writes", 1, 0}});
  return facts;
}

}  // namespace microsims
