#include "hash/md5.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "hash/little_endian.hpp"
#include "text/error.hpp"

#define DISTRIBUTED_INLINE [[gnu::always_inline]] inline

namespace distributed {
namespace {

constexpr std::size_t block_bytes = 64;
constexpr std::size_t block_words = block_bytes / 4;
constexpr std::size_t longest_of_one_block = block_bytes - 9;  // a one bit and the length follow

// floor(2^32 |sin(i + 1)|), RFC 1321, 3.4.
constexpr std::array<std::uint32_t, 64> sines{
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr int rotations[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
constexpr Md5 start{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

// Sixteen numbers that go through the same steps: four vectors of 128 bits, so four chains that do
// not wait for each other. The compiler makes scalar code of them where there are no vectors.
struct Lanes {
  using Four [[gnu::vector_size(16)]] = std::uint32_t;
  static constexpr std::size_t count = 16;
  Four w, x, y, z;
};

template <typename Word>
DISTRIBUTED_INLINE Word same(std::uint32_t x);
template <>
DISTRIBUTED_INLINE std::uint32_t same(std::uint32_t x) {
  return x;
}
template <>
DISTRIBUTED_INLINE Lanes same(std::uint32_t x) {
  const Lanes::Four four = {x, x, x, x};
  return {four, four, four, four};
}

DISTRIBUTED_INLINE Lanes operator+(const Lanes& l, const Lanes& r) {
  return {l.w + r.w, l.x + r.x, l.y + r.y, l.z + r.z};
}
DISTRIBUTED_INLINE Lanes operator^(const Lanes& l, const Lanes& r) {
  return {l.w ^ r.w, l.x ^ r.x, l.y ^ r.y, l.z ^ r.z};
}
DISTRIBUTED_INLINE Lanes operator&(const Lanes& l, const Lanes& r) {
  return {l.w & r.w, l.x & r.x, l.y & r.y, l.z & r.z};
}
DISTRIBUTED_INLINE Lanes operator|(const Lanes& l, const Lanes& r) {
  return {l.w | r.w, l.x | r.x, l.y | r.y, l.z | r.z};
}
DISTRIBUTED_INLINE Lanes operator~(const Lanes& l) {
  return {~l.w, ~l.x, ~l.y, ~l.z};
}
DISTRIBUTED_INLINE Lanes operator<<(const Lanes& l, int n) {
  return {l.w << n, l.x << n, l.y << n, l.z << n};
}
DISTRIBUTED_INLINE Lanes operator>>(const Lanes& l, int n) {
  return {l.w >> n, l.x >> n, l.y >> n, l.z >> n};
}

template <std::size_t i, typename Word>
DISTRIBUTED_INLINE void step(Word (&state)[4], const Word (&message)[block_words]) {
  // The names of the RFC; they move round by one from step to step.
  Word& a = state[(64 - i) % 4];
  const Word b = state[(65 - i) % 4], c = state[(66 - i) % 4], d = state[(67 - i) % 4];
  constexpr std::size_t round = i / 16;
  constexpr std::size_t word = (round == 0   ? i
                                : round == 1 ? 5 * i + 1
                                : round == 2 ? 3 * i + 5
                                             : 7 * i) %
                               block_words;
  constexpr int rotation = rotations[round][i % 4];

  // b comes last from the step before: whatever does not need it is ready by then.
  const Word early = a + message[word] + same<Word>(sines[i]);
  Word sum;
  if constexpr (round == 0) {
    sum = early + (d ^ (b & (c ^ d)));
  } else if constexpr (round == 1) {
    sum = early + (~d & c) + (d & b);
  } else if constexpr (round == 2) {
    sum = early + ((c ^ d) ^ b);
  } else {
    sum = early + (c ^ (b | ~d));
  }
  a = b + ((sum << rotation) | (sum >> (32 - rotation)));
}

template <typename Word, std::size_t... i>
DISTRIBUTED_INLINE void all_steps(Word (&state)[4], const Word (&message)[block_words],
                                  std::index_sequence<i...>) {
  (step<i>(state, message), ...);
}

void absorb(Md5& digest, const unsigned char* block) {
  std::uint32_t message[block_words];
  for (std::size_t i = 0; i < block_words; ++i) message[i] = load_u32(block + 4 * i);
  std::uint32_t state[4] = {digest[0], digest[1], digest[2], digest[3]};
  all_steps(state, message, std::make_index_sequence<64>{});
  for (std::size_t i = 0; i < 4; ++i) digest[i] += state[i];
}

// The last `size` % 8 bytes of a message as a number, the bit that ends a message behind them.
DISTRIBUTED_INLINE std::uint64_t last_word(const unsigned char* bytes, std::size_t size) {
  const std::size_t left = size % 8;
  const std::uint64_t end = std::uint64_t{0x80} << (8 * left);
  if (left == 0) return end;
  if (size >= 8) return end | load_u64(bytes + size - 8) >> (64 - 8 * left);
  if (left >= 4) {
    return end | load_u32(bytes) | std::uint64_t{load_u32(bytes + left - 4)} << (8 * (left - 4));
  }
  // First, middle and last of one to three bytes; some of them coincide.
  return end | bytes[0] | std::uint64_t{bytes[left / 2]} << (8 * (left / 2)) |
         std::uint64_t{bytes[left - 1]} << (8 * (left - 1));
}

// The first words of the MD5s of Lanes::count messages, none longer than longest_of_one_block.
void hash_lanes(const std::string_view* messages, std::uint32_t* hashes) {
  alignas(16) std::uint32_t words[block_words][Lanes::count] = {};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(messages[lane].data());
    const std::size_t size = messages[lane].size();
    const std::size_t whole = size / 8;
    for (std::size_t i = 0; i <= whole; ++i) {
      const std::uint64_t two = i < whole ? load_u64(bytes + 8 * i) : last_word(bytes, size);
      words[2 * i][lane] = static_cast<std::uint32_t>(two);
      words[2 * i + 1][lane] = static_cast<std::uint32_t>(two >> 32);
    }
    words[14][lane] = static_cast<std::uint32_t>(8 * size);
  }
  Lanes message[block_words];
  for (std::size_t i = 0; i < block_words; ++i) std::memcpy(&message[i], words[i], sizeof(Lanes));
  Lanes state[4] = {same<Lanes>(start[0]), same<Lanes>(start[1]), same<Lanes>(start[2]),
                    same<Lanes>(start[3])};
  all_steps(state, message, std::make_index_sequence<64>{});
  const Lanes first = state[0] + same<Lanes>(start[0]);
  std::memcpy(hashes, &first, sizeof first);
}

}  // namespace

Md5 md5(std::string_view message) {
  Md5 digest = start;
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::size_t left = message.size();
  for (; left >= block_bytes; left -= block_bytes, bytes += block_bytes) absorb(digest, bytes);

  unsigned char last[2 * block_bytes] = {};
  if (left > 0) std::memcpy(last, bytes, left);
  last[left] = 0x80;
  const std::size_t padded = left <= longest_of_one_block ? block_bytes : 2 * block_bytes;
  const std::uint64_t bits = std::uint64_t{message.size()} * 8;
  for (std::size_t i = 0; i < 8; ++i) {
    last[padded - 8 + i] = static_cast<unsigned char>(bits >> (8 * i));
  }
  for (std::size_t i = 0; i < padded; i += block_bytes) absorb(digest, last + i);
  return digest;
}

std::uint32_t ketama_hash(std::string_view key) {
  return md5(key)[0];
}

void ketama_hashes(std::span<const std::string_view> keys, std::span<std::uint32_t> hashes) {
  if (keys.size() != hashes.size()) {
    throw_invalid_argument("ketama_hashes: there must be room for one hash for each key");
  }
  std::size_t i = 0;
  for (; i + Lanes::count <= keys.size(); i += Lanes::count) {
    const bool short_keys =
        std::all_of(keys.begin() + i, keys.begin() + i + Lanes::count,
                    [](std::string_view key) { return key.size() <= longest_of_one_block; });
    if (short_keys) {
      hash_lanes(&keys[i], &hashes[i]);
    } else {
      for (std::size_t j = i; j < i + Lanes::count; ++j) hashes[j] = ketama_hash(keys[j]);
    }
  }
  for (; i < keys.size(); ++i) hashes[i] = ketama_hash(keys[i]);
}

}  // namespace distributed
