#include "consistent_hash_ring/model.hpp"

#include <algorithm>
#include <cmath>

#include "hash/xxh64.hpp"
#include "order/stable_sort.hpp"
#include "partition/balance.hpp"
#include "partition/bounded_loads.hpp"
#include "partition/hash_mod.hpp"
#include "random/distributions.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using distributed::Node;
using distributed::NodeId;
using distributed::Ring;
using Kind = ConsistentHashRing::Change::Kind;

constexpr double settled = 0.4;  // after the last key has landed
constexpr std::size_t keys_to_name = 12;

std::string id_of(int node) {
  return phrase({"node-", node});
}

std::string counted(int count, const char* one) {
  return phrase({count, " ", one, count == 1 ? "" : "s"});
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  return text;
}

// The counts, which are by number, of some nodes.
std::vector<double> of_numbers(const std::vector<int>& numbers, const std::vector<double>& counts) {
  std::vector<double> chosen;
  for (const int number : numbers) chosen.push_back(counts[static_cast<std::size_t>(number)]);
  return chosen;
}

}  // namespace

std::string node_label(int node) {
  std::string label(1, static_cast<char>('A' + (node - 1) % 8));
  if (node > 8) label += std::to_string((node - 1) / 8 + 1);
  return label;
}

std::string key_name(std::size_t index) {
  return phrase({"key_", index + 1});
}

std::string key_label(std::size_t index) {
  return phrase({"k", index + 1});
}

ConsistentHashRing::ConsistentHashRing(std::uint64_t seed) : seed_(seed), chance_(seed) {
  hashes_.reserve(most_keys);
  for (std::size_t i = 0; i < most_keys; ++i) hashes_.push_back(distributed::xxh64(key_name(i)));
  start_over(nodes_at_first);
  declare();
}

void ConsistentHashRing::declare() {
  declare_controls();
  declare_exploration();
}

void ConsistentHashRing::declare_controls() {
  controls_.slider(
      "vnodes", "Virtual nodes per node",
      [] {
        return Range{1, 50, 1};
      },
      [this] { return vnodes_; }, [this](double value) { set_vnodes(static_cast<int>(value)); });
  Control& add = controls_.button("add-node", "Add Node", [this] { add_node(); });
  add.primary_now = [this] { return proposes_add(); };
  add.enabled = [this] { return can_add(); };
  controls_.button("remove-node", "Remove Node", [this] { remove_node(); }).enabled = [this] {
    return !removable().empty();
  };
  controls_
      .slider(
          "nodes", "Nodes",
          [] {
            return Range{fixed_nodes, most_nodes, 1};
          },
          [this] { return static_cast<double>(nodes().size()); },
          [this](double value) {
            if (static_cast<std::size_t>(value) != nodes().size()) {
              start_over(static_cast<int>(value));
            }
          })
      .place = ControlPlace::parameter;
  controls_
      .slider(
          "keys", "Keys",
          [] {
            return Range{fewest_keys, most_keys, 1};
          },
          [this] { return shown_keys_; },
          [this](double value) {
            shown_keys_ = static_cast<int>(value);
            start_over(static_cast<int>(nodes().size()));
          })
      .place = ControlPlace::parameter;
}

void ConsistentHashRing::declare_exploration() {
  static constexpr const char* copies[] = {"1", "2", "3"};
  controls_.explore();
  controls_.choice(
      "histogram", "Keys counted", {{"shown", "on the ring"}, {"background", "10,000 keys"}},
      [this] { return std::string_view{histogram_}; },
      [this](std::string_view id) { histogram_ = id; });
  controls_.choice(
      "replicas", "Keys kept as",
      {{copies[0], "1 copy"}, {copies[1], "2 copies"}, {copies[2], "3 copies"}},
      [this] { return std::string_view{copies[replicas_ - 1]}; },
      [this](std::string_view id) {
        replicas_ = id[0] - '0';
        copy_counts_.clear();
      });
  controls_.choice(
      "bound", "Load limit", {{"none", "none"}, {"1.25", "1.25 × mean"}, {"2", "2 × mean"}},
      [this]() -> std::string_view { return bound_ == 0   ? "none"
                                            : bound_ == 2 ? "2"
                                                          : "1.25"; },
      [this](std::string_view id) { set_bound(id); });
  controls_.explore("One key");
  controls_.slider(
      "follow-key", "Follow key (0: none)",
      [this] {
        return Range{0, static_cast<double>(keys_.size()), 1};
      },
      [this] { return followed_; }, [this](double value) { followed_ = static_cast<int>(value); });
}

