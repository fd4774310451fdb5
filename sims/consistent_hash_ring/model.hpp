#pragma once
// Nodes and keys on one circle of hashes: who owns what, and which keys move when a node joins or
// leaves or brings more virtual nodes.
//
//          0° = 360°
//         . B .               a key belongs to the first node clockwise: k1 to A
//      k2       . k1          when F joins between k1 and A, k1 moves to F, nothing else does
//       .        F
//         C . A .             positions are XXH64 hashes of names, in degrees
//
// What a change decides is in the state at once; the keys that move are then on their way for a few
// seconds: they turn orange, wait to be noticed, and glide clockwise to their new owner. Another
// number of virtual nodes, or a bound on the load, is another ring on which the keys are laid out
// anew: that is no migration.
//
//   time since the change   0 ─── arcs change hands ─── departs ─── lands        ends()
//   a key that moves          orange where it lies         glides     new owner

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "consistent_hash_ring/methods.hpp"
#include "partition/ring.hpp"
#include "random/generator.hpp"
#include "stage/model/model.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

class ConsistentHashRing : public ModelOf<ConsistentHashRing> {
 public:
  using NodeId = distributed::NodeId;
  using Point = distributed::Ring::Point;

  static constexpr NodeId fixed_nodes = 4, nodes_at_first = 5, nodes_to_teach = 8, most_nodes = 64;
  static constexpr int keys_at_first = 10, fewest_keys = 8, most_keys = 10000;
  /// Seconds until the arcs of the ring have changed hands.
  static constexpr double change_of_hands = 0.7;
  /// Seconds for which keys that must move are orange before the first departs.
  static constexpr double departure = 1.1;

  struct Key {
    Point point;
    NodeId owner;
    NodeId from;  // who owned it before the last change
    /// Where on the ring its owner takes it.
    Point token;
    /// On clock(); a key that stays has landed at 0.
    double departs, lands;

    bool changes_hands() const { return from != owner; }
    Point way() const { return token - point; }
  };

  /// What a node has of keys.
  struct Load {
    NodeId node;
    double keys;    // as their owner, at present
    double copies;  // beyond the first of a key
  };

  struct Change {
    enum class Kind { none, joined, left, vnodes, bound } kind = Kind::none;
    NodeId node = 0;  // that joined or left
    int moved = 0;    // keys that migrated because of it
    int laid_out_anew = 0;
    int by_hash_mod = 0;  // how many of the same keys hash mod N would have moved

    bool of_membership() const { return kind == Kind::joined || kind == Kind::left; }
  };

  explicit ConsistentHashRing(std::uint64_t seed);

  /// Nodes are numbered from 1; their ids on the ring are their numbers.
  const distributed::Nodes& nodes() const { return ring_.nodes(); }
  static bool is_fixed(NodeId node) { return node <= fixed_nodes; }
  const distributed::Ring& ring() const { return ring_; }
  /// Where a node's first token lies, however many it has.
  Point home_of(const distributed::Node& node) const;
  /// The ring before the last change, whose arcs and tokens give way to those of ring().
  const distributed::Ring& ring_before() const { return before_; }
  const std::vector<Key>& keys() const { return keys_; }
  const Change& change() const { return change_; }
  int vnodes() const { return vnodes_; }
  int migrated_in_all() const { return migrated_in_all_; }

  /// Seconds since the last change, up to the end of what it set in motion.
  double clock() const { return seconds_of(clock_); }
  double ends() const { return seconds_of(ends_); }

  /// Who left with the last change; the picture still shows it for a moment.
  const distributed::Node* leaving() const;

  /// The key whose way is shown, as its place in keys().
  std::optional<std::size_t> followed() const;
  /// "Node F joined", of a change that is of_membership().
  std::string change_in_words() const;
  /// "copies on B and C"; empty without copies.
  std::string copies_in_words(const Key& key) const;

  bool is_moving(const Key& key) const { return clock() < key.lands; }
  /// Who has the key at present: the owner before the change until the key has landed.
  NodeId holder(const Key& key) const { return is_moving(key) ? key.from : key.owner; }
  /// The places in keys() of those that a node holds at present.
  std::vector<std::size_t> keys_at(NodeId node) const;
  /// How many of the keys that move have arrived.
  int arrived() const;
  /// "Keys migrated: 3 / Total keys: 10", of the last change, as far as keys have arrived.
  std::string counter() const;

