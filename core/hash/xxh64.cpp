#include "hash/xxh64.hpp"

#define XXH_INLINE_ALL
#define XXH_NO_XXH3
#include <xxhash.h>

namespace distributed {

std::uint64_t xxh64(std::string_view key, std::uint64_t seed) {
  // The hash of nothing is asked for at an address all the same, which an empty view may lack.
  const char* const bytes = key.data() ? key.data() : "";
  return XXH64(bytes, key.size(), seed);
}

}  // namespace distributed