// The same seed draws the same names in the same order, so that a ring that begins with six nodes
// is the one that begins with five and is given another.
void ConsistentHashRing::start_over(int nodes) {
  chance_ = distributed::Generator{seed_};
  most_now_ = nodes <= nodes_to_teach ? nodes_to_teach : most_nodes;
  ring_ = Ring{{.vnodes = static_cast<std::uint32_t>(vnodes_)}};
  for (int number = 1; number <= nodes; ++number) ring_.join(new_node(number));
  before_ = ring_;
  change_ = {};
  membership_.reset();
  migrated_in_all_ = 0;
  clock_ = ends_ = 0;
  forget_studies();
  keys_ = placed_keys(static_cast<std::size_t>(shown_keys_));
  followed_ = std::min(followed_, shown_keys_);
}

Node ConsistentHashRing::new_node(int number) {
  const auto id = static_cast<NodeId>(number);
  if (is_fixed(number)) return {.id = id, .name = phrase({"node:", number})};
  for (;;) {
    std::string name = "node:";
    for (int i = 0; i < 4; ++i) name += "0123456789abcdef"[distributed::uniform_below(chance_, 16)];
    const auto is_taken = [&](const Node& node) { return node.name == name; };
    if (std::none_of(nodes().begin(), nodes().end(), is_taken)) return {.id = id, .name = name};
  }
}

bool ConsistentHashRing::can_add() const {
  return static_cast<int>(nodes().size()) < most_now_;
}

// Whether the prompt does, or will once the keys have come to rest.
bool ConsistentHashRing::proposes_add() const {
  return change_.kind == Kind::none || change_.kind == Kind::joined ||
         (change_.kind == Kind::left && vnodes_ > 1);
}

std::vector<int> ConsistentHashRing::removable() const {
  std::vector<int> numbers;
  for (const Node& node : nodes()) {
    if (!is_fixed(static_cast<int>(node.id))) numbers.push_back(static_cast<int>(node.id));
  }
  return numbers;
}

void ConsistentHashRing::add_node() {
  int number = 1;
  while (nodes().contains(static_cast<NodeId>(number))) ++number;
  Ring before = ring_;
  const Node node = new_node(number);
  membership_ = {{nodes().begin(), nodes().end()}, node, true, static_cast<std::uint32_t>(vnodes_)};
  ring_.join(node);
  begin({.kind = Kind::joined, .node = number}, std::move(before));
}

void ConsistentHashRing::remove_node() {
  const std::vector<int> candidates = removable();
  const int number = candidates[distributed::uniform_below(
      chance_, static_cast<std::uint32_t>(candidates.size()))];
  const auto id = static_cast<NodeId>(number);
  Ring before = ring_;
  membership_ = {
      {nodes().begin(), nodes().end()}, nodes().at(id), false, static_cast<std::uint32_t>(vnodes_)};
  ring_.leave(id);
  begin({.kind = Kind::left, .node = number}, std::move(before));
}

void ConsistentHashRing::set_vnodes(int vnodes) {
  if (vnodes == vnodes_) return;
  vnodes_ = vnodes;
  ring_ = Ring{{.vnodes = static_cast<std::uint32_t>(vnodes_)}, {nodes().begin(), nodes().end()}};
  lay_out_anew(Kind::vnodes);
}

void ConsistentHashRing::set_bound(std::string_view bound) {
  const double factor = bound == "none" ? 0 : bound == "2" ? 2 : 1.25;
  if (factor == bound_) return;
  bound_ = factor;
  lay_out_anew(Kind::bound);
}

