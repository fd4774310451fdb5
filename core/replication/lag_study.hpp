#pragma once
// What the settings of a replica set come to on average: experiments, beside their laws.
//
//   const LagStudy& study = LagStudy::of(settings, 0.02);
//   study.trials[0].missed;      // of reads 20 ms after their client's write, without a remedy
//   study.losses[0];             // share of failovers that lose nothing

#include <array>
#include <utility>
#include <vector>

#include "replication/replica_set.hpp"
#include "replication/session_trial.hpp"

namespace distributed::replication {

struct LagStudy {
  static constexpr std::size_t failovers = 400;

  /// Of the settings and the seconds from a write's commit to its client's first read; kept until
  /// others are asked for. Throws as its parts.
  static const LagStudy& of(const ReplicaSetSettings& settings, double read_after);

  bool steady = false;                 ///< replicas keep up; else the next three lines say nothing
  std::array<SessionTrial, 5> trials;  ///< by remedy
  double mean_lag = 0, mean_lag_law = 0;        ///< after arrival, in seconds
  double missed_law = 0, wait_law = 0;          ///< wait in seconds
  std::vector<std::pair<double, double>> lags;  ///< utilisation, mean lag in seconds
  double mean_loss = 0, mean_loss_law = 0;      ///< confirmed writes that a failover loses
  std::vector<double> losses, loss_laws;        ///< share that lost 0, 1, ... writes
};

}  // namespace distributed::replication
