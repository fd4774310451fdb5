#include "partition/balance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "text/error.hpp"

namespace distributed {

double Balance::max_over_mean() const {
  double most = 0;
  for (const Share& share : shares) most = std::max(most, share.share / share.fair);
  return most;
}

double Balance::variation() const {
  if (shares.empty()) return 0;
  double squares = 0;
  for (const Share& share : shares) {
    // Nodes count by weight, as if each unit of weight were a node of its own: then the mean is 1.
    const double off = share.share / share.fair - 1;
    squares += share.fair * off * off;
  }
  return std::sqrt(squares);
}

Balance balance(const Nodes& nodes, const std::vector<double>& counts) {
  if (counts.size() != nodes.size()) {
    throw_invalid_argument("balance: there must be one count for each node");
  }
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  const double weight = nodes.total_weight();
  Balance result;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    result.shares.push_back(
        {nodes[i].id, all > 0 ? counts[i] / all : 0.0, nodes[i].weight / weight});
  }
  return result;
}

double expected_ring_variation(std::uint32_t nodes, std::uint32_t points) {
  if (nodes == 0 || points == 0) {
    throw_invalid_argument("a ring needs at least one node with at least one point");
  }
  const double n = nodes, k = points;
  return std::sqrt((n - 1) / (k * n + 1));
}

}  // namespace distributed
