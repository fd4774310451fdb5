#include "consistent_hash_ring/model.hpp"

#include <algorithm>
#include <cmath>

#include "hash/xxh64.hpp"
#include "order/stable_sort.hpp"
#include "partition/balance.hpp"
#include "partition/bounded_loads.hpp"
#include "partition/hash_mod.hpp"
#include "random/distributions.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

using distributed::Node;
using distributed::NodeId;
using distributed::Ring;
using Kind = ConsistentHashRing::Change::Kind;

constexpr double settled = 0.4;  // after the last key has landed

// The first at which an instant, in seconds on the clock, is past.
Milliseconds first_millisecond(double seconds) {
  return static_cast<Milliseconds>(std::ceil(seconds * 1000 - 1e-9));
}

constexpr Named counted_keys[] = {{"shown", "on the ring"}, {"background", "10,000 keys"}};
constexpr Named copies_kept[] = {{"1", "1 copy"}, {"2", "2 copies"}, {"3", "3 copies"}};
constexpr Named load_limits[] = {{"none", "none"}, {"1.25", "1.25 × mean"}, {"2", "2 × mean"}};
constexpr double limits[] = {0, 1.25, 2};

// The names of all nodes that a run can have, by number: a node that comes back has the name that
// it had, and with it the same place.
std::vector<std::string> names_of_nodes(distributed::Generator chance) {
  std::vector<std::string> names{""};
  for (NodeId number = 1; number <= ConsistentHashRing::most_nodes; ++number) {
    if (ConsistentHashRing::is_fixed(number)) {
      names.push_back(phrase({"node:", number}));
      continue;
    }
    std::string name;
    do {
      name = "node:";
      for (int i = 0; i < 4; ++i)
        name += "0123456789abcdef"[distributed::uniform_below(chance, 16)];
    } while (std::find(names.begin(), names.end(), name) != names.end());
    names.push_back(name);
  }
  return names;
}

std::shared_ptr<const std::vector<std::uint64_t>> hashes_of_keys() {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(ConsistentHashRing::most_keys);
  for (std::size_t i = 0; i < ConsistentHashRing::most_keys; ++i) {
    hashes.push_back(distributed::xxh64(key_name(i)));
  }
  return std::make_shared<const std::vector<std::uint64_t>>(std::move(hashes));
}

}  // namespace

ConsistentHashRing::ConsistentHashRing(std::uint64_t seed)
    : names_(names_of_nodes(distributed::Generator{seed})),
      hashes_(hashes_of_keys()),
      chance_at_first_(distributed::Generator{seed}.split()),
      chance_(chance_at_first_) {
  start_over(nodes_at_first);
  declare();
}

void ConsistentHashRing::declare() {
  controls_.slider("vnodes", "Virtual nodes per node", vnodes_, {1, 50, 1}).changed = [this] {
    lay_out_anew(Kind::vnodes);
  };
  Control& add = controls_.button("add-node", "Add Node", MarkKind::mend, [this] { add_node(); });
  add.primary_now = [this] { return proposes_add(); };
  add.enabled = [this] { return can_add(); };
  controls_.button("remove-node", "Remove Node", MarkKind::cut, [this] { remove_node(); }).enabled =
      [this] { return !removable().empty(); };
  controls_
      .slider(
          "nodes", "Nodes",
          [] {
            return Range{fixed_nodes, most_nodes, 1};
          },
          [this] { return static_cast<double>(nodes().size()); },
          [this](double value) {
            const auto count = static_cast<std::size_t>(value);
            if (count != nodes().size()) start_over(count);
          })
      .place = ControlPlace::parameter;
  Control& keys = controls_.slider("keys", "Keys", shown_keys_, {fewest_keys, most_keys, 1});
  keys.changed = [this] { start_over(nodes().size()); };
  keys.place = ControlPlace::parameter;

  controls_.explore();
  controls_.choice("histogram", "Keys counted", counted_, counted_keys);
  controls_.choice("replicas", "Keys kept as", copies_, copies_kept).changed = [this] {
    copy_counts_.clear();
  };
  controls_.choice("bound", "Load limit", limit_, load_limits).changed = [this] {
    lay_out_anew(Kind::bound);
  };
  controls_.explore("One key");
  controls_.slider("follow-key", "Follow key (0: none)", followed_, {}).range = [this] {
    return Range{0, static_cast<double>(keys_.size()), 1};
  };
}

