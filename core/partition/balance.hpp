#pragma once
// How evenly keys, or a ring's arcs, are spread over nodes.
//
//   Balance spread = key_balance(cluster, keys);
//   spread.max_over_mean();              // 1 is perfect
//   spread.variation();                  // coefficient of variation, 0 is perfect
//   expected_ring_variation(10, 100);    // 0.0948: in theory, of 10 nodes with 100 points each
//
// A node's load is its share of the keys divided by the share that its weight entitles it to.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "partition/partitioner.hpp"
#include "partition/ring.hpp"

namespace distributed {

struct Share {
  NodeId node = 0;
  double share = 0;  ///< of all keys or of the circle, 0 ... 1
  double fair = 0;   ///< by weight, 0 ... 1
};

struct Balance {
  std::vector<Share> shares;  ///< in the order of the nodes' ids

  /// The largest load, where 1 is the mean; 0 without nodes.
  double max_over_mean() const;

  /// The standard deviation of the loads over their mean, 1; 0 without nodes.
  double variation() const;
};

/// The shares that `counts`, in the order of `nodes`, amount to.
Balance balance(const Nodes& nodes, const std::vector<double>& counts);

/// How many of `keys`, a range of what converts to std::string_view, each node owns. Throws
/// std::out_of_range if there are keys but no nodes.
template <Partitioner P, typename Keys>
Balance key_balance(const P& cluster, const Keys& keys) {
  std::vector<double> counts(cluster.nodes().size());
  for (const std::string_view key : keys) ++counts[cluster.nodes().index(cluster.owner(key))];
  return balance(cluster.nodes(), counts);
}

/// How much of the circle each node owns: what its share of very many keys will be.
template <typename Scheme>
Balance arc_balance(const HashRing<Scheme>& ring) {
  std::vector<double> arcs(ring.nodes().size());
  const auto points = ring.table().points();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto arc = points[i] - points[i == 0 ? points.size() - 1 : i - 1];
    // A single point owns the whole circle, 2^32 or 2^64, which is 0 in its arithmetic.
    arcs[ring.nodes().index(ring.table().owner(i))] +=
        points.size() == 1 ? 1.0 : static_cast<double>(arc);
  }
  return balance(ring.nodes(), arcs);
}

/// The coefficient of variation of the shares of N nodes with k random points each on a ring: a
/// share is Beta(k, (N-1)k) distributed, which gives sqrt((N-1) / (kN+1)). Throws
/// std::invalid_argument if either is 0.
double expected_ring_variation(std::uint32_t nodes, std::uint32_t points);

}  // namespace distributed
