#include "queueing/burst_law.hpp"

#include <limits>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool finite(double value) {
  return value >= 0 && value < infinity;
}

}  // namespace

double rate_in_burst(const Bursts& bursts) {
  if (!finite(bursts.mean_rate) || !finite(bursts.seconds_on) || !finite(bursts.seconds_off) ||
      bursts.seconds_on == 0) {
    throw_out_of_range("bursts: ", bursts.mean_rate, " a second, ", bursts.seconds_on, " s on, ",
                       bursts.seconds_off, " s off: must be at least 0, above 0 and at least 0");
  }
  return bursts.mean_rate * (bursts.seconds_on + bursts.seconds_off) / bursts.seconds_on;
}

double busy_at_arrival(const Bursts& bursts, double service_rate) {
  const double rate = rate_in_burst(bursts);
  if (!(service_rate > 0 && service_rate < infinity)) {
    throw_out_of_range("bursts: the service rate is ", service_rate, ", must be above 0");
  }
  if (bursts.mean_rate >= service_rate) return 1;
  if (bursts.seconds_off == 0) return bursts.mean_rate / service_rate;
  const double ends = 1 / bursts.seconds_on, begins = 1 / bursts.seconds_off;
  const auto transform = [&](double x) {
    return rate * (x + begins) / (x * x + (rate + ends + begins) * x + rate * begins);
  };
  // s - A(mu - mu s) is below 0 left of the root and above 0 between it and 1.
  double low = 0, high = 1;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = low + (high - low) / 2;
    (middle < transform(service_rate * (1 - middle)) ? low : high) = middle;
  }
  return low;
}

double mean_time_of_bursts(const Bursts& bursts, double service_rate) {
  const double busy = busy_at_arrival(bursts, service_rate);
  return busy < 1 ? 1 / (service_rate * (1 - busy)) : infinity;
}

double time_quantile_of_bursts(const Bursts& bursts, double service_rate, double share) {
  if (!(share >= 0 && share <= 1)) {
    throw_out_of_range("bursts: the share is ", share, ", must be 0 to 1");
  }
  const double mean = mean_time_of_bursts(bursts, service_rate);
  return share < 1 && mean < infinity ? -portable_log(1 - share) * mean : infinity;
}

}  // namespace distributed
