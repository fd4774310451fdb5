#include "partition/whole_weight.hpp"

#include <cmath>

#include "text/error.hpp"

namespace distributed {

std::uint32_t whole_weight(double weight) {
  if (!(weight >= 1 && weight <= 1e6) || std::floor(weight) != weight) {
    throw_invalid_argument("here a weight must be a whole number from 1 to 1,000,000");
  }
  return static_cast<std::uint32_t>(weight);
}

}  // namespace distributed
