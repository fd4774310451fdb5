#include "replication_topology_comparison/model.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {

ReplicationTopologyComparison::ReplicationTopologyComparison(std::uint64_t seed)
    : chance_(seed), world_(chance_), clusters_(world_, rules_, chance_) {
  declare();
}

// With other links or rules the last write no longer says what they bring about: all clusters begin
// anew.
void ReplicationTopologyComparison::start_over() {
  record_.end_all(Delivery::lost, now() * 1000);
  std::uint64_t most = 0;
  for (const Topology topology : all_topologies) {
    most = std::max(most, clusters_.of(topology).messages_sent());
  }
  first_message_ += static_cast<MessageNumber>(most * all_topologies.size());
  clusters_ = Clusters(world_, rules_, chance_);
  noted_ = {};
  clock_ = 0;
}

void ReplicationTopologyComparison::declare() {
  controls_.choice("topology", "Topology", topology_, topologies);
  controls_
      .button("simulate-write", "Simulate Write", MarkKind::write,
              [this] {
                clusters_.write(topology_);
                follow(now());
              })
      .primary = true;
  controls_.explore("Write");
  controls_.button("write-all", "Write in All Three", MarkKind::write, [this] {
    for (const Topology topology : all_topologies) clusters_.write(topology);
    follow(now());
  });
  controls_
      .button("concurrent-writes", "Two Concurrent Writes", MarkKind::write,
              [this] {
                topology_ = Topology::multi_leader;
                clusters_.write_concurrently();
                follow(now());
              })
      .enabled = [this] {
    return clusters_.up(Clusters::leaders[0]) && clusters_.up(Clusters::leaders[1]);
  };
  declare_rules();
  declare_nodes();
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
                  follow(now());
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
          follow(now());
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
  if (next == distributed::simulation::never) return 0;
  return std::max<Milliseconds>(1, ceil_milliseconds(run_time(next)) - clock_);
}

void ReplicationTopologyComparison::pass(Milliseconds time) {
  clock_ += time;
  clusters_.advance_to(network_time(clock_));
  follow(now() + time);
}

}  // namespace microsims
