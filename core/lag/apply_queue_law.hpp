#pragma once
// How far behind a follower is on average, when it applies a leader's writes one at a time.
//
//   const ApplyLoad load{90, 100};             // writes a second: committed, and applied at most
//   lag_exceeds_probability(load, 0.2);        // 0.135
//   mean_lag(load);                            // 0.1 s
//   drain_time(load, 500);                     // 50 s to work off 500 writes
//
//   leader ---- lambda ----> [ | | | ] ---- mu ----> applied, visible to reads
//
// Commits come at random (a Poisson process), applying takes an exponential time: the queue M/M/1.
// A write's lag, from its commit to its visibility, is then exponential with rate mu - lambda. When
// lambda reaches mu there is no steady state: the lag grows without end.
//
// Source: L. Kleinrock, "Queueing Systems, Volume 1: Theory", Wiley, 1975, section 3.2 and the
// distribution of the time in the system in section 5.12.

namespace distributed {

/// Rates in writes per second.
struct ApplyLoad {
  double commit_rate = 0;  // lambda
  double apply_rate = 1;   // mu
};

/// Returns the load if 0 <= commit_rate and 0 < apply_rate, both finite; throws std::out_of_range
/// otherwise. The functions below throw the same.
const ApplyLoad& validate(const ApplyLoad& load);

/// The share of time in which the follower is busy: lambda/mu, above 1 if it cannot keep up.
double utilisation(const ApplyLoad& load);

/// Probability that a write becomes visible more than `seconds` after its commit, which is also how
/// often a read that much later from this follower misses it: e^(-(mu - lambda) t); 1 if lambda >=
/// mu or seconds <= 0.
double lag_exceeds_probability(const ApplyLoad& load, double seconds);

/// Seconds from a commit to its visibility on average: 1/(mu - lambda); infinite if lambda >= mu.
double mean_lag(const ApplyLoad& load);

/// The lag in seconds that the given share of writes does not exceed: -ln(1 - share)/(mu - lambda);
/// infinite if lambda >= mu or share = 1. Throws std::out_of_range unless 0 <= share <= 1.
double lag_quantile(const ApplyLoad& load, double share);

/// Committed writes that are not yet applied, on average: lambda/(mu - lambda), by Little's law;
/// infinite if lambda >= mu.
double mean_backlog(const ApplyLoad& load);

/// Seconds to work off a backlog while writes go on: backlog/(mu - lambda), the fluid limit;
/// infinite if lambda >= mu. Throws std::out_of_range unless backlog >= 0.
double drain_time(const ApplyLoad& load, double backlog);

}  // namespace distributed
