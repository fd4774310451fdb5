// Who owns how much, on the ring and of the 10,000 keys in the background, and the state of the ring
// for programs.

#include <algorithm>
#include <cmath>

#include "consistent_hash_ring/model.hpp"
#include "partition/balance.hpp"
#include "stage/model/text.hpp"

namespace microsims {

using distributed::Node;
using distributed::NodeId;
using distributed::Ring;

namespace {

std::string id_of_node(distributed::NodeId node) {
  return phrase({"node-", node});
}

}  // namespace

std::vector<ConsistentHashRing::Load> ConsistentHashRing::loads() const {
  const auto count = [&](const std::vector<Key>& keys) {
    std::vector<double> counts(most_nodes + 1);
    for (const Key& key : keys) ++counts[holder(key)];
    return counts;
  };
  if (counts_background() && background_counts_.empty()) {
    background_counts_ = count(placed_keys(hashes_->size()));
  }
  const std::vector<double> counts = counts_background() ? background_counts_ : count(keys_);
  if (copy_counts_.empty()) {
    copy_counts_.resize(most_nodes + 1);
    for (std::size_t i = 0; i < keys_.size() && replicas() > 1; ++i) {
      for (const NodeId node : copies_of(keys_[i])) copy_counts_[node] += node != keys_[i].owner;
    }
  }
  std::vector<Load> loads;
  for (NodeId node = 1; node <= most_nodes; ++node) {
    const bool leaves = leaving() && leaving()->id == node;
    if (leaves || nodes().contains(node))
      loads.push_back({node, counts[node], counts_background() ? 0 : copy_counts_[node]});
  }
  return loads;
}

std::vector<std::size_t> ConsistentHashRing::keys_at(NodeId node) const {
  std::vector<std::size_t> held;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (holder(keys_[i]) == node) held.push_back(i);
  }
  return held;
}

std::vector<NodeId> ConsistentHashRing::copies_of(const Key& key) const {
  return ring_.preference_list_of_hash(key.token, static_cast<std::size_t>(replicas()));
}

std::optional<int> ConsistentHashRing::capacity() const {
  if (bound() == 0) return std::nullopt;
  const double keys = counts_background() ? most_keys : static_cast<double>(keys_.size());
  return static_cast<int>(std::ceil(bound() * keys / static_cast<double>(nodes().size())));
}

double ConsistentHashRing::share_of_ring(NodeId node) const {
  if (!nodes().contains(node)) return 0;
  return distributed::arc_balance(ring_).shares[nodes().index(node)].share;
}

MembershipChange ConsistentHashRing::compared_change() const {
  if (membership_) return *membership_;
  return {nodes(),
          {.id = most_nodes + 1, .name = "node:new"},
          true,
          static_cast<std::uint32_t>(vnodes_)};
}

const std::vector<MethodResult>& ConsistentHashRing::methods() const {
  if (methods_.empty()) methods_ = compare_methods(compared_change(), *hashes_);
  return methods_;
}

const std::vector<double>& ConsistentHashRing::loads_with(int vnodes) const {
  loads_by_vnodes_.resize(51);
  std::vector<double>& loads = loads_by_vnodes_[static_cast<std::size_t>(vnodes)];
  if (loads.empty()) {
    const Ring ring{{.vnodes = static_cast<std::uint32_t>(vnodes)},
                    {nodes().begin(), nodes().end()}};
    double counts[most_nodes + 1] = {};
    for (const std::uint64_t hash : *hashes_) {
      ++counts[ring.owner_of_hash(static_cast<Point>(hash >> 32))];
    }
    for (const Node& node : nodes()) loads.push_back(counts[node.id]);
  }
  return loads;
}

double ConsistentHashRing::variation_with(int vnodes) const {
  return distributed::balance(nodes(), loads_with(vnodes)).variation();
}

double ConsistentHashRing::expected_variation() const {
  return distributed::expected_ring_variation(static_cast<std::uint32_t>(nodes().size()),
                                              static_cast<std::uint32_t>(vnodes_));
}

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
