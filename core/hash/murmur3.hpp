#pragma once
// MurmurHash3 x64_128, and the token that Cassandra makes of it.
//
//   Hash128 hash = murmur3_x64_128("hello", 1);
//   std::int64_t token = cassandra_token("123");     // -7468325962851647638
//
// Cassandra's port to Java reads the last, incomplete block through signed bytes: for keys that
// have bytes from 0x80 on there, its hash differs from everybody else's. Both are here.
//
// Sources: A. Appleby, MurmurHash3.cpp in SMHasher (public domain); Apache Cassandra,
// org.apache.cassandra.utils.MurmurHash and dht.Murmur3Partitioner.

#include <cstdint>
#include <string_view>

namespace distributed {

/// A 128-bit hash as its two halves, in the order in which the reference writes them.
struct Hash128 {
  std::uint64_t first = 0;
  std::uint64_t second = 0;

  friend bool operator==(const Hash128&, const Hash128&) = default;
};

/// MurmurHash3 x64_128 of the bytes of `key`.
Hash128 murmur3_x64_128(std::string_view key, std::uint32_t seed = 0);

/// The place of `key` on Cassandra's ring (Murmur3Partitioner): -2^63 + 1 ... 2^63 - 1, as the
/// smallest number stands for "before all tokens" and is mapped to the largest.
std::int64_t cassandra_token(std::string_view key);

}  // namespace distributed
