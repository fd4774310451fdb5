#include "hash/murmur3.hpp"

#include <cstddef>
#include <limits>

#include "hash/little_endian.hpp"
#include "hash/mix.hpp"

namespace distributed {
namespace {

constexpr std::uint64_t c1 = 0x87c37b91114253d5;
constexpr std::uint64_t c2 = 0x4cf5ad432745937f;

constexpr std::uint64_t rotate_left(std::uint64_t x, int count) {
  return (x << count) | (x >> (64 - count));
}

std::uint64_t scramble_first(std::uint64_t k) {
  return rotate_left(k * c1, 31) * c2;
}
std::uint64_t scramble_second(std::uint64_t k) {
  return rotate_left(k * c2, 33) * c1;
}

// Byte is what a byte of the tail widens from: unsigned char, or signed char for Cassandra.
template <typename Byte>
Hash128 murmur3(std::string_view key, std::uint64_t seed) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(key.data());
  const std::size_t blocks = key.size() / 16;
  std::uint64_t h1 = seed, h2 = seed;
  for (std::size_t i = 0; i < blocks; ++i) {
    h1 ^= scramble_first(load_u64(bytes + 16 * i));
    h1 = (rotate_left(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= scramble_second(load_u64(bytes + 16 * i + 8));
    h2 = (rotate_left(h2, 31) + h1) * 5 + 0x38495ab5;
  }

  // XOR, not OR: the sign of a byte reaches into those above it.
  const unsigned char* tail = bytes + 16 * blocks;
  const std::size_t left = key.size() % 16;
  std::uint64_t k1 = 0, k2 = 0;
  for (std::size_t i = 0; i < left; ++i) {
    const auto widened = static_cast<std::uint64_t>(std::int64_t{static_cast<Byte>(tail[i])});
    (i < 8 ? k1 : k2) ^= widened << (8 * (i % 8));
  }
  h1 ^= scramble_first(k1);
  h2 ^= scramble_second(k2);

  h1 ^= key.size();
  h2 ^= key.size();
  h1 += h2;
  h2 += h1;
  h1 = mix_64(h1);
  h2 = mix_64(h2);
  h1 += h2;
  h2 += h1;
  return {h1, h2};
}

}  // namespace

Hash128 murmur3_x64_128(std::string_view key, std::uint32_t seed) {
  return murmur3<unsigned char>(key, seed);
}

std::int64_t cassandra_token(std::string_view key) {
  const auto token = static_cast<std::int64_t>(murmur3<signed char>(key, 0).first);
  return token == std::numeric_limits<std::int64_t>::min()
             ? std::numeric_limits<std::int64_t>::max()
             : token;
}

}  // namespace distributed
