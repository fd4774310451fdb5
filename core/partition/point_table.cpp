#include "partition/point_table.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace distributed {
namespace {

template <typename Point>
bool before(const Vnode<Point>& left, const Vnode<Point>& right) {
  return left.point != right.point ? left.point < right.point : left.owner < right.owner;
}

void check_size(std::size_t size) {
  if (size > std::numeric_limits<std::uint32_t>::max()) {
    throw std::invalid_argument("a ring cannot have more than 2^32 - 1 points");
  }
}

}  // namespace

template <typename Point>
void PointTable<Point>::assign(std::span<const Vnode<Point>> vnodes) {
  check_size(vnodes.size());
  size_ = vnodes.size();
  reserve_index();

  // Counts, running at the place of the next bucket, turn into where each bucket begins.
  for (const Vnode<Point>& vnode : vnodes) ++index_[bucket_of(vnode.point) + 1];
  for (std::size_t i = 1; i < index_.size(); ++i) index_[i] += index_[i - 1];

  std::vector<Vnode<Point>> sorted(size_);
  std::vector<std::uint32_t> next(index_.begin(), index_.end() - 1);
  for (const Vnode<Point>& vnode : vnodes) sorted[next[bucket_of(vnode.point)]++] = vnode;

  constexpr std::size_t crowd = 32;
  for (std::size_t bucket = 0; bucket + 1 < index_.size(); ++bucket) {
    const auto begin = sorted.begin() + index_[bucket], end = sorted.begin() + index_[bucket + 1];
    if (static_cast<std::size_t>(end - begin) > crowd) {
      std::sort(begin, end, before<Point>);
      continue;
    }
    for (auto unsorted = begin; unsorted != end; ++unsorted) {
      const Vnode<Point> vnode = *unsorted;
      auto hole = unsorted;
      for (; hole != begin && before(vnode, *(hole - 1)); --hole) *hole = *(hole - 1);
      *hole = vnode;
    }
  }

  points_.assign(size_ + run, std::numeric_limits<Point>::max());
  points_.shrink_to_fit();
  owners_.resize(size_);
  owners_.shrink_to_fit();
  for (std::size_t i = 0; i < size_; ++i) {
    points_[i] = sorted[i].point;
    owners_[i] = sorted[i].owner;
  }
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