double ConsistentHashRing::bound() const {
  return limits[static_cast<int>(limit_)];
}

void ConsistentHashRing::start_over(std::size_t nodes) {
  chance_ = chance_at_first_;
  most_now_ = nodes <= nodes_to_teach ? nodes_to_teach : most_nodes;
  ring_ = Ring{{.vnodes = static_cast<std::uint32_t>(vnodes_)}};
  for (NodeId number = 1; number <= nodes; ++number) ring_.join(node_of(number));
  before_ = ring_;
  change_ = {};
  membership_.reset();
  migrated_in_all_ = 0;
  clock_ = ends_ = 0;
  forget_studies();
  keys_ = placed_keys(static_cast<std::size_t>(shown_keys_));
  followed_ = std::min(followed_, shown_keys_);
}

Node ConsistentHashRing::node_of(NodeId number) const {
  return {.id = number, .name = names_[number]};
}

bool ConsistentHashRing::can_add() const {
  return nodes().size() < most_now_;
}

// Whether the prompt does, or will once the keys have come to rest.
bool ConsistentHashRing::proposes_add() const {
  return change_.kind == Kind::none || change_.kind == Kind::joined ||
         (change_.kind == Kind::left && vnodes_ > 1);
}

std::vector<NodeId> ConsistentHashRing::removable() const {
  std::vector<NodeId> numbers;
  for (const Node& node : nodes()) {
    if (!is_fixed(node.id)) numbers.push_back(node.id);
  }
  return numbers;
}

void ConsistentHashRing::add_node() {
  NodeId number = 1;
  while (nodes().contains(number)) ++number;
  change_nodes(node_of(number), true);
}

void ConsistentHashRing::remove_node() {
  const std::vector<NodeId> candidates = removable();
  const auto count = static_cast<std::uint32_t>(candidates.size());
  change_nodes(nodes().at(candidates[distributed::uniform_below(chance_, count)]), false);
}

// Lets a node join or leave, and sets the keys that must move on their way.
void ConsistentHashRing::change_nodes(const Node& node, bool joins) {
  membership_ = {nodes(), node, joins, static_cast<std::uint32_t>(vnodes_)};
  before_ = ring_;
  joins ? ring_.join(node) : ring_.leave(membership_->node.id);
  change_ = {.kind = joins ? Kind::joined : Kind::left, .node = membership_->node.id};
  forget_studies();
  std::vector<Key> keys = placed_keys(keys_.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    keys[i].from = keys_[i].owner;
    change_.moved += keys[i].changes_hands();
  }
  keys_ = std::move(keys);
  migrated_in_all_ += change_.moved;
  count_hash_mod_moves();
  schedule_moves();
}

std::vector<ConsistentHashRing::Key> ConsistentHashRing::placed_keys(std::size_t count) const {
  std::vector<Key> keys;
  keys.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto point = static_cast<Point>((*hashes_)[i] >> 32);
    const auto [token, owner] = ring_.next(point);
    keys.push_back({point, owner, owner, token, 0, 0});
  }
  if (bound() == 0) return keys;

  distributed::BoundedLoads<> bounded{ring_, bound()};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(key_name(i));
  bounded.add(names);
  for (std::size_t i = 0; i < count; ++i) {
    keys[i].owner = keys[i].from = bounded.owner(names[i]);
    keys[i].token = ring_.table().points()[ring_.next_of(keys[i].owner, keys[i].point)];
  }
  return keys;
}

