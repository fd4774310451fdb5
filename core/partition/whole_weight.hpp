#pragma once
// Weights for partitioners that can only count: a node of weight 3 has three places.

#include <cstdint>

namespace distributed {

/// The weight as a number of places. Throws std::invalid_argument unless it is a whole number from
/// 1 to 1,000,000.
std::uint32_t whole_weight(double weight);

}  // namespace distributed
