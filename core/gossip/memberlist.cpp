#include "gossip/memberlist.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "random/elementary.hpp"

namespace distributed::gossip {
namespace {

// Whole thousandths. What rounding took from an exact thousandth is given back.
double cut_to_thousandths(double value) {
  return std::floor(value * 1000.0 + 1e-6) / 1000.0;
}

}  // namespace

std::uint32_t retransmit_limit(std::uint32_t multiplier, std::uint32_t nodes) {
  std::uint32_t scale = 0;
  for (std::uint64_t power = 1; power < std::uint64_t{nodes} + 1; power *= 10) ++scale;
  return multiplier * scale;
}

double suspicion_timeout(std::uint32_t multiplier, std::uint32_t nodes, double interval) {
  const double ln10 = portable_log(10.0);
  const double scale =
      std::max(1.0, portable_log(std::max(1.0, static_cast<double>(nodes))) / ln10);
  return multiplier * cut_to_thousandths(scale) * interval;
}

double remaining_suspicion(std::uint32_t confirmations, std::uint32_t expected, double elapsed,
                           double shortest, double longest) {
  if (expected == 0) return shortest - elapsed;
  const double share = portable_log(confirmations + 1.0) / portable_log(expected + 1.0);
  const double timeout = cut_to_thousandths(longest - share * (longest - shortest));
  return std::max(timeout, shortest) - elapsed;
}

double push_pull_scale(double interval, std::uint32_t nodes) {
  if (nodes <= 32) return interval;
  // ceil(log2 n) - log2 32 + 1.
  return interval * (std::bit_width(nodes - 1) - 4.0);
}

}  // namespace distributed::gossip
