#pragma once
// The one source of chance: xoshiro256++ seeded through SplitMix64.
//
//   Generator chance{42};
//   std::uint64_t bits = chance();          // 64 uniform bits
//   Generator other = chance.split();       // an independent stream
//
// Same seed, same numbers, on every machine. Satisfies std::uniform_random_bit_generator, but use
// our own distributions (distributions.hpp): the standard ones differ between libraries.
//
// Source: D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS
// 47(4), 2021; reference code at prng.di.unimi.it.

#include <array>
#include <cstdint>
#include <limits>

namespace distributed {

/// SplitMix64: advances `state` and returns the next 64 bits. Turns any seed into a good state.
constexpr std::uint64_t split_mix_64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// xoshiro256++: period 2^256 - 1, all 64 bits usable.
class Generator {
 public:
  using result_type = std::uint64_t;
  using State = std::array<std::uint64_t, 4>;

  /// Fills the state with four SplitMix64 outputs, as the authors advise.
  explicit constexpr Generator(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = split_mix_64(seed);
  }

  /// Starts from a given state, which must not be all zeros.
  explicit constexpr Generator(const State& state) : state_(state) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  constexpr result_type operator()() {
    const std::uint64_t result = rotate_left(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate_left(state_[3], 45);
    return result;
  }

  /// A generator of its own for a part of a simulation, seeded with the next output of this one.
  constexpr Generator split() { return Generator{(*this)()}; }

 private:
  static constexpr std::uint64_t rotate_left(std::uint64_t x, int count) {
    return (x << count) | (x >> (64 - count));
  }

  State state_{};
};

}  // namespace distributed
