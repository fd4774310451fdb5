// The state of the ring for programs, and its figures.

#include "consistent_hash_ring/model.hpp"
#include "partition/balance.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::Ring;

std::string id_of_node(distributed::NodeId node) {
  return phrase({"node-", node});
}

}  // namespace

std::vector<Fact> ConsistentHashRing::facts() const {
  const auto keys = static_cast<double>(keys_.size());
  std::optional<double> least, by_hash_mod;
  if (change_.of_membership()) {
    least = compared_change().least() * keys;
    by_hash_mod = compared_change().hash_mod_law() * keys;
  }
  const auto count = [](const char* id, const char* label, double value,
                        std::optional<double> law = {}) {
    return Fact{id, label, value, {"key", "keys", 1, 0}, law};
  };
  return {count("migrated", "Keys migrated", change_.moved, least),
          count("totalKeys", "Total keys", keys),
          count("migratedInAll", "Migrated since the start", migrated_in_all_),
          count("byHashMod", "hash mod N would have moved", change_.by_hash_mod, by_hash_mod)};
}

void ConsistentHashRing::state(Json& json) const {
  int counts[most_nodes + 1] = {};
  for (const Key& key : keys_) ++counts[key.owner];
  const distributed::Balance arcs = distributed::arc_balance(ring_);
  json.objects("nodes", arcs.shares, [&](const distributed::Share& arc) {
    json.member("id", id_of_node(arc.node));
    json.member("label", node_label(arc.node));
    json.member("name", nodes().at(arc.node).name);
    json.member("fixed", is_fixed(arc.node));
    json.member("keys", counts[arc.node]);
    json.member("share", arc.share);
    json.values("tokens", ring_.points_of(arc.node), Ring::degrees);
  });
  std::size_t i = 0;
  json.objects("keys", keys_, [&](const Key& key) {
    json.member("id", phrase({"key-", i + 1}));
    json.member("label", key_label(i++));
    json.member("angle", Ring::degrees(key.point));
    json.member("owner", id_of_node(key.owner));
    json.member("moving", is_moving(key));
    if (replicas() > 1) json.values("copies", copies_of(key), id_of_node);
  });
  json.member("vnodes", vnodes_);
  write_facts(json, facts());
  json.member("replicas", replicas());
  json.member("capacity", capacity());
  json.key("followed");
  followed_ > 0 ? json.value(phrase({"key-", followed_})) : json.null();
  json.key("variation").object([&] {
    json.member("measured", variation());
    json.member("expected", expected_variation());
  });
}

}  // namespace microsims
