#include "simulation/flight.hpp"

namespace distributed::simulation {

double Flight::progress(Time now) const {
  if (arrives_at <= sent_at || now >= arrives_at) return 1;
  if (now <= sent_at) return 0;
  const bool slow = slow_since > 0 && now >= slow_since;
  const Time since = slow ? slow_since : sent_at;
  const double done = slow ? slow_from : 0;
  return done +
         (1 - done) * static_cast<double>(now - since) / static_cast<double>(arrives_at - since);
}

void Flight::slow_down(Time now, Time new_arrival) {
  slow_from = progress(now);
  slow_since = now;
  arrives_at = new_arrival;
}

}  // namespace distributed::simulation
