#include "election/split_vote.hpp"

#include <algorithm>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed::election {

double split_vote_probability(std::uint32_t servers, std::uint32_t up, double latency) {
  if (up < 1 || up > servers || servers > 1000) {
    throw_invalid_argument(
        "split_vote_probability: the servers must satisfy 1 <= up <= servers <= 1000");
  }
  if (!(latency >= 0 && latency <= 1)) {
    throw_invalid_argument(
        "split_vote_probability: the latency is a fraction of the timeout range, 0 to 1");
  }
  if (servers == 1) return 0;
  const std::uint32_t half = servers / 2;
  if (up <= half) return 1;
  const std::uint32_t others = up - half;  // c - 1: who must stand beside the first
  if (latency == 0) return 0;
  if (latency == 1) return 1;
  // Through logarithms, because C(1000, 500) is beyond a double together with its tiny factors.
  const double log_hit = portable_log(latency), log_miss = portable_log(1 - latency);
  double log_choose = 0;
  double sum = 0;
  for (std::uint32_t k = 0; k <= up; ++k) {
    if (k >= others) sum += portable_exp(log_choose + k * log_hit + (up - k) * log_miss);
    if (k < up) log_choose += portable_log(static_cast<double>(up - k) / (k + 1));
  }
  return std::min(sum, 1.0);
}

double expected_first_timeout(std::uint32_t up, double low, double high) {
  if (up < 1 || !(low <= high)) {
    throw_invalid_argument("expected_first_timeout: needs up >= 1 and low <= high");
  }
  return low + (high - low) / (up + 1.0);
}

}  // namespace distributed::election
