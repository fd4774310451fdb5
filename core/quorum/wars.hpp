#pragma once
// How stale is eventually consistent? The WARS model, answered by Monte Carlo.
//
//   Wars wars{{3, 1, 1}, lnkd_disk()};
//   wars.run(chance, 100000);
//   wars.fresh_probability(10);          // 0.925: read 10 ms after the write returned
//   wars.t_visibility(0.999);            // 45 ms until 99.9 % of reads are fresh
//   wars.read_latency(0.999);            // ms
//   wars.run(chance, 100000);            // more trials, a smoother curve
//
// One trial: a write goes to all n replicas at once and returns with the w-th acknowledgement. A
// read starts t later, asks all n and takes the first r answers. It is fresh if one of those
// replicas had the write by the time the read reached it:
//
//   write   0 ----- W_i ----> replica i has it ----- A_i ----> acknowledged
//                          |........... w_t = w-th smallest W_i + A_i, the write returns
//   read                   w_t + t ----- R_i ----> replica i answers ----- S_i ----> answered
//
//   fresh  <=>  w_t + t + R_i >= W_i for one of the r replicas with the smallest R_i + S_i
//
// (the paper's prose prints the inequality the other way round). So each trial has a time of its
// own from which on it is fresh, t_i = max(0, min(W_i - R_i) - w_t), and one run gives the whole
// curve.
//
// Trials are drawn one after the other and compared in batches: running 100 and then 200 is the
// same as running 300.
//
// Source: P. Bailis et al., "Probabilistically Bounded Staleness for Practical Partial Quorums",
// PVLDB 5(8), 2012, sections 3.3 and 4.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "quorum/delay_sampler.hpp"
#include "quorum/latency_histogram.hpp"
#include "quorum/latency_models.hpp"
#include "quorum/rules.hpp"
#include "random/generator.hpp"

namespace distributed {

class Wars {
 public:
  /// Throws std::out_of_range for an invalid quorum or latency model.
  Wars(const Quorum& quorum, const LatencyModel& model);

  /// Adds that many trials to those before. Costs n * (4 draws + about w + r comparisons) a trial.
  void run(Generator& chance, std::uint64_t trials);

  /// How many trials have run.
  std::uint64_t trials() const { return visibility_.count(); }

  /// Probability that a read that starts t ms after the write returned sees it; 0 before the first
  /// trial and for t < 0.
  double fresh_probability(double t) const { return visibility_.probability_within(t); }

  /// The least t in ms at which reads are fresh with the given probability; 0 before the first
  /// trial. Throws std::out_of_range unless 0 <= probability <= 1.
  double t_visibility(double probability) const { return visibility_.quantile(probability); }

  /// The latency in ms that the given share of reads does not exceed; 0 before the first trial.
  /// Throws std::out_of_range unless 0 <= share <= 1.
  double read_latency(double share) const { return read_latencies_.quantile(share); }

  /// The latency in ms that the given share of writes does not exceed; 0 before the first trial.
  /// Throws std::out_of_range unless 0 <= share <= 1.
  double write_latency(double share) const { return write_latencies_.quantile(share); }

  const Quorum& quorum() const { return quorum_; }

 private:
  static constexpr std::size_t batch = 128;

  void draw(Generator& chance, std::size_t trials);
  void evaluate(std::size_t trials);

  Quorum quorum_;
  std::vector<DelaySampler> samplers_;  // the different ones of W, A, R, S
  std::size_t write_, acknowledge_, read_, respond_;
  double remote_delay_;

  // One row for each replica, one column for each trial of the batch, in ms.
  std::vector<double> acknowledged_;  // W + A
  std::vector<double> answered_;      // R + S
  std::vector<double> deficit_;       // W - R

  LatencyHistogram visibility_, read_latencies_, write_latencies_;
};

}  // namespace distributed