std::vector<ConsistentHashRing::Key> ConsistentHashRing::placed_keys(std::size_t count) const {
  std::vector<Key> keys;
  keys.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto point = static_cast<Point>(hashes_[i] >> 32);
    const auto [token, owner] = ring_.next(point);
    const int number = static_cast<int>(owner);
    keys.push_back({point, number, number, token, 0, 0});
  }
  if (bound_ == 0) return keys;

  distributed::BoundedLoads<> bounded{ring_, bound_};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(key_name(i));
  bounded.add(names);
  const auto& table = ring_.table();
  for (std::size_t i = 0; i < count; ++i) {
    const NodeId owner = bounded.owner(names[i]);
    std::size_t place = table.successor(keys[i].point);
    while (table.owner(place) != owner) place = place + 1 == table.size() ? 0 : place + 1;
    keys[i].owner = keys[i].from = static_cast<int>(owner);
    keys[i].token = table.points()[place];
  }
  return keys;
}

void ConsistentHashRing::begin(Change change, Ring before) {
  change_ = change;
  before_ = std::move(before);
  forget_studies();
  std::vector<Key> keys = placed_keys(keys_.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    keys[i].from = keys_[i].owner;
    change_.moved += keys[i].from != keys[i].owner;
  }
  keys_ = std::move(keys);
  migrated_in_all_ += change_.moved;
  count_hash_mod_moves();
  schedule_moves();
}

void ConsistentHashRing::lay_out_anew(Change::Kind why) {
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
  ends_ = change_of_hands;
  std::vector<Key*> movers;
  for (Key& key : keys_) {
    if (key.from != key.owner) movers.push_back(&key);
  }
  distributed::stable_sort(
      movers, [](const Key* a, const Key* b) { return a->token - a->point < b->token - b->point; });
  const double between = std::min(0.35, 1.4 / static_cast<double>(movers.size()));
  for (std::size_t i = 0; i < movers.size(); ++i) {
    Key& key = *movers[i];
    key.departs = departure + between * static_cast<double>(i);
    key.lands = key.departs + 0.9 + Ring::degrees(key.token - key.point) / 90;
    ends_ = std::max(ends_, key.lands + settled);
  }
}

void ConsistentHashRing::count_hash_mod_moves() {
  distributed::HashModPartitioner was{membership_->before};
  const distributed::HashModPartitioner is{{nodes().begin(), nodes().end()}};
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    change_.by_hash_mod += was.owner_of_hash(hashes_[i]) != is.owner_of_hash(hashes_[i]);
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

std::string ConsistentHashRing::way_in_words(std::size_t index) const {
  const Key& key = keys_[index];
  std::string text =
      phrase({key_label(index), " lies at ", number_text(Ring::degrees(key.point), 1),
              " degrees and belongs to ", node_label(key.owner), ", ",
              number_text(Ring::degrees(key.token - key.point), 1), " degrees clockwise"});
  const int first = static_cast<int>(ring_.next(key.point).owner);
  if (first != key.owner) append(text, {", as ", node_label(first), " is full"});
  const std::vector<int> copies = copies_of(key);
  for (std::size_t i = 1; i < copies.size(); ++i) {
    text += (i == 1 ? "; copies on " : " and ") + node_label(copies[i]);
  }
  return phrase({text, "."});
}

const Node* ConsistentHashRing::leaving() const {
  return change_.kind == Kind::left && moving() ? &membership_->node : nullptr;
}

void ConsistentHashRing::pass(Milliseconds time) {
  double seconds = seconds_of(time);
  clock_ = std::min(clock_ + seconds, ends_);
}

int ConsistentHashRing::arrived() const {
  return static_cast<int>(std::count_if(keys_.begin(), keys_.end(), [&](const Key& key) {
    return key.from != key.owner && !is_moving(key);
  }));
}

std::string ConsistentHashRing::counter() const {
  return phrase({"Keys migrated: ", arrived(), " / Total keys: ", keys_.size()});
}

std::vector<int> ConsistentHashRing::shown_nodes() const {
  std::vector<int> numbers;
  for (const Node& node : nodes()) numbers.push_back(static_cast<int>(node.id));
  if (leaving()) {
    const int number = change_.node;
    numbers.insert(std::lower_bound(numbers.begin(), numbers.end(), number), number);
  }
  return numbers;
}

std::vector<double> ConsistentHashRing::loads() const {
  const auto count = [&](const std::vector<Key>& keys) {
    std::vector<double> counts(most_nodes + 1);
    for (const Key& key : keys) ++counts[static_cast<std::size_t>(holder(key))];
    return counts;
  };
  if (!counts_background()) return of_numbers(shown_nodes(), count(keys_));
  if (background_counts_.empty()) background_counts_ = count(placed_keys(hashes_.size()));
  return of_numbers(shown_nodes(), background_counts_);
}

std::vector<double> ConsistentHashRing::further_copies() const {
  if (copy_counts_.empty()) {
    copy_counts_.resize(most_nodes + 1);
    for (const Key& key : keys_) {
      if (replicas_ == 1) break;
      const std::vector<int> copies = copies_of(key);
      for (std::size_t i = 1; i < copies.size(); ++i) {
        ++copy_counts_[static_cast<std::size_t>(copies[i])];
      }
    }
  }
  return of_numbers(shown_nodes(), copy_counts_);
}

std::vector<int> ConsistentHashRing::copies_of(const Key& key) const {
  std::vector<int> numbers;
  for (const NodeId id :
       ring_.preference_list_of_hash(key.token, static_cast<std::size_t>(replicas_))) {
    numbers.push_back(static_cast<int>(id));
  }
  return numbers;
}

std::optional<int> ConsistentHashRing::capacity() const {
  if (bound_ == 0) return std::nullopt;
  const double keys = counts_background() ? most_keys : static_cast<double>(keys_.size());
  return static_cast<int>(std::ceil(bound_ * keys / static_cast<double>(nodes().size())));
}

double ConsistentHashRing::share_of_ring(int node) const {
  const auto& table = ring_.table();
  double arcs = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table.owner(i) != static_cast<NodeId>(node)) continue;
    const Point from = table.points()[i == 0 ? table.size() - 1 : i - 1];
    arcs += Ring::degrees(table.points()[i] - from) / 360;
  }
  return arcs;
}

