#pragma once
// The consistent hash ring: nodes and keys are hashed to points of one circle; a key belongs to the
// first node at or after its point, clockwise.
//
//   Ring ring{{.vnodes = 150}, {{.id = 1, .name = "node-1"}, {.id = 2, .name = "node-2"}}};
//   ring.owner("alice");                    // 1 or 2
//   ring.preference_list("alice", 3);       // the replicas: distinct nodes, clockwise
//   ring.join({.id = 3, .name = "node-3"}); // takes keys from the others, moves no other key
//
//            0 = 2^32
//          . A  .            keys between C and A, clockwise, belong to A;
//        .        .          if A leaves they go to B, nothing else moves
//       C         B
//        .  key  .           a node has many points (vnodes), so that what it takes
//          .   .             or leaves spreads over all others
//
// A node that joins, leaves or changes its weight hashes only its own points, which are merged into
// those that are there; where a scheme's shares depend on all nodes (Ketama and Envoy with weights)
// the others hash the points that they gain or lose.
//
// Sources: D. Karger et al., "Consistent Hashing and Random Trees", STOC 1997; preference list:
// G. DeCandia et al., "Dynamo", SOSP 2007, 4.3.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "partition/nodes.hpp"
#include "partition/point_schemes.hpp"
#include "partition/point_table.hpp"
#include "text/error.hpp"

namespace distributed {

template <typename Scheme>
class HashRing {
 public:
  using Point = typename Scheme::Point;

  /// Throws std::invalid_argument if two nodes share an id or a name or a weight is not positive.
  explicit HashRing(Scheme scheme = {}, std::vector<Node> nodes = {})
      : scheme_(std::move(scheme)), nodes_(std::move(nodes)) {
    build();
  }

  /// Throws std::invalid_argument if the id or the name is taken or the weight is not positive.
  void join(Node node) {
    const NodeId id = node.id;
    nodes_.add(std::move(node));
    counts_.insert(counts_.begin() + static_cast<long>(nodes_.index(id)), 0);
    settle();
  }

  /// Joins with points that the caller chose instead of the scheme; its weight then has no effect
  /// on its own points. Throws as the other join does.
  void join(Node node, std::span<const Point> points) {
    const NodeId id = node.id;
    nodes_.add(std::move(node));
    counts_.insert(counts_.begin() + static_cast<long>(nodes_.index(id)), given);
    std::vector<Vnode<Point>> vnodes;
    for (const Point point : points) vnodes.push_back({point, id});
    table_.insert(std::move(vnodes));
    settle();
  }

  /// Throws std::out_of_range if there is no such node.
  void leave(NodeId id) {
    const std::size_t place = nodes_.index(id);
    nodes_.remove(id);
    counts_.erase(counts_.begin() + static_cast<long>(place));
    table_.erase_owner(id);
    settle();
  }

  /// Throws std::out_of_range if there is no such node, std::invalid_argument if the weight is not
  /// positive or the node joined with points of its own.
  void reweight(NodeId id, double weight) {
    if (counts_[nodes_.index(id)] == given) {
      throw_invalid_argument("reweight: the points of this node were given, not hashed");
    }
    nodes_.set_weight(id, weight);
    settle();
  }

  /// The node that a key belongs to. Throws std::out_of_range if the ring has no points.
  NodeId owner(std::string_view key) const { return owner_of_hash(scheme_.of_key(key)); }

  /// The node that a hashed key belongs to. Throws std::out_of_range if the ring has no points.
  NodeId owner_of_hash(Point hash) const {
    require_points();
    return table_.owner(table_.successor(hash));
  }

  /// owners[i] = owner(keys[i]); faster than one by one. Throws std::out_of_range if the ring has
  /// no points, std::invalid_argument if the spans differ in length.
  void owners(std::span<const std::string_view> keys, std::span<NodeId> owners) const {
    require_points();
    if (keys.size() != owners.size()) {
      throw_invalid_argument("owners: there must be room for one owner for each key");
    }
    constexpr std::size_t batch = 64;
    Point hashes[batch];
    for (std::size_t i = 0; i < keys.size(); i += batch) {
      const std::size_t count = std::min(batch, keys.size() - i);
      scheme_.of_keys(keys.subspan(i, count), std::span(hashes, count));
      for (std::size_t j = 0; j < count; ++j) {
        owners[i + j] = table_.owner(table_.successor(hashes[j]));
      }
    }
  }

