#include "partition/point_table.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "text/error.hpp"

namespace distributed {
namespace {

template <typename Point>
bool before(const Vnode<Point>& left, const Vnode<Point>& right) {
  return left.point != right.point ? left.point < right.point : left.owner < right.owner;
}

void check_size(std::size_t size) {
  if (size > std::numeric_limits<std::uint32_t>::max()) {
    throw_invalid_argument("a ring cannot have more than 2^32 - 1 points");
  }
}

}  // namespace

template <typename Point>
void PointTable<Point>::assign(std::span<const Point> points, std::span<const Run> runs) {
  check_size(points.size());
  std::size_t all = 0;
  for (const Run& each : runs) all += each.points;
  if (all != points.size()) throw_invalid_argument("every point needs an owner");
  size_ = points.size();
  reserve_index();

  // Even points are almost sorted once each is in its place among finer buckets than the index has.
  constexpr int finer = 1;
  const int shift = shift_ - finer;
  std::vector<std::uint32_t> ends(((index_.size() - 1) << finer) + 1);
  for (const Point point : points) ++ends[static_cast<std::size_t>(point >> shift) + 1];
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];

  points_ = std::vector<Point>(size_ + run);
  owners_ = std::vector<NodeId>(size_);
  auto point = points.begin();
  for (const Run& each : runs) {
    for (const auto end = point + each.points; point != end; ++point) {
      // Now ends[i] is where bucket i begins; it grows to where it ends.
      const std::size_t place = ends[static_cast<std::size_t>(*point >> shift)]++;
      points_[place] = *point;
      owners_[place] = each.owner;
    }
  }
  std::fill(points_.begin() + size_, points_.end(), std::numeric_limits<Point>::max());

  constexpr std::size_t crowd = 64;
  for (std::size_t bucket = 1; bucket < index_.size(); ++bucket) {
    index_[bucket] = ends[(bucket << finer) - 1];
    if (index_[bucket] - index_[bucket - 1] > crowd) sort(index_[bucket - 1], index_[bucket]);
  }
  for (std::size_t i = 1; i < size_; ++i) {
    if (points_[i] <= points_[i - 1]) sink(i);
  }
}

// Sorts the vnodes at begin ... end - 1.
template <typename Point>
void PointTable<Point>::sort(std::size_t begin, std::size_t end) {
  std::vector<Vnode<Point>> vnodes;
  for (std::size_t i = begin; i < end; ++i) vnodes.push_back({points_[i], owners_[i]});
  std::sort(vnodes.begin(), vnodes.end(), before<Point>);
  for (std::size_t i = begin; i < end; ++i) {
    points_[i] = vnodes[i - begin].point;
    owners_[i] = vnodes[i - begin].owner;
  }
}

// Moves a vnode down to where it belongs among the sorted ones below it.
template <typename Point>
void PointTable<Point>::sink(std::size_t place) {
  const Vnode<Point> vnode{points_[place], owners_[place]};
  for (; place > 0 && before(vnode, {points_[place - 1], owners_[place - 1]}); --place) {
    points_[place] = points_[place - 1];
    owners_[place] = owners_[place - 1];
  }
  points_[place] = vnode.point;
  owners_[place] = vnode.owner;
}

template <typename Point>
void PointTable<Point>::insert(std::vector<Vnode<Point>> vnodes) {
  if (vnodes.empty()) return;
  check_size(size_ + vnodes.size());
  std::sort(vnodes.begin(), vnodes.end(), before<Point>);
  std::vector<Point> points;
  std::vector<NodeId> owners;
  points.reserve(size_ + vnodes.size() + run);
  owners.reserve(size_ + vnodes.size());
  std::size_t copied = 0;
  const auto copy_until = [&](std::size_t place) {
    points.insert(points.end(), points_.begin() + copied, points_.begin() + place);
    owners.insert(owners.end(), owners_.begin() + copied, owners_.begin() + place);
    copied = place;
  };
  for (const Vnode<Point>& vnode : vnodes) {
    copy_until(place_of(vnode));
    points.push_back(vnode.point);
    owners.push_back(vnode.owner);
  }
  copy_until(size_);
  replace(std::move(points), std::move(owners));
}

template <typename Point>
void PointTable<Point>::erase(std::vector<Vnode<Point>> vnodes) {
  if (vnodes.empty()) return;
  std::sort(vnodes.begin(), vnodes.end(), before<Point>);
  std::vector<Point> points;
  std::vector<NodeId> owners;
  points.reserve(size_ - vnodes.size() + run);
  owners.reserve(size_ - vnodes.size());
  std::size_t copied = 0;
  const auto copy_until = [&](std::size_t place) {
    points.insert(points.end(), points_.begin() + copied, points_.begin() + place);
    owners.insert(owners.end(), owners_.begin() + copied, owners_.begin() + place);
  };
  for (const Vnode<Point>& vnode : vnodes) {
    // A node may have the same point twice: the second one is behind the first.
    const std::size_t place = std::max(copied, place_of(vnode));
    copy_until(place);
    copied = place + 1;
  }
  copy_until(size_);
  replace(std::move(points), std::move(owners));
}

template <typename Point>
void PointTable<Point>::erase_owner(NodeId owner) {
  const auto left =
      size_ - static_cast<std::size_t>(std::count(owners_.begin(), owners_.end(), owner));
  std::vector<Point> points(left + run);
  std::vector<NodeId> owners(left + 1);  // one more: what is not kept is written too
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    points[kept] = points_[i];
    owners[kept] = owners_[i];
    kept += owners_[i] != owner;
  }
  points.resize(left);
  owners.resize(left);
  replace(std::move(points), std::move(owners));
}

template <typename Point>
std::size_t PointTable<Point>::first_not_below_in_crowd(std::size_t begin, std::size_t end,
                                                        Point hash) const {
  // The run may have reached into the buckets behind, whose points are not below the hash; so if
  // all of it was below, it ended within the bucket.
  return static_cast<std::size_t>(
      std::lower_bound(points_.begin() + begin, points_.begin() + end, hash) - points_.begin());
}

// Where a vnode is, or would have to be inserted.
template <typename Point>
std::size_t PointTable<Point>::place_of(const Vnode<Point>& vnode) const {
  std::size_t place = first_not_below(vnode.point);
  while (place < size_ && points_[place] == vnode.point && owners_[place] < vnode.owner) ++place;
  return place;
}

// Chooses the number of buckets for size_ points and sets the index to zeros.
template <typename Point>
void PointTable<Point>::reserve_index() {
  int bits = 1;
  while (size_ >> (bits + 2) != 0) ++bits;
  shift_ = std::numeric_limits<Point>::digits - bits;
  index_ = std::vector<std::uint32_t>((std::size_t{1} << bits) + 1);
  if (points_.empty()) points_.assign(run, std::numeric_limits<Point>::max());
}

template <typename Point>
void PointTable<Point>::rebuild_index() {
  reserve_index();
  // The last point of a bucket says where the next bucket begins.
  for (std::size_t i = 0; i < size_; ++i) {
    index_[bucket_of(points_[i]) + 1] = static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t i = 1; i < index_.size(); ++i) index_[i] = std::max(index_[i], index_[i - 1]);
}

template <typename Point>
void PointTable<Point>::replace(std::vector<Point> points, std::vector<NodeId> owners) {
  size_ = owners.size();
  points_ = std::move(points);
  points_.resize(size_ + run, std::numeric_limits<Point>::max());
  owners_ = std::move(owners);
  rebuild_index();
}

template class PointTable<std::uint32_t>;
template class PointTable<std::uint64_t>;

}  // namespace distributed
