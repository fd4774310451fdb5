#pragma once
// The slot of a key in Redis Cluster: one of 16384, by the CRC16 of the key or of its hash tag.
//
//   redis_slot("somekey");                    // 11058
//   redis_slot("foo{hash_tag}");              // 2515, as that of "bar{hash_tag}"
//   redis_key_tag("{user1000}.following");    // "user1000"
//
// Keys with the same tag lie together, so that one command can use several of them.
//
// Source: Redis Cluster specification, "Key distribution model" and "Hash tags".

#include <cstddef>
#include <string_view>

namespace distributed {

inline constexpr std::size_t redis_slots = 16384;

/// What of a key is hashed: what stands between its first { and the first } behind it, if that is
/// anything, else the whole key.
std::string_view redis_key_tag(std::string_view key);

/// CRC16 of that, mod 16384.
std::size_t redis_slot(std::string_view key);

}  // namespace distributed
