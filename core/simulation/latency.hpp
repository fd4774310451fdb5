#pragma once
// How long a message travels: a distribution of one-way delays.
//
//   Latency link = Latency::uniform(milliseconds(5), milliseconds(15));
//   Time delay = link.draw(chance);
//
// The tail decides how a protocol feels. From light to heavy:
//
//   constant     |          every message alike
//   uniform      [__]       jitter between two bounds
//   exponential  |\__       a fixed way plus the wait in a queue
//   pareto       |\_____    now and then very late

#include "random/generator.hpp"
#include "simulation/time.hpp"

namespace distributed::simulation {

class Latency {
 public:
  /// Always `delay`. Throws std::invalid_argument if it is negative.
  static Latency constant(Time delay);

  /// Uniform over [low, high), or `low` if both are equal. Throws std::invalid_argument unless
  /// 0 <= low <= high.
  static Latency uniform(Time low, Time high);

  /// `minimum` plus an exponential of mean `mean_wait`. Throws std::invalid_argument if either is
  /// negative.
  static Latency exponential(Time minimum, Time mean_wait);

  /// Pareto with the given minimum and shape. Throws std::invalid_argument unless minimum >= 0 and
  /// shape > 0.
  static Latency pareto(Time minimum, double shape);

  /// One delay, at least 0.
  Time draw(Generator& chance) const {
    return kind_ == Kind::constant ? first_ : draw_random(chance);
  }

  /// The expected delay in microseconds; infinite for a Pareto of shape <= 1.
  double mean() const;

 private:
  enum class Kind { constant, uniform, exponential, pareto };

  Latency(Kind kind, Time first, Time second, double shape)
      : kind_(kind), first_(first), second_(second), shape_(shape) {}

  Time draw_random(Generator& chance) const;

  Kind kind_;
  Time first_;
  Time second_;
  double shape_;
};

}  // namespace distributed::simulation
