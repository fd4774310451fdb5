#pragma once
// Two experiments that the drawer shows beside the run: suspicion, by which gossip begins, and
// repair, which gossip may need.

#include <vector>

#include "failure/phi_course.hpp"
#include "random/generator.hpp"

namespace microsims {

/// How one node comes to suspect another: heartbeats arrive about every second, then no more, and
/// phi rises until it crosses the threshold.
///
///   phi  |            /   normal intervals (Akka): sure after two seconds
///        |- - - - - -/- -__--   exponential intervals (Cassandra): takes its time
///        | /|/|/|/|_/_--
///        +-|-|-|-|-------- seconds
///          heartbeats, then silence
struct Suspicion {
  static constexpr double last_sample = 48;  // s

  explicit Suspicion(distributed::Generator chance);

  std::vector<double> heartbeats;  // when they arrived, in s; no more came after the last
  double mean, deviation;          // of the intervals between them, in s
  double counted_mean;  // as Cassandra has it, with an interval of 2 s before the first heartbeat

  distributed::failure::PhiCourse normal, exponential;  // as intervals are taken for
};

/// What if gossip stops when it gets stale? Rumor mongering leaves some nodes without the news, and
/// anti-entropy, which compares everything, finds them.
///
///   without |\                      |
///   the news| \__ k = 1: 20 %       |\ \    push: divided by e
///           |  \_ k = 2:  6 %       | \_\__ pull: squared
///           +-------- cycle         +------- cycle
///            rumor mongering          anti-entropy
///
/// Source: A. Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", PODC 1987.
struct Repair {
  static constexpr int nodes = 1000;

  /// Shares of the nodes, 0 to 1, that lack the news after cycle 0, 1, 2, ...
  using Course = std::vector<double>;

  struct Rumor {
    Course course;
    double law;  // the share that theory says never hears it
  };
  Rumor rumors[2];  // feedback and coin, with k = 1 and k = 2

  struct AntiEntropy {
    Course course, law;
  };
  AntiEntropy repairs[3];  // push, pull, push-pull; each from where the rumor with k = 1 ended

  explicit Repair(distributed::Generator chance);
};

}  // namespace microsims
