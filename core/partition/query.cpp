#include "partition/query.hpp"

#include "partition/fan_out.hpp"
#include "text/error.hpp"

namespace distributed {

double expected_shards(std::size_t shards, std::size_t keys) {
  const double even = 1 - rows_travelling(shards);
  return static_cast<double>(shards) * slow_probability(even, keys);
}

double rows_travelling(std::size_t shards) {
  if (shards == 0) throw_invalid_argument("query: there must be at least one shard");
  return static_cast<double>(shards - 1) / static_cast<double>(shards);
}

}  // namespace distributed
