#include "queueing/two_choices.hpp"

#include <limits>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

void check(double lambda, std::uint32_t choices) {
  if (!(lambda >= 0) || choices < 1) {
    throw_out_of_range("choices: the load is ", lambda, " and there are ", choices,
                       " choices, must be at least 0 and 1");
  }
}

// (d^i - 1)/(d - 1) = 1 + d + ... + d^(i-1)
double exponent(std::uint32_t choices, std::uint32_t requests) {
  double sum = 0;
  for (std::uint32_t i = 0; i < requests && sum < 1e300; ++i) sum = sum * choices + 1;
  return sum;
}

}  // namespace

double mean_time_of_choices(double lambda, std::uint32_t choices) {
  check(lambda, choices);
  if (lambda >= 1) return std::numeric_limits<double>::infinity();
  if (choices == 1 || lambda == 0) return 1 / (1 - lambda);
  double sum = 0;
  for (std::uint32_t i = 1;; ++i) {
    const double term = portable_pow(lambda, exponent(choices, i) - 1);
    sum += term;
    if (term < 1e-18) return sum;
  }
}

double queue_at_least_probability(double lambda, std::uint32_t choices, std::uint32_t requests) {
  check(lambda, choices);
  if (requests == 0 || lambda >= 1) return 1;
  return lambda == 0 ? 0 : portable_pow(lambda, exponent(choices, requests));
}

}  // namespace distributed
