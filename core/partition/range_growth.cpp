#include "partition/range_growth.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "text/error.hpp"

namespace distributed {
namespace {

// Where the rows of each range begin among the keys, and at the end how many keys there are.
std::vector<std::size_t> begins_of_ranges(const RangePartitioner& cluster,
                                          std::span<const std::string> keys) {
  std::vector<std::size_t> begins{0};
  for (const std::string& split : cluster.splits()) {
    begins.push_back(
        static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), split) - keys.begin()));
  }
  begins.push_back(keys.size());
  return begins;
}

// The place among [from, to) closest to the middle whose key differs from the one before; 0: none.
std::size_t cut_of(std::span<const std::string> keys, std::size_t from, std::size_t to) {
  const std::size_t middle = from + (to - from + 1) / 2;
  for (std::size_t off = 0; off < to - from; ++off) {
    const std::size_t above = middle + off;
    if (above > from && above < to && keys[above] != keys[above - 1]) return above;
    if (middle <= from + off) continue;
    const std::size_t below = middle - off;
    if (below < to && keys[below] != keys[below - 1]) return below;
  }
  return 0;
}

}  // namespace

void join_by_split(RangePartitioner& cluster, std::span<const std::string> keys, Node node) {
  const std::vector<std::size_t> begins = begins_of_ranges(cluster, keys);
  std::size_t cut = 0, most = 0;
  for (std::size_t range = 0; range + 1 < begins.size(); ++range) {
    const std::size_t rows = begins[range + 1] - begins[range];
    if (rows <= most) continue;
    const std::size_t place = cut_of(keys, begins[range], begins[range + 1]);
    if (place == 0) continue;
    cut = place;
    most = rows;
  }
  std::vector<NodeId> owners;
  if (cut > 0) cluster.split(keys[cut]);
  for (std::size_t range = 0; range < cluster.ranges().size(); ++range) {
    owners.push_back(cluster.ranges().owner(range));
  }
  const NodeId id = node.id;
  if (cut > 0) owners[cluster.range_of(keys[cut])] = id;
  cluster.join(std::move(node));
  // Joining levels the numbers of ranges; here one node gives to one.
  for (std::size_t range = 0; range < owners.size(); ++range) cluster.move(range, owners[range]);
}

void leave_by_merge(RangePartitioner& cluster, std::span<const std::string> keys, NodeId id) {
  cluster.nodes().index(id);
  for (std::size_t range = 0; range < cluster.ranges().size();) {
    if (cluster.ranges().owner(range) != id) {
      ++range;
      continue;
    }
    const std::size_t last = cluster.ranges().size() - 1;
    if (last == 0) throw_invalid_argument("ranges: no other node has one");
    const std::vector<std::size_t> begins = begins_of_ranges(cluster, keys);
    const bool below = range == last || (range > 0 && begins[range] - begins[range - 1] <=
                                                          begins[range + 2] - begins[range + 1]);
    if (!below) cluster.move(range, cluster.ranges().owner(range + 1));
    cluster.merge(below ? range - 1 : range);
  }
  std::vector<NodeId> owners;
  for (std::size_t range = 0; range < cluster.ranges().size(); ++range) {
    owners.push_back(cluster.ranges().owner(range));
  }
  cluster.leave(id);
  for (std::size_t range = 0; range < owners.size(); ++range) cluster.move(range, owners[range]);
}

}  // namespace distributed
