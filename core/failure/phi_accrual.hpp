#pragma once
// Phi accrual: instead of "dead or alive" a growing doubt about a node whose heartbeats stay away.
//
//   PhiExponential node;                     // as Cassandra
//   node.heartbeat(now);                     // times in ms, in order
//   if (node.phi(now) > 8) ...               // wrong once in 10^8, if the model holds
//
//   phi |            /  phi = -log10(P(a heartbeat comes even later than this))
//     8 |- - - - - -/-
//       |       __/
//     0 |__/\__/________ time since the last heartbeat
//
// Cassandra takes the intervals for exponential, Akka for normal. Source: N. Hayashibara et al.,
// "The phi Accrual Failure Detector", SRDS 2004; Apache Cassandra,
// org.apache.cassandra.gms.FailureDetector; Akka, akka.remote.PhiAccrualFailureDetector.

#include <cstddef>
#include <vector>

namespace distributed::failure {

/// Phi with exponential intervals: elapsed/(mean ln 10), 0 for a negative time. Throws
/// std::invalid_argument unless elapsed is a number and mean above 0 and finite.
double phi_exponential(double elapsed, double mean);

/// Phi with normal intervals, by the logistic approximation of the normal distribution that Akka
/// uses: with y = (elapsed - mean)/deviation, P(later) = 1/(1 + e^(y (1.5976 + 0.070566 y^2))).
/// Stays exact far out, where the formula as printed in Akka loses its digits. Never negative.
/// Throws std::invalid_argument unless deviation > 0 and elapsed and mean are numbers.
double phi_normal(double elapsed, double mean, double deviation);

/// The last intervals between heartbeats.
class IntervalWindow {
 public:
  /// Throws std::invalid_argument for a capacity of 0.
  explicit IntervalWindow(std::size_t capacity);

  /// Forgets the oldest interval if it is full.
  void add(double interval);

  std::size_t size() const { return intervals_.size(); }
  double mean() const;      ///< 0 if empty
  double variance() const;  ///< of the population, not of a sample; 0 if empty

 private:
  std::size_t capacity_, oldest_ = 0;
  std::vector<double> intervals_;
};

struct PhiExponentialOptions {
  std::size_t window = 1000;         ///< intervals remembered
  double first_interval = 2000.0;    ///< ms, taken for the interval before the first heartbeat
  double longest_interval = 2000.0;  ///< ms, longer ones are not remembered
};

/// Cassandra's detector. It convicts at phi > 8 by default.
class PhiExponential {
 public:
  /// Throws std::invalid_argument for an empty window or times that are not above 0.
  explicit PhiExponential(const PhiExponentialOptions& options = {});

  /// A heartbeat at `now`, in ms. Throws std::invalid_argument if it lies before the last one or is
  /// not finite.
  void heartbeat(double now);

  /// The doubt at `now`, in ms, 0 or more; 0 before the first heartbeat. Throws
  /// std::invalid_argument for NaN.
  double phi(double now) const;

 private:
  PhiExponentialOptions options_;
  IntervalWindow intervals_;
  bool monitoring_ = false;
  double last_ = 0.0;
};

struct PhiNormalOptions {
  double threshold = 8.0;          ///< phi from which the node counts as unavailable
  std::size_t window = 1000;       ///< intervals remembered
  double least_deviation = 100.0;  ///< ms
  double acceptable_pause = 0.0;   ///< ms on top of the mean before doubt sets in
  double first_estimate = 1000.0;  ///< ms, the interval guessed before there are any
};

/// Akka's detector. Intervals that ended while the node counted as unavailable are not remembered,
/// since one long pause would blunt it for long.
class PhiNormal {
 public:
  /// Throws std::invalid_argument for an empty window, a threshold, deviation or estimate that is
  /// not above 0, or a negative pause.
  explicit PhiNormal(const PhiNormalOptions& options = {});

  /// A heartbeat at `now`, in ms. Throws std::invalid_argument if it lies before the last one or is
  /// not finite.
  void heartbeat(double now);

  /// The doubt at `now`, in ms, 0 or more; 0 before the first heartbeat. Throws
  /// std::invalid_argument for NaN.
  double phi(double now) const;

  bool available(double now) const { return phi(now) < options_.threshold; }

 private:
  PhiNormalOptions options_;
  IntervalWindow intervals_;
  bool monitoring_ = false;
  double last_ = 0.0;
};

}  // namespace distributed::failure