// On a ring with the present settings; that is no migration.
void ConsistentHashRing::lay_out_anew(Change::Kind why) {
  if (why == Kind::vnodes) {
    ring_ = Ring{{.vnodes = static_cast<std::uint32_t>(vnodes_)}, {nodes().begin(), nodes().end()}};
  }
  change_ = {.kind = why};
  before_ = ring_;
  clock_ = ends_ = 0;
  forget_studies();
  std::vector<Key> keys = placed_keys(keys_.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    change_.laid_out_anew += keys_[i].owner != keys[i].owner;
  }
  keys_ = std::move(keys);
}

// One after another if they are few, nearest first; in quick succession if they are many.
void ConsistentHashRing::schedule_moves() {
  clock_ = 0;
  double ends = change_of_hands;
  std::vector<Key*> movers;
  for (Key& key : keys_) {
    if (key.changes_hands()) movers.push_back(&key);
  }
  distributed::stable_sort(movers, [](const Key* a, const Key* b) { return a->way() < b->way(); });
  const double between = std::min(0.35, 1.4 / static_cast<double>(movers.size()));
  for (std::size_t i = 0; i < movers.size(); ++i) {
    Key& key = *movers[i];
    key.departs = departure + between * static_cast<double>(i);
    key.lands = key.departs + 0.9 + Ring::degrees(key.way()) / 90;
    ends = std::max(ends, key.lands + settled);
  }
  ends_ = ceil_milliseconds(static_cast<Microseconds>(ends * 1e6));
}

void ConsistentHashRing::count_hash_mod_moves() {
  const auto& before = membership_->before;
  const distributed::HashModPartitioner was{{before.begin(), before.end()}};
  const distributed::HashModPartitioner is{{nodes().begin(), nodes().end()}};
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    change_.by_hash_mod += was.owner_of_hash((*hashes_)[i]) != is.owner_of_hash((*hashes_)[i]);
  }
}

// What depends on the nodes alone outlives another number of virtual nodes.
void ConsistentHashRing::forget_studies() {
  const bool other_nodes = change_.of_membership() || change_.kind == Kind::none;
  if (other_nodes) loads_by_vnodes_.clear();
  if (other_nodes || !membership_) methods_.clear();
  background_counts_.clear();
  copy_counts_.clear();
}

ConsistentHashRing::Point ConsistentHashRing::home_of(const Node& node) const {
  return ring_.scheme().of_key(phrase({node.name, "#0"}));
}

std::optional<std::size_t> ConsistentHashRing::followed() const {
  if (followed_ == 0) return std::nullopt;
  return static_cast<std::size_t>(followed_ - 1);
}

const Node* ConsistentHashRing::leaving() const {
  return change_.kind == Kind::left && moving() ? &membership_->node : nullptr;
}

void ConsistentHashRing::pass(Milliseconds time) {
  const Milliseconds before = clock_;
  clock_ += time;
  double last = 0;
  const auto is_past = [&](double instant) {
    return seconds_of(before) < instant && seconds_of(clock_) >= instant;
  };
  const auto mark = [&](double instant, MarkKind kind, const char* id, std::string words) {
    record_.mark(now() - before + first_millisecond(instant), kind, id, std::move(words));
  };
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const Key& key = keys_[i];
    if (!key.changes_hands()) continue;
    last = std::max(last, key.lands);
    if (change_.moved <= keys_to_name && is_past(key.lands)) {
      mark(key.lands, MarkKind::write, "key-moved", phrase({"Key ", move_in_words(i)}));
    }
  }
  if (is_past(last)) {
    mark(last, MarkKind::settled, "moved", phrase({counted(change_.moved, "key"), " moved"}));
  }
}

int ConsistentHashRing::arrived() const {
  return static_cast<int>(std::count_if(keys_.begin(), keys_.end(), [&](const Key& key) {
    return key.changes_hands() && !is_moving(key);
  }));
}

}  // namespace microsims
