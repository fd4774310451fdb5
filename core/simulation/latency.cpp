#include "simulation/latency.hpp"

#include <limits>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::simulation {

Latency Latency::constant(Time delay) {
  if (delay < 0) throw_invalid_argument("Latency::constant: the delay must not be negative");
  return {Kind::constant, delay, 0, 0};
}

Latency Latency::uniform(Time low, Time high) {
  if (low < 0 || high < low) {
    throw_invalid_argument("Latency::uniform: the bounds must satisfy 0 <= low <= high");
  }
  return {low == high ? Kind::constant : Kind::uniform, low, high, 0};
}

Latency Latency::exponential(Time minimum, Time mean_wait) {
  if (minimum < 0 || mean_wait < 0) {
    throw_invalid_argument("Latency::exponential: minimum and mean wait must be 0 or more");
  }
  return {mean_wait == 0 ? Kind::constant : Kind::exponential, minimum, mean_wait, 0};
}

Latency Latency::pareto(Time minimum, double shape) {
  if (minimum < 0 || !(shape > 0)) {
    throw_invalid_argument("Latency::pareto: the minimum must be 0 or more, the shape above 0");
  }
  return {minimum == 0 ? Kind::constant : Kind::pareto, minimum, 0, shape};
}

Time Latency::draw_random(Generator& chance) const {
  const double first = static_cast<double>(first_), second = static_cast<double>(second_);
  switch (kind_) {
    case Kind::uniform: {
      const double drawn = uniform_between(chance, first, second);
      return static_cast<Time>(drawn);
    }
    case Kind::exponential:
      return microseconds(first + distributed::exponential(chance, 1.0 / second));
    case Kind::pareto:
      return microseconds(distributed::pareto(chance, first, shape_));
    case Kind::constant:
      break;
  }
  return first_;
}

double Latency::mean() const {
  const double first = static_cast<double>(first_), second = static_cast<double>(second_);
  switch (kind_) {
    case Kind::uniform:
      return (first + second) / 2;
    case Kind::exponential:
      return first + second;
    case Kind::pareto:
      if (shape_ <= 1) return std::numeric_limits<double>::infinity();
      return first * shape_ / (shape_ - 1);
    case Kind::constant:
      break;
  }
  return first;
}

}  // namespace distributed::simulation
