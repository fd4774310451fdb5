#include "partition/fan_out.hpp"

#include <algorithm>
#include <limits>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

double whole_power(double base, std::size_t exponent) {
  double power = 1;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) power *= base;
    base *= base;
  }
  return power;
}

}  // namespace

double slow_probability(double p, std::size_t shards) {
  if (!(p >= 0 && p <= 1))
    throw_out_of_range("fan-out: the probability is ", p, ", must be 0 to 1");
  return 1 - whole_power(1 - p, shards);
}

double share_for_slowest(double share, std::size_t shards) {
  if (!(share > 0 && share <= 1) || shards == 0) {
    throw_out_of_range("fan-out: the share is ", share, " of ", shards,
                       " shards, must be above 0 and at most 1 of at least one");
  }
  return portable_pow(share, 1 / static_cast<double>(shards));
}

double mean_slowest_exponential(double mean, std::size_t shards) {
  if (!(mean >= 0 && mean < std::numeric_limits<double>::infinity())) {
    throw_out_of_range("fan-out: the mean is ", mean, ", must be at least 0 and finite");
  }
  double sum = 0;
  for (std::size_t k = shards; k > 0; --k) sum += 1 / static_cast<double>(k);
  return mean * sum;
}

double mean_slowest(std::span<const double> ascending, std::size_t shards) {
  if (ascending.empty() || !std::is_sorted(ascending.begin(), ascending.end())) {
    throw_invalid_argument("fan-out: there must be latencies, and they must ascend");
  }
  double sum = 0, below = shards == 0 ? 1 : 0;
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    const double up_to =
        whole_power(static_cast<double>(i + 1) / static_cast<double>(ascending.size()), shards);
    sum += ascending[i] * (up_to - below);
    below = up_to;
  }
  return sum;
}

}  // namespace distributed
