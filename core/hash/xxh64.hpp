#pragma once
// XXH64: a fast 64-bit hash of good quality, the one Envoy's ring and our own use.
//
//   std::uint64_t hash = xxh64("node-4#17");
//
// Source: Y. Collet's xxHash, specification at github.com/Cyan4973/xxHash/blob/dev/doc. The work is
// done by that library; its header stays out of ours.

#include <cstdint>
#include <string_view>

namespace distributed {

/// The XXH64 of the bytes of `key`.
std::uint64_t xxh64(std::string_view key, std::uint64_t seed = 0);

}  // namespace distributed
