#pragma once
// Whole numbers from bytes, least significant byte first, on every machine and at any alignment.

#include <cstdint>

namespace distributed {

/// The 32-bit number in the four bytes at `bytes`.
inline std::uint32_t load_u32(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]} << 16 |
         std::uint32_t{bytes[3]} << 24;
}

/// The 64-bit number in the eight bytes at `bytes`.
inline std::uint64_t load_u64(const unsigned char* bytes) {
  return load_u32(bytes) | std::uint64_t{load_u32(bytes + 4)} << 32;
}

}  // namespace distributed
