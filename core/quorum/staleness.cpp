#include "quorum/staleness.hpp"

#include <algorithm>
#include <string>

#include "text/error.hpp"

namespace distributed {

double stale_read_probability(const Quorum& quorum) {
  validate(quorum);
  if (quorum.consistent()) return 0.0;
  // The ratio is symmetric in w and r. As a product of factors below 1 nothing overflows and
  // nothing cancels, however large n is.
  const auto [fewer, more] = std::minmax(quorum.w, quorum.r);
  double probability = 1.0;
  for (int i = 0; i < fewer; ++i) {
    probability *= static_cast<double>(quorum.n - more - i) / static_cast<double>(quorum.n - i);
  }
  return probability;
}

double k_staleness_probability(const Quorum& quorum, int k) {
  if (k < 0) {
    throw_out_of_range("k-staleness: k is ", k, ", must be at least 0");
  }
  double square = stale_read_probability(quorum);
  double power = 1.0;
  for (; k > 0; k >>= 1) {
    if (k & 1) power *= square;
    square *= square;
  }
  return power;
}

}  // namespace distributed
