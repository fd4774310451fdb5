#pragma once
// How long requests take that come in bursts: an on/off source in front of one server.
//
//   const Bursts bursts{80, 1, 4};             // 80 a second on average, 1 s on, 4 s off
//   mean_time_of_bursts(bursts, 100);          // 12 s, where 80 a second at random take 0.05 s
//
//   on   ||| || |||| |             || ||| |    Poisson arrivals while it is on, at the rate that
//   off               _____________            makes the mean; both last for exponential times
//
// The times between arrivals are independent, so this is the queue GI/M/1: an arrival finds k
// requests with probability (1 - s) s^k, where s is the root of s = A(mu - mu s) below 1 and A the
// Laplace transform of the time between arrivals. The time is exponential with rate mu (1 - s).
//
// Sources: A. Kuczura, "The Interrupted Poisson Process as an Overflow Process", Bell System
// Technical Journal 52(3), 1973, for A; L. Kleinrock, "Queueing Systems, Volume 1", 1975, section
// 6.4, for GI/M/1.

namespace distributed {

struct Bursts {
  double mean_rate = 0;    ///< arrivals per second over a long time
  double seconds_on = 1;   ///< how long a burst lasts on average, above 0
  double seconds_off = 0;  ///< how long it pauses on average; 0: arrivals at random, no bursts

  bool operator==(const Bursts&) const = default;
};

/// Arrivals per second within a burst: mean_rate (on + off)/on. Throws std::out_of_range unless
/// mean_rate and seconds_off are at least 0 and seconds_on above 0, all finite, as all below do.
double rate_in_burst(const Bursts& bursts);

/// Probability that an arrival finds the server busy; 1 if mean_rate >= service_rate. Throws
/// std::out_of_range unless service_rate > 0 and finite.
double busy_at_arrival(const Bursts& bursts, double service_rate);

/// Seconds until a request is served, on average; infinite if mean_rate >= service_rate.
double mean_time_of_bursts(const Bursts& bursts, double service_rate);

/// The time in seconds that the given share of requests does not exceed. Throws std::out_of_range
/// unless 0 <= share <= 1.
double time_quantile_of_bursts(const Bursts& bursts, double service_rate, double share);

}  // namespace distributed
