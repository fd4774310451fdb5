// The state of the ring for programs, and its figures.

#include "consistent_hash_ring/model.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::Node;
using distributed::Ring;

constexpr Unit keys_unit{"key", "keys", 1, 0};

std::string id_of(int node) {
  return phrase({"node-", node});
}

}  // namespace

std::vector<Fact> ConsistentHashRing::facts() const {
  const auto keys = static_cast<double>(keys_.size());
  Fact migrated{
      .id = "migrated", .label = "Keys migrated", .value = change_.moved, .unit = keys_unit};
  Fact by_hash_mod{.id = "byHashMod",
                   .label = "hash mod N would have moved",
                   .value = change_.by_hash_mod,
                   .unit = keys_unit};
  if (change_.of_membership()) {
    migrated.law = compared_change().least() * keys;
    by_hash_mod.law = compared_change().hash_mod_law() * keys;
  }
  return {migrated,
          {.id = "totalKeys", .label = "Total keys", .value = keys, .unit = keys_unit},
          {.id = "migratedInAll",
           .label = "Migrated since the start",
           .value = migrated_in_all_,
           .unit = keys_unit},
          by_hash_mod};
}

void ConsistentHashRing::state(Json& json) const {
  double counts[most_nodes + 1] = {};
  for (const Key& key : keys_) ++counts[key.owner];
  json.key("nodes").array([&] {
    for (const Node& node : nodes()) {
      const int number = static_cast<int>(node.id);
      json.object([&] {
        json.member("id", id_of(number));
        json.member("label", node_label(number));
        json.member("name", node.name);
        json.member("fixed", is_fixed(number));
        json.member("keys", static_cast<int>(counts[number]));
        json.member("share", share_of_ring(number));
        json.key("tokens").array([&] {
          for (const Point point : ring_.points_of(node.id)) json.value(Ring::degrees(point));
        });
      });
    }
  });
  json.key("keys").array([&] {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const Key& key = keys_[i];
      json.object([&] {
        json.member("id", phrase({"key-", i + 1}));
        json.member("label", key_label(i));
        json.member("angle", Ring::degrees(key.point));
        json.member("owner", id_of(key.owner));
        json.member("moving", is_moving(key));
        if (replicas() == 1) return;
        json.key("copies").array([&] {
          for (const int node : copies_of(key)) json.value(id_of(node));
        });
      });
    }
  });
  json.member("vnodes", vnodes_);
  write_facts(json, facts());
  json.member("replicas", replicas());
  json.key("capacity");
  if (const auto most = capacity()) {
    json.value(*most);
  } else {
    json.null();
  }
  json.key("followed");
  if (followed_ > 0) {
    json.value(phrase({"key-", followed_}));
  } else {
    json.null();
  }
  json.key("variation").object([&] {
    json.member("measured", variation());
    json.member("expected", expected_variation());
  });
}

}  // namespace microsims
