#pragma once
// How long a request takes when several equal servers share one line: the queue M/M/c.
//
//   const ServerPool pool{4, 1, 5};            // 4 arrive a second, 1 is served a second, 5 servers
//   utilisation(pool);                         // 0.8
//   wait_probability(pool);                    // 0.5541 (Erlang C)
//   mean_time(pool);                           // 1.5541 s, waiting and service
//   time_quantile(pool, 0.99);                 // 6.1 s
//
//   ---- lambda ----> [ | | | ] ---> ( mu )    arrivals at random (a Poisson process), service
//                              \---> ( mu )    exponential with mean 1/mu, first come first served
//
// With one server it is M/M/1, whose time is exponential (lag/apply_queue_law.hpp says the same of
// writes). Arrivals that come in bursts wait longer: queueing/burst_law.hpp. When lambda reaches
// c mu there is no steady state: the line grows without end.
//
// Source: L. Kleinrock, "Queueing Systems, Volume 1: Theory", Wiley, 1975, section 3.5; Erlang's
// formulas by their recursion, so that many servers do not overflow.

#include <cstdint>

namespace distributed {

/// Rates in requests per second; any other unit of time does as well, for times in that unit.
struct ServerPool {
  double arrival_rate = 0;    // lambda
  double service_rate = 1;    // mu, of one server
  std::uint32_t servers = 1;  // c
};

/// Returns the pool if 0 <= arrival_rate, 0 < service_rate, both finite, and servers >= 1; throws
/// std::out_of_range otherwise. The functions below throw the same.
const ServerPool& validate(const ServerPool& pool);

/// The share of time in which a server is busy: lambda/(c mu), above 1 if they cannot keep up.
double utilisation(const ServerPool& pool);

/// Probability that a request finds all servers busy and there is no line: Erlang B.
double loss_probability(const ServerPool& pool);

/// Probability that a request must wait: Erlang C; 1 if lambda >= c mu.
double wait_probability(const ServerPool& pool);

/// Seconds that a request waits on average: C/(c mu - lambda); infinite if lambda >= c mu.
double mean_wait(const ServerPool& pool);

/// Seconds until a request is served on average: that and 1/mu.
double mean_time(const ServerPool& pool);

/// Requests that wait or are served, on average: lambda times the mean time (Little's law).
double mean_requests(const ServerPool& pool);

/// Probability that a request waits for more than `seconds`: C e^(-(c mu - lambda) t).
double wait_exceeds_probability(const ServerPool& pool, double seconds);

/// Probability that a request takes more than `seconds`, waiting and service; 1 if lambda >= c mu.
double time_exceeds_probability(const ServerPool& pool, double seconds);

/// The time in seconds that the given share of requests does not exceed; infinite if lambda >= c mu
/// or share = 1. Throws std::out_of_range unless 0 <= share <= 1.
double time_quantile(const ServerPool& pool, double share);

}  // namespace distributed
