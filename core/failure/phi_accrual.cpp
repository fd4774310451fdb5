#include "failure/phi_accrual.hpp"

#include <algorithm>
#include <cmath>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed::failure {
namespace {

constexpr double ln10 = 2.302585092994045684;

void require(bool holds, const char* message) {
  if (!holds) throw_invalid_argument(message);
}

}  // namespace

double phi_exponential(double elapsed, double mean) {
  require(mean > 0.0 && std::isfinite(mean), "phi: the mean interval must be above 0");
  require(!std::isnan(elapsed), "phi: the time since the last heartbeat must be a number");
  return std::max(elapsed, 0.0) / (mean * ln10);
}

double phi_normal(double elapsed, double mean, double deviation) {
  require(deviation > 0.0, "phi: the deviation must be above 0");
  const double y = (elapsed - mean) / deviation;
  require(!std::isnan(y), "phi: the time since the last heartbeat must be a number");
  const double a = y * (1.5976 + 0.070566 * y * y);
  // log(1 + e^a), without ever making e to a large number.
  const double log_odds = std::max(a, 0.0) + portable_log(1.0 + portable_exp(-std::fabs(a)));
  return std::max(log_odds, 0.0) / ln10;
}

IntervalWindow::IntervalWindow(std::size_t capacity) : capacity_(capacity) {
  require(capacity > 0, "phi: the window must hold an interval");
}

void IntervalWindow::add(double interval) {
  if (intervals_.size() < capacity_) {
    intervals_.push_back(interval);
    return;
  }
  intervals_[oldest_] = interval;
  oldest_ = (oldest_ + 1) % capacity_;
}

double IntervalWindow::mean() const {
  if (intervals_.empty()) return 0.0;
  double sum = 0.0;
  for (const double interval : intervals_) sum += interval;
  return sum / static_cast<double>(intervals_.size());
}

double IntervalWindow::variance() const {
  if (intervals_.empty()) return 0.0;
  const double middle = mean();
  double sum = 0.0;
  for (const double interval : intervals_) sum += (interval - middle) * (interval - middle);
  return sum / static_cast<double>(intervals_.size());
}

PhiExponential::PhiExponential(const PhiExponentialOptions& options)
    : options_(options), intervals_(options.window) {
  require(options_.first_interval > 0.0, "phi: the first interval must be above 0");
  require(options_.longest_interval > 0.0, "phi: the longest interval must be above 0");
}

void PhiExponential::heartbeat(double now) {
  require(std::isfinite(now), "phi: a heartbeat comes at a finite instant");
  if (!monitoring_) {
    intervals_.add(options_.first_interval);
  } else {
    require(now >= last_, "phi: heartbeats must come in order");
    if (now - last_ <= options_.longest_interval) intervals_.add(now - last_);
  }
  monitoring_ = true;
  last_ = now;
}

double PhiExponential::phi(double now) const {
  if (!monitoring_) return 0.0;
  // Heartbeats that all came at once leave a mean of 0: any delay is then beyond belief.
  return phi_exponential(now - last_, std::max(intervals_.mean(), 1e-300));
}

PhiNormal::PhiNormal(const PhiNormalOptions& options)
    : options_(options), intervals_(options.window) {
  require(options_.threshold > 0.0, "phi: the threshold must be above 0");
  require(options_.least_deviation > 0.0, "phi: the least deviation must be above 0");
  require(options_.acceptable_pause >= 0.0, "phi: the acceptable pause must not be negative");
  require(options_.first_estimate > 0.0, "phi: the first estimate must be above 0");
}

void PhiNormal::heartbeat(double now) {
  require(std::isfinite(now), "phi: a heartbeat comes at a finite instant");
  if (!monitoring_) {
    // Two made-up intervals with the mean that is guessed and a high deviation.
    const double deviation = options_.first_estimate / 4.0;
    intervals_.add(options_.first_estimate - deviation);
    intervals_.add(options_.first_estimate + deviation);
  } else {
    require(now >= last_, "phi: heartbeats must come in order");
    if (available(now)) intervals_.add(now - last_);
  }
  monitoring_ = true;
  last_ = now;
}

double PhiNormal::phi(double now) const {
  if (!monitoring_) return 0.0;
  const double deviation = std::max(std::sqrt(intervals_.variance()), options_.least_deviation);
  return phi_normal(now - last_, intervals_.mean() + options_.acceptable_pause, deviation);
}

}  // namespace distributed::failure
