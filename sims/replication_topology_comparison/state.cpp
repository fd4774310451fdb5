// The state object of the page contract.

#include "replication_topology_comparison/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

// The laws of facts under the facts' names.
std::vector<Fact> laws_of(const std::vector<Fact>& facts) {
  std::vector<Fact> laws;
  for (const Fact& fact : facts) laws.push_back({fact.id, fact.label, fact.law});
  return laws;
}

void write_member(Json& json, const char* key, const std::vector<Fact>& facts) {
  json.key(key).object([&] { write_facts(json, facts); });
}

void write_nodes(Json& json, const Clusters& clusters, Topology topology) {
  const auto& database = clusters.of(topology);
  json.key("nodes").array([&] {
    for (NodeId node = 0; node < World::nodes; ++node) {
      json.object([&] {
        json.member("id", node_id(static_cast<int>(node)));
        json.member("role", id_of(roles, database.role(node)));
        json.member("up", clusters.up(node));
        json.member("acked", database.acked(node));
        json.member("version", database.version(node));
        json.member("value", clusters.value(topology, node));
      });
    }
  });
}

}  // namespace

void ReplicationTopologyComparison::state(Json& json) const {
  json.member("topology", id_of(topology_));
  json.key("panels").object([&] {
    for (const Topology topology : all_topologies) {
      json.key(id_of(topology)).object([&] {
        write_nodes(json, clusters_, topology);
        json.member("pulses", clusters_.of(topology).in_flight().size());
        json.member("writes", clusters_.of(topology).writes().size());
        write_member(json, "scorecard", scorecard_of(topology));
        const std::vector<Fact> facts = measured(topology);
        write_member(json, "measured", facts);
        write_member(json, "law", laws_of(facts));
        json.member("note", note(topology).words);
      });
    }
  });
  json.member("conflicts", clusters_.multi().conflicts().size());
  json.key("failover");
  const auto& failover = clusters_.failover();
  if (!failover) return json.null();
  json.object([&] {
    json.member("newLeader", node_id(static_cast<int>(failover->new_leader)));
    json.member("lostConfirmed", failover->lost_confirmed.size());
    json.member("lostUnconfirmed", failover->lost_unconfirmed.size());
  });
}

}  // namespace microsims
