#pragma once
// When requests come: at random (a Poisson process), or in bursts of the same mean rate.
//
//   Arrivals arrivals({200}, Generator{42});           // 200 a second at random
//   Arrivals bursty({200, 1, 4}, Generator{42});       // 1000 a second for 1 s, then 4 s nothing
//   while (arrivals.next() <= until) arrivals.pop();
//
// A stream at random hides what bursts do to a queue (burst_law.hpp has the law for both). The
// exact instants are real numbers; next() is the microsecond that they fall into.

#include "queueing/burst_law.hpp"
#include "random/generator.hpp"
#include "simulation/time.hpp"

namespace distributed::queueing {

using simulation::Time;

class Arrivals {
 public:
  /// The stream begins at `now`, within a burst. Throws std::out_of_range as rate_in_burst does.
  Arrivals(const Bursts& pattern, Generator chance, Time now = 0);

  /// When the next request comes; `never` if none does.
  Time next() const { return next_; }

  /// That request has come.
  void pop() { draw(); }

  /// Goes on with another pattern, from `now` on and within a burst. Throws as above.
  void change(const Bursts& pattern, Time now);

  const Bursts& pattern() const { return pattern_; }

  /// Whether the next request belongs to a burst that has begun.
  bool in_burst(Time now) const { return static_cast<double>(now) >= burst_began_; }

 private:
  void draw();

  Bursts pattern_;
  Generator chance_;
  double clock_ = 0, burst_began_ = 0, burst_ends_ = 0;  // microseconds
  Time next_ = simulation::never;
};

}  // namespace distributed::queueing
