#pragma once
// Mixing numbers that are hashes already: every bit of the input changes half the bits of the
// output, and different inputs stay different.

#include <cstdint>

namespace distributed {

/// MurmurHash3's finaliser of 64 bits, a bijection (A. Appleby).
constexpr std::uint64_t mix_64(std::uint64_t x) {
  x = (x ^ (x >> 33)) * 0xff51afd7ed558ccd;
  x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53;
  return x ^ (x >> 33);
}

}  // namespace distributed