MembershipChange ConsistentHashRing::compared_change() const {
  if (membership_) return *membership_;
  return {{nodes().begin(), nodes().end()},
          {.id = most_nodes + 1, .name = "node:new"},
          true,
          static_cast<std::uint32_t>(vnodes_)};
}

const std::vector<MethodResult>& ConsistentHashRing::methods() const {
  if (methods_.empty()) methods_ = compare_methods(compared_change(), hashes_);
  return methods_;
}

const std::vector<double>& ConsistentHashRing::loads_with(int vnodes) const {
  loads_by_vnodes_.resize(51);
  std::vector<double>& loads = loads_by_vnodes_[static_cast<std::size_t>(vnodes)];
  if (loads.empty()) {
    const Ring ring{{.vnodes = static_cast<std::uint32_t>(vnodes)},
                    {nodes().begin(), nodes().end()}};
    double counts[most_nodes + 1] = {};
    for (const std::uint64_t hash : hashes_) {
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
        if (replicas_ == 1) return;
        json.key("copies").array([&] {
          for (const int node : copies_of(key)) json.value(id_of(node));
        });
      });
    }
  });
  json.member("vnodes", vnodes_);
  json.member("migrated", change_.moved);
  json.member("totalKeys", keys_.size());
  json.member("migratedInAll", migrated_in_all_);
  json.member("byHashMod", change_.by_hash_mod);
  json.member("replicas", replicas_);
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

std::string ConsistentHashRing::last_change_in_words() const {
  const std::string node = phrase({"Node ", node_label(change_.node)});
  std::string text;
  switch (change_.kind) {
    case Kind::none:
      return "";
    case Kind::joined:
      text = phrase({node, " joined"});
      break;
    case Kind::left:
      text = phrase({node, " left"});
      break;
    case Kind::vnodes:
      text = phrase({"Every node has ", counted(vnodes_, "virtual node"), " now"});
      break;
    case Kind::bound:
      text = bound_ == 0
                 ? "Loads are not bounded now"
                 : phrase({"No node owns more than ", number_text(bound_), " times the mean now"});
      break;
  }
  if (!change_.of_membership()) {
    return phrase({text, ": on this ring ", counted(change_.laid_out_anew, "key"),
                   change_.laid_out_anew == 1 ? " has" : " have", " another owner."});
  }
  if (change_.moved == 0) return phrase({text, ": no key had to move."});
  if (moving()) return phrase({text, ": ", counted(change_.moved, "key"), " on the way."});
  std::vector<std::string> moves;
  for (std::size_t i = 0; i < keys_.size() && moves.size() <= keys_to_name; ++i) {
    const Key& key = keys_[i];
    if (key.from == key.owner) continue;
    moves.push_back(
        phrase({key_label(i), " from ", node_label(key.from), " to ", node_label(key.owner)}));
  }
  if (moves.size() > keys_to_name)
    return phrase({text, ": ", counted(change_.moved, "key"), " moved."});
  return phrase({text, ": moved ", listed(moves), "."});
}

