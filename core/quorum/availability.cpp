#include "quorum/availability.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "text/error.hpp"

namespace distributed {

double at_least_up_probability(int nodes, int count, double node_availability) {
  if (nodes < 0) {
    throw_out_of_range("availability: the number of nodes is ", nodes, ", must be at least 0");
  }
  if (!(node_availability >= 0 && node_availability <= 1)) {
    throw_out_of_range("availability: the availability of a node is ", node_availability,
                       ", must be 0 to 1");
  }
  if (count <= 0) return 1.0;
  if (count > nodes) return 0.0;
  if (node_availability == 1) return 1.0;

  // Walk outwards from the likeliest number of nodes, in multiples of its probability: powers of a
  // small probability would underflow for large clusters, these ratios do not.
  const double odds = node_availability / (1 - node_availability);
  const double top = static_cast<double>(nodes);
  const auto mode =
      std::min<std::int64_t>(nodes, static_cast<std::int64_t>((top + 1) * node_availability));
  double enough = 0, too_few = 0;
  const auto tally = [&](std::int64_t up, double weight) {
    (up >= count ? enough : too_few) += weight;
  };
  double weight = 1;
  for (std::int64_t up = mode; up <= nodes && weight > 0; ++up) {
    tally(up, weight);
    weight *= odds * static_cast<double>(nodes - up) / (static_cast<double>(up) + 1);
  }
  weight = 1;
  for (std::int64_t up = mode; up > 0 && weight > 0; --up) {
    weight *= static_cast<double>(up) / (odds * (static_cast<double>(nodes - up) + 1));
    tally(up - 1, weight);
  }
  return enough / (enough + too_few);
}

double write_availability(const Quorum& quorum, double node_availability) {
  validate(quorum);
  return at_least_up_probability(quorum.n, quorum.w, node_availability);
}

double read_availability(const Quorum& quorum, double node_availability) {
  validate(quorum);
  return at_least_up_probability(quorum.n, quorum.r, node_availability);
}

}  // namespace distributed