  /// The first `replicas` distinct nodes clockwise from a key, its owner first; all nodes if there
  /// are fewer.
  std::vector<NodeId> preference_list(std::string_view key, std::size_t replicas) const {
    return preference_list_of_hash(scheme_.of_key(key), replicas);
  }

  /// The same for a hashed key.
  std::vector<NodeId> preference_list_of_hash(Point hash, std::size_t replicas) const {
    const auto with_points =
        nodes_.size() - static_cast<std::size_t>(std::count(counts_.begin(), counts_.end(), 0u));
    std::vector<NodeId> list;
    if (table_.empty()) return list;
    std::size_t place = table_.successor(hash);
    for (std::size_t seen = 0;
         seen < table_.size() && list.size() < std::min(replicas, with_points); ++seen) {
      const NodeId owner = table_.owner(place);
      if (std::find(list.begin(), list.end(), owner) == list.end()) list.push_back(owner);
      place = place + 1 == table_.size() ? 0 : place + 1;
    }
    return list;
  }

  /// The first point at or after `hash`, clockwise, and whose it is. Throws std::out_of_range if
  /// the ring has no points.
  Vnode<Point> next(Point hash) const {
    require_points();
    const std::size_t place = table_.successor(hash);
    return {table_.points()[place], table_.owner(place)};
  }

  /// The place in table() of the first point at or after `hash`, clockwise, that is the node's; it
  /// must have one, not checked.
  std::size_t next_of(NodeId id, Point hash) const {
    std::size_t place = table_.successor(hash);
    while (table_.owner(place) != id) place = place + 1 == table_.size() ? 0 : place + 1;
    return place;
  }

  /// The points (tokens) of a node, ascending. Throws std::out_of_range if there is no such node.
  std::vector<Point> points_of(NodeId id) const {
    nodes_.index(id);
    std::vector<Point> points;
    for (std::size_t i = 0; i < table_.size(); ++i) {
      if (table_.owner(i) == id) points.push_back(table_.points()[i]);
    }
    return points;
  }

  const Nodes& nodes() const { return nodes_; }
  const Scheme& scheme() const { return scheme_; }

  /// All points, in ascending order, with their owners.
  const PointTable<Point>& table() const { return table_; }

  /// Where a point lies on the circle, in degrees from 0 to below 360, clockwise from the top.
  static double degrees(Point point) {
    constexpr double circle = static_cast<double>(std::numeric_limits<Point>::max()) + 1.0;
    // The upper 32 bits are all that a picture needs, and stay below 360 when rounded.
    constexpr int unseen = std::numeric_limits<Point>::digits - 32;
    return static_cast<double>(point >> unseen << unseen) / circle * 360.0;
  }

 private:
  static constexpr std::uint32_t given = std::numeric_limits<std::uint32_t>::max();

  void require_points() const {
    if (table_.empty()) throw_out_of_range("the ring has no points: no node has joined");
  }

  // Hashes all points of all nodes.
  void build() {
    counts_ = scheme_.counts(nodes_);
    std::vector<Point> points;
    points.reserve(std::accumulate(counts_.begin(), counts_.end(), std::size_t{0}));
    std::vector<typename PointTable<Point>::Run> runs;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      scheme_.append(nodes_[i], 0, counts_[i], points);
      runs.push_back({nodes_[i].id, counts_[i]});
    }
    table_.assign(points, runs);
  }

  // Gives every node the number of points that the scheme wants it to have.
  void settle() {
    const std::vector<std::uint32_t> wanted = scheme_.counts(nodes_);
    std::vector<Vnode<Point>> gained, lost;
    std::vector<Point> points;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (counts_[i] == given || counts_[i] == wanted[i]) continue;
      points.clear();
      scheme_.append(nodes_[i], std::min(counts_[i], wanted[i]), std::max(counts_[i], wanted[i]),
                     points);
      auto& changed = counts_[i] < wanted[i] ? gained : lost;
      for (const Point point : points) changed.push_back({point, nodes_[i].id});
      counts_[i] = wanted[i];
    }
    table_.insert(std::move(gained));
    table_.erase(std::move(lost));
  }

  Scheme scheme_;
  Nodes nodes_;
  std::vector<std::uint32_t> counts_;  // points of each node, in the order of nodes_
  PointTable<Point> table_;
};

using Ring = HashRing<PlainPoints>;
using KetamaRing = HashRing<KetamaPoints>;
using EnvoyRing = HashRing<EnvoyPoints>;
using CassandraRing = HashRing<CassandraTokens>;

}  // namespace distributed
