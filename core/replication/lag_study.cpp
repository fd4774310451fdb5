#include "replication/lag_study.hpp"

#include <algorithm>
#include <optional>

#include "lag/lindley.hpp"
#include "replication/lost_writes.hpp"

namespace distributed::replication {
namespace {

void try_failovers(LagStudy& study, const ReplicaSetSettings& settings, Generator& chance) {
  SingleLeaderOptions options;
  options.nodes = ReplicaSetSettings::nodes;
  options.mode = settings.mode;
  options.acks = static_cast<std::size_t>(settings.acks);
  SingleLeader fresh(options, Generator{1});
  settings.set_ways(fresh);
  const auto counts = losses_of_failovers(fresh, settings.rate, simulation::seconds(0.4),
                                          LagStudy::failovers, chance);
  const double lag = settings.mode == ReplicationMode::asynchronous ? settings.way(0, 1) : 0;
  study.mean_loss_law = expected_lost_writes(settings.rate, lag);
  constexpr std::size_t least = 5;
  for (std::size_t lost = 0; lost < std::max(counts.size(), least); ++lost) {
    const std::size_t count = lost < counts.size() ? counts[lost] : 0;
    study.losses.push_back(double(count) / LagStudy::failovers);
    study.mean_loss += double(lost) * study.losses.back();
    study.loss_laws.push_back(lost_probability(settings.rate, lag, lost));
  }
}

LagStudy made(const ReplicaSetSettings& settings, double read_after) {
  LagStudy study;
  Generator chance{1};
  try_failovers(study, settings, chance);
  const double most = settings.load().apply_rate;
  for (const double share : {0.2, 0.4, 0.6, 0.7, 0.8, 0.9}) {
    study.lags.emplace_back(share, simulated_mean_lag({share * most, most}, 20000, chance));
  }
  study.steady = utilisation(settings.load()) < 1;
  if (!study.steady) return study;
  study.mean_lag = simulated_mean_lag(settings.load(), 20000, chance);
  study.mean_lag_law = distributed::mean_lag(settings.load());
  const SessionLoad load{.apply = settings.load(),
                         .ways = {settings.way(0, 1), settings.way(0, 2), settings.way(0, 3)},
                         .read_after = read_after};
  for (std::size_t remedy = 0; remedy < study.trials.size(); ++remedy) {
    study.trials[remedy] = try_session(load, static_cast<Remedy>(remedy), 400, chance);
  }
  study.missed_law = missed_by_law(load);
  study.wait_law = mean_wait_by_law(load);
  return study;
}

}  // namespace

const LagStudy& LagStudy::of(const ReplicaSetSettings& settings, double read_after) {
  static ReplicaSetSettings last;
  static double last_read_after;
  static std::optional<LagStudy> study;
  if (!study || !(last == settings) || last_read_after != read_after) {
    last = settings;
    last_read_after = read_after;
    study = made(settings, read_after);
  }
  return *study;
}

}  // namespace distributed::replication