std::string ConsistentHashRing::describe() const {
  const int count = static_cast<int>(nodes().size());
  std::string text =
      phrase({"A ring of hashes from 0 to 360 degrees with ", count, " nodes, ",
              counted(vnodes_, "virtual node"), " each, and ", keys_.size(), " keys. "});
  int counts[most_nodes + 1] = {};
  for (const Key& key : keys_) ++counts[holder(key)];
  std::vector<std::string> parts;
  if (count <= nodes_to_teach) {
    for (const Node& node : nodes()) {
      std::string part = phrase(
          {node_label(static_cast<int>(node.id)), " owns ", counted(counts[node.id], "key")});
      if (keys_.size() <= keys_to_name && counts[node.id] > 0) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < keys_.size(); ++i) {
          if (holder(keys_[i]) == static_cast<int>(node.id)) names.push_back(key_label(i));
        }
        append(part, {" (", listed(names), ")"});
      }
      parts.push_back(part);
    }
    append(text, {listed(parts), ". "});
  } else {
    int fewest = most_keys, most = 0;
    for (const Node& node : nodes()) {
      fewest = std::min(fewest, counts[node.id]);
      most = std::max(most, counts[node.id]);
    }
    append(text, {"The nodes own from ", fewest, " to ", counted(most, "key"), ". "});
  }
  append(text, {counter(), "."});
  const std::string change = last_change_in_words();
  if (!change.empty()) append(text, {" ", change});
  if (followed_ > 0) append(text, {" Key ", way_in_words(*followed())});
  return text;
}

// What a node that joined or left has set in motion, once it is over.
std::string ConsistentHashRing::outcome() const {
  const std::string node = node_label(change_.node);
  const bool joined = change_.kind == Kind::joined;
  if (bound_ != 0) {
    return phrase({counted(change_.moved, "key"), " moved: full nodes pass keys on clockwise."});
  }
  if (change_.moved == 0) {
    return joined ? phrase({"Node ", node, " joined, but is the next node of no key: none moved."})
                  : phrase({"Node ", node, " owned no key: nothing had to move."});
  }
  return joined ? phrase({"Only ", counted(change_.moved, "key"), " moved, all to ", node,
                          can_add() ? ". Add one more, or Remove Node." : ". Now Remove Node."})
                : phrase({"Only the keys of ", node, " moved. ",
                          proposes_add() ? "Press Add Node." : "Now raise the virtual nodes."});
}

std::string ConsistentHashRing::prompt() const {
  const std::string node = phrase({"Node ", node_label(change_.node)});
  const bool under_way = moving() && change_.moved > 0, waiting = clock_ < departure;
  switch (change_.kind) {
    case Kind::none:
      return "Keys belong to the next node clockwise. Press Add Node.";
    case Kind::joined:
      if (!under_way) return outcome();
      if (bound_ != 0) return phrase({node, " joined. Orange: the keys that must move."});
      return waiting ? phrase({node, " joined. Orange: the keys whose next node is now ",
                               node_label(change_.node), "."})
                     : phrase({"The orange keys glide clockwise to ", node_label(change_.node),
                               ". All others stay."});
    case Kind::left:
      if (!under_way) return outcome();
      if (bound_ != 0) return phrase({node, " leaves. Orange: the keys that must move."});
      return waiting ? phrase({node, " leaves. Orange: the keys that it owned."})
                     : phrase({"The keys of ", node_label(change_.node),
                               " go on clockwise to the next node."});
    case Kind::vnodes:
      if (vnodes_ == 1) return "One arc per node: uneven shares. Raise the virtual nodes.";
      return phrase(
          {vnodes_, counts_background() || keys_.size() >= 1000
                        ? " short arcs per node: the more, the smaller the spread."
                        : " short arcs per node, but few keys: count 10,000 in Explore."});
    case Kind::bound:
      break;
  }
  if (bound_ == 0) return "No limit: keys belong to the next node clockwise again.";
  return "Full nodes pass keys on clockwise to the next with room.";
}

}  // namespace microsims
