#pragma once
// Weights that only count against each other, as whole numbers where they are in such a ratio.
//
//   relative_weights({1, 2, 3});                       // 1, 2, 3
//   relative_weights({0.1, 0.2, 0.30000000000000004}); // 1, 2, 3: what 0.1 times each gives
//   relative_weights({600, 400});                      // 3, 2
//
// A partitioner that rounds (to points, entries, keys) would else decide by the last bit of a sum
// or quotient that is whole on paper, and differently for the same weights in another unit.

#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

/// The smallest whole numbers in the ratio of the weights, within 2^-50; the weights as they are if
/// there are none up to 2^24. The weights must be positive and finite, not checked.
std::vector<double> relative_weights(std::vector<double> weights);

/// Of nodes, in the order of their ids.
std::vector<double> relative_weights(const Nodes& nodes);

}  // namespace distributed
