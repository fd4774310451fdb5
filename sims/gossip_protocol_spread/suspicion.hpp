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

#include "failure/phi_course.hpp"
#include "random/generator.hpp"

namespace microsims {

struct Suspicion {
  static constexpr double sample_every = 0.1;  // s
  static constexpr double last_sample = 48;    // s

  explicit Suspicion(distributed::Generator chance);

  std::vector<double> heartbeats;  // when they arrived, in s; no more came after the last
  double mean, deviation;          // of the intervals between them, in s
  double counted_mean;  // as Cassandra has it, with an interval of 2 s before the first heartbeat

  distributed::failure::PhiCourse normal, exponential;  // as intervals are taken for
};

}  // namespace microsims
