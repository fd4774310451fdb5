#pragma once
// How one node comes to suspect another: heartbeats arrive about every second, then no more, and
// phi rises until it crosses the threshold.
//
//   phi  |            /   normal intervals (Akka): sure after two seconds
//        |- - - - - -/- -__--   exponential intervals (Cassandra): takes its time
//        | /|/|/|/|_/_--
//        +-|-|-|-|-------- seconds
//          heartbeats, then silence

#include <vector>

#include "random/generator.hpp"

namespace microsims {

class Suspicion {
 public:
  static constexpr double sample_every = 0.1;  // s
  static constexpr double last_sample = 48;    // s

  explicit Suspicion(distributed::Generator chance);

  /// When heartbeats arrived, in s; no more came after the last.
  const std::vector<double>& heartbeats() const { return heartbeats_; }
  /// Mean and standard deviation of the intervals between them, in s.
  double mean() const { return mean_; }
  double deviation() const { return deviation_; }
  /// The mean as Cassandra counts it, with an interval of 2 s before the first heartbeat.
  double counted_mean() const;

  /// Phi at each multiple of sample_every, with intervals taken as normal and as exponential.
  const std::vector<double>& normal() const { return normal_; }
  const std::vector<double>& exponential() const { return exponential_; }

  /// Seconds of silence, since the last heartbeat, after which phi is above the threshold.
  double silence(const std::vector<double>& phi, double threshold) const;

 private:
  std::vector<double> heartbeats_, normal_, exponential_;
  double mean_ = 0, deviation_ = 0;
};

}  // namespace microsims
