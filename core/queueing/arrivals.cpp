#include "queueing/arrivals.hpp"

#include "random/distributions.hpp"

namespace distributed::queueing {
namespace {

constexpr double million = 1e6;

}  // namespace

Arrivals::Arrivals(const Bursts& pattern, Generator chance, Time now) : chance_(chance) {
  change(pattern, now);
}

void Arrivals::change(const Bursts& pattern, Time now) {
  rate_in_burst(pattern);  // refuses what is none
  pattern_ = pattern;
  clock_ = burst_began_ = burst_ends_ = static_cast<double>(now);
  if (pattern.seconds_off > 0)
    burst_ends_ += million * exponential(chance_, 1 / pattern.seconds_on);
  draw();
}

void Arrivals::draw() {
  if (pattern_.mean_rate == 0) {
    next_ = simulation::never;
    return;
  }
  const double rate = rate_in_burst(pattern_);
  clock_ += million * exponential(chance_, rate);
  while (pattern_.seconds_off > 0 && clock_ > burst_ends_) {
    // Nothing has come until the burst's end; what comes after the pause does not know of it.
    burst_began_ = burst_ends_ + million * exponential(chance_, 1 / pattern_.seconds_off);
    burst_ends_ = burst_began_ + million * exponential(chance_, 1 / pattern_.seconds_on);
    clock_ = burst_began_ + million * exponential(chance_, rate);
  }
  next_ = clock_ < static_cast<double>(simulation::end_of_time) ? static_cast<Time>(clock_)
                                                                : simulation::never;
}

}  // namespace distributed::queueing