  /// Of all nodes, and the one that is leaving, in the order of their numbers: of the keys on the
  /// ring, or of the background of 10,000 keys.
  std::vector<Load> loads() const;
  bool counts_background() const { return counted_ == Counted::background; }

  /// The nodes that keep a key: its owner, then the next distinct nodes clockwise.
  std::vector<NodeId> copies_of(const Key& key) const;
  /// How many copies of a key are kept, 1 to 3.
  int replicas() const { return 1 + static_cast<int>(copies_); }
  /// The most keys that a node may own, in keys on the ring; none without a bound.
  std::optional<int> capacity() const;
  /// The share of the circle that a node owns, 0 to 1; 0 if it has left.
  double share_of_ring(NodeId node) const;

  /// The last time that a node joined or left; before the first, what would happen if one joined.
  MembershipChange compared_change() const;
  bool has_changed_nodes() const { return membership_.has_value(); }
  /// How many of the background's keys that moves, by each method.
  const std::vector<MethodResult>& methods() const;
  /// How many of the background's keys each of nodes() owns with 1 to 50 vnodes per node and
  /// without a bound, and their coefficient of variation.
  const std::vector<double>& loads_with(int vnodes) const;
  double variation_with(int vnodes) const;
  /// The coefficient of variation at the present setting, and what theory expects of such a ring.
  double variation() const { return variation_with(vnodes_); }
  double expected_variation() const;

  Milliseconds busy() const override { return ends_ - clock_; }
  void state(Json& json) const override;
  std::vector<Fact> facts() const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  enum class Counted { shown, background };
  enum class Copies { one, two, three };
  enum class Limit { none, tight, loose };

  /// So many keys are named one by one.
  static constexpr int keys_to_name = 12;

  void start_over(std::size_t nodes);
  void add_node();
  void remove_node();
  bool can_add() const;
  bool proposes_add() const;
  std::vector<NodeId> removable() const;
  /// The most keys that a node may own, as a multiple of the mean; 0: no limit.
  double bound() const;

  distributed::Node node_of(NodeId number) const;
  /// The first `count` keys on the present ring, none of them moving.
  std::vector<Key> placed_keys(std::size_t count) const;
  void change_nodes(const distributed::Node& node, bool joins);
  void lay_out_anew(Change::Kind why);
  void schedule_moves();
  void count_hash_mod_moves();
  void forget_studies();
  std::string move_in_words(std::size_t key) const;
  std::string way_in_words(std::size_t key) const;
  std::string last_change_in_words() const;
  std::string outcome() const;

  std::vector<std::string> names_;  // of nodes, by number
  // Of the background's keys; the first are on the ring. Copies of the model share them.
  std::shared_ptr<const std::vector<std::uint64_t>> hashes_;
  distributed::Generator chance_at_first_, chance_;
  int vnodes_ = 1, shown_keys_ = keys_at_first;
  NodeId most_now_ = nodes_to_teach;
  int followed_ = 0;  // 0: none; 1: the first key
  Counted counted_ = Counted::shown;
  Copies copies_ = Copies::one;
  Limit limit_ = Limit::none;

  distributed::Ring ring_, before_;
  std::vector<Key> keys_;
  Change change_;
  int migrated_in_all_ = 0;
  Milliseconds clock_ = 0, ends_ = 0;

  std::optional<MembershipChange> membership_;  // the last time that a node joined or left
  // Worked out when first asked for.
  mutable std::vector<MethodResult> methods_;
  mutable std::vector<std::vector<double>> loads_by_vnodes_;
  mutable std::vector<double> background_counts_, copy_counts_;  // by number of the node
};

/// "A" to "H" for the first eight nodes, "A2" to "H2" for the next, and so on up to "H8".
std::string node_label(distributed::NodeId node);

/// "The ring moved 2 of 10 keys." and "hash mod N would have moved 8 of 10.", of the last change,
/// which is of_membership().
std::string moved_by_ring(const ConsistentHashRing& model);
std::string moved_by_hash_mod(const ConsistentHashRing& model);

/// The name whose hash is the key's point, and what the picture calls it: "key_3" and "k3".
std::string key_name(std::size_t index);
std::string key_label(std::size_t index);

}  // namespace microsims
