#include "hash/xxh64.hpp"

#define XXH_INLINE_ALL
#define XXH_NO_XXH3
#include <xxhash.h>

namespace distributed {

std::uint64_t xxh64(std::string_view key, std::uint64_t seed) {
  return XXH64(key.data(), key.size(), seed);
}

}  // namespace distributed
