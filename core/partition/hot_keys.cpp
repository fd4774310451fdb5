#include "partition/hot_keys.hpp"

#include "text/error.hpp"

namespace distributed {

std::vector<double> zipf_shares(const Zipf& keys, std::span<const std::uint32_t> shard_of_rank,
                                std::size_t shards) {
  if (shard_of_rank.size() != keys.keys()) {
    throw_invalid_argument("Zipf shares: there are ", keys.keys(), " keys and ",
                           shard_of_rank.size(), " shards of them");
  }
  std::vector<double> shares(shards);
  // From the rare to the frequent, so that the former are not lost in rounding.
  for (std::uint32_t rank = keys.keys(); rank > 0; --rank) {
    const std::uint32_t shard = shard_of_rank[rank - 1];
    if (shard >= shards) throw_invalid_argument("Zipf shares: there is no shard ", shard);
    shares[shard] += keys.probability(rank);
  }
  return shares;
}

double hot_shard_share(double hot, std::size_t shards, std::size_t parts) {
  if (!(hot >= 0 && hot <= 1) || parts < 1 || parts > shards) {
    throw_out_of_range("hot key: its share is ", hot, ", in ", parts, " parts on ", shards,
                       " shards");
  }
  return hot / static_cast<double>(parts) + (1 - hot) / static_cast<double>(shards);
}

}  // namespace distributed
