#pragma once
// What it costs to ask many shards at once: the slowest one decides.
//
//   slow_probability(0.01, 100);                  // 0.634: nearly two of three such queries are slow
//   mean_slowest_exponential(10, 8);              // 27.2 ms, if one takes 10 ms on average
//   mean_slowest(latencies, 8);                   // the same of measured latencies
//   share_for_slowest(0.99, 100);                 // 0.9999: what each must keep to for 99 %
//
// Shards are taken to be slow independently of each other: then all k are fast with probability
// (1 - p)^k.
//
// Sources: J. Dean and L. A. Barroso, "The Tail at Scale", CACM 56(2), 2013; the mean of the
// largest of k exponentials, H_k times that of one: A. Renyi, "On the theory of order statistics",
// 1953.

#include <cstddef>
#include <span>

namespace distributed {

/// Probability that at least one of k shards is slow, if each is with probability p: 1 - (1-p)^k.
/// Throws std::out_of_range unless 0 <= p <= 1.
double slow_probability(double p, std::size_t shards);

/// The share of its own requests that each of k shards must serve in time so that all k do for
/// `share` of the queries: share^(1/k). Throws std::out_of_range unless 0 < share <= 1 and k >= 1.
double share_for_slowest(double share, std::size_t shards);

/// The mean latency of the slowest of k shards, if that of one is exponential with mean `mean`:
/// mean (1 + 1/2 + ... + 1/k); 0 for none. Throws std::out_of_range unless mean >= 0 and finite.
double mean_slowest_exponential(double mean, std::size_t shards);

/// The mean latency of the slowest of k shards, each drawn from these ascending latencies: sum of
/// x_i ((i/n)^k - ((i-1)/n)^k); 0 if k = 0. Throws std::invalid_argument if there are no latencies
/// or they do not ascend.
double mean_slowest(std::span<const double> ascending, std::size_t shards);

}  // namespace distributed
