#pragma once
// The sorted points of a ring, with an index that makes finding a point's successor a matter of two
// memory accesses.
//
// Points are hashes, so they lie evenly: the top bits of a hash say almost exactly where in the
// sorted array its successor is. The index holds, for each value of the top bits ("bucket"), where
// its points begin; there are two to four points in a bucket on average.
//
//   hash  0110 1011...        index_    ...  17  20  22  ...
//         ^^^^ bucket 6                       |
//                             points_   ... [17] [18] [19] ...    first one >= hash
//                             owners_   ...   3    1    8
//
// Memory: the point, four bytes for its owner, and one to two bytes of index. Points that do not
// lie evenly (given by hand) cost time, never correctness: a crowded bucket is searched by halving.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

/// A point of a node on the ring: one of its virtual nodes.
template <typename Point>
struct Vnode {
  Point point = 0;
  NodeId owner = 0;

  friend bool operator==(const Vnode&, const Vnode&) = default;
};

/// Point is std::uint32_t or std::uint64_t. Equal points are kept, in the order of their owners'
/// ids.
template <typename Point>
class PointTable {
 public:
  PointTable() { reserve_index(); }

  /// So many points, one after the other, of the same owner.
  struct Run {
    NodeId owner = 0;
    std::uint32_t points = 0;
  };

  /// Replaces everything by `points`, in any order, whose owners are told by `runs`. Linear time
  /// for points that lie evenly. Throws std::invalid_argument if the runs do not add up to the
  /// points.
  void assign(std::span<const Point> points, std::span<const Run> runs);

  /// Adds more, in any order.
  void insert(std::vector<Vnode<Point>> vnodes);

  /// Takes away one point for each given one; all of them must be there.
  void erase(std::vector<Vnode<Point>> vnodes);

  /// Takes away all points of a node.
  void erase_owner(NodeId owner);

  /// The place of the first point at or after `hash`, going round at the end; the table must not be
  /// empty.
  std::size_t successor(Point hash) const {
    const std::size_t place = first_not_below(hash);
    return place == size_ ? 0 : place;
  }

  NodeId owner(std::size_t place) const { return owners_[place]; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// All points in ascending order, and their owners in the same order.
  std::span<const Point> points() const { return {points_.data(), size_}; }
  std::span<const NodeId> owners() const { return owners_; }

  /// Memory in use for points, owners and index, in bytes.
  std::size_t bytes() const {
    return points_.capacity() * sizeof(Point) + owners_.capacity() * sizeof(NodeId) +
           index_.capacity() * sizeof(std::uint32_t);
  }

 private:
  // How many points are compared at once, without a branch; so many follow the last one.
  static constexpr std::size_t run = 8;

  std::size_t first_not_below(Point hash) const {
    const std::size_t bucket = bucket_of(hash);
    const std::size_t begin = index_[bucket];
    std::size_t below = 0;
    for (std::size_t i = 0; i < run; ++i) below += points_[begin + i] < hash;
    if (below == run) return first_not_below_in_crowd(begin + run, index_[bucket + 1], hash);
    return begin + below;
  }

  std::size_t bucket_of(Point point) const { return static_cast<std::size_t>(point >> shift_); }
  std::size_t first_not_below_in_crowd(std::size_t begin, std::size_t end, Point hash) const;
  std::size_t place_of(const Vnode<Point>& vnode) const;
  void sort(std::size_t begin, std::size_t end);
  void sink(std::size_t place);
  void reserve_index();
  void rebuild_index();
  void replace(std::vector<Point> points, std::vector<NodeId> owners);

  std::size_t size_ = 0;
  int shift_ = 0;              // from a point to its bucket
  std::vector<Point> points_;  // ascending, then `run` times the largest point
  std::vector<NodeId> owners_;
  std::vector<std::uint32_t> index_;  // for each bucket where it begins; at last size_
};

extern template class PointTable<std::uint32_t>;
extern template class PointTable<std::uint64_t>;

}  // namespace distributed
