#pragma once
// How full the fullest shard is when some keys are asked for more often than others.
//
//   const Zipf names(100000, 1.0);
//   zipf_shares(names, shard_of_rank, 8);         // the exact share of each of 8 shards
//   hot_shard_share(0.2, 8);                      // 0.3: of the shard that has a key with a fifth
//   hot_shard_share(0.2, 8, 4);                   // 0.15: if that key is spread over four
//
// No placement of whole keys can do better than the most frequent key alone: with 8 shards and a
// key with a fifth of the requests its shard has at least a fifth, where 1/8 would be even.
//
// Spreading one key (a random suffix, "salting") is described in M. Kleppmann, "Designing
// Data-Intensive Applications", O'Reilly, 2017, chapter 6, "Skewed workloads and relieving hot
// spots"; a read must then ask all the parts.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "random/zipf.hpp"

namespace distributed {

/// The share of the requests that goes to each shard, if shard_of_rank[k - 1] has the k-th most
/// frequent key: a sum of Zipf's probabilities. Throws std::invalid_argument unless every key has
/// a shard below `shards`.
std::vector<double> zipf_shares(const Zipf& keys, std::span<const std::uint32_t> shard_of_rank,
                                std::size_t shards);

/// The share of the fullest of `shards` shards, if one key has the share `hot` of all requests,
/// spread evenly over `parts` different shards, and all other keys are spread evenly over all:
/// hot/parts + (1 - hot)/shards. Throws std::out_of_range unless 0 <= hot <= 1 and
/// 1 <= parts <= shards.
double hot_shard_share(double hot, std::size_t shards, std::size_t parts = 1);

}  // namespace distributed
