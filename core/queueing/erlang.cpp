#include "queueing/erlang.hpp"

#include <limits>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// c mu - lambda, or 0 if the servers cannot keep up.
double spare_rate(const ServerPool& pool) {
  validate(pool);
  const double all = pool.servers * pool.service_rate;
  return all > pool.arrival_rate ? all - pool.arrival_rate : 0.0;
}

}  // namespace

const ServerPool& validate(const ServerPool& pool) {
  const bool rates = pool.arrival_rate >= 0 && pool.arrival_rate < infinity &&
                     pool.service_rate > 0 && pool.service_rate < infinity;
  if (!rates || pool.servers < 1) {
    throw_out_of_range("servers: ", pool.servers, " serve ", pool.service_rate, " each of ",
                       pool.arrival_rate, " a second: must be at least 1, above 0 and at least 0");
  }
  return pool;
}

double utilisation(const ServerPool& pool) {
  validate(pool);
  return pool.arrival_rate / (pool.servers * pool.service_rate);
}

double loss_probability(const ServerPool& pool) {
  validate(pool);
  const double offered = pool.arrival_rate / pool.service_rate;
  double lost = 1;
  for (std::uint32_t servers = 1; servers <= pool.servers; ++servers) {
    lost = offered * lost / (servers + offered * lost);
  }
  return lost;
}

double wait_probability(const ServerPool& pool) {
  const double busy = utilisation(pool);
  if (busy >= 1) return 1;
  const double lost = loss_probability(pool);
  return lost / (1 - busy * (1 - lost));
}

double mean_wait(const ServerPool& pool) {
  const double spare = spare_rate(pool);
  return spare > 0 ? wait_probability(pool) / spare : infinity;
}

double mean_time(const ServerPool& pool) {
  return mean_wait(pool) + 1 / pool.service_rate;
}

double mean_requests(const ServerPool& pool) {
  const double time = mean_time(pool);
  return time < infinity ? pool.arrival_rate * time : infinity;
}

double wait_exceeds_probability(const ServerPool& pool, double seconds) {
  const double spare = spare_rate(pool);
  if (seconds < 0) return 1;
  return wait_probability(pool) * portable_exp(-spare * seconds);
}

double time_exceeds_probability(const ServerPool& pool, double seconds) {
  const double spare = spare_rate(pool), mu = pool.service_rate;
  if (seconds <= 0 || spare == 0) return 1;
  // Those that need not wait, and those whose exponential wait is followed by their service.
  const double waits = wait_probability(pool), service_left = portable_exp(-mu * seconds);
  const double wait_left = portable_exp(-spare * seconds), apart = spare - mu;
  const double both = apart > 1e-7 * mu || apart < -1e-7 * mu
                          ? (spare * service_left - mu * wait_left) / apart
                          : service_left * (1 + mu * seconds);
  return (1 - waits) * service_left + waits * both;
}

double time_quantile(const ServerPool& pool, double share) {
  if (!(share >= 0 && share <= 1)) {
    throw_out_of_range("servers: the share is ", share, ", must be 0 to 1");
  }
  if (spare_rate(pool) == 0 || share == 1) return infinity;
  double low = 0, high = mean_time(pool);
  while (time_exceeds_probability(pool, high) > 1 - share) high *= 2;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = low + (high - low) / 2;
    (time_exceeds_probability(pool, middle) > 1 - share ? low : high) = middle;
  }
  return high;
}

}  // namespace distributed
