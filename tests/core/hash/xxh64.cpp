#include "hash/xxh64.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <string>

using namespace distributed;

namespace {

// The test buffer of xxHash, cli/xsum_sanity_check.c.
std::string sanity_buffer(std::size_t length) {
  std::string buffer(length, '\0');
  std::uint64_t generator = 2654435761u;
  for (char& byte : buffer) {
    byte = static_cast<char>(generator >> 56);
    generator *= 11400714785074694797u;
  }
  return buffer;
}

}  // namespace

TEST_CASE("XXH64 gives the values of xxHash's own sanity check", "[hash]") {
  // Y. Collet, xxHash, cli/xsum_sanity_check.c.
  constexpr std::uint64_t prime = 2654435761u;
  struct Vector {
    std::size_t length;
    std::uint64_t seed, hash;
  };
  for (const auto& [length, seed, hash] : {
           Vector{0, 0, 0xEF46DB3751D8E999},
           Vector{0, prime, 0xAC75FDA2929B17EF},
           Vector{1, 0, 0xE934A84ADB052768},
           Vector{1, prime, 0x5014607643A9B4C3},
           Vector{4, 0, 0x9136A0DCA57457EE},
           Vector{14, 0, 0x8282DCC4994E35C8},
           Vector{14, prime, 0xC3BD6BF63DEB6DF0},
           Vector{222, 0, 0xB641AE8CB691C174},
           Vector{222, prime, 0x20CB8AB7AE10C14A},
       }) {
    CHECK(xxh64(sanity_buffer(length), seed) == hash);
  }
}

TEST_CASE("XXH64 does not depend on where the bytes lie", "[hash]") {
  const std::string text = sanity_buffer(100);
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const std::uint64_t expected = xxh64(text.substr(0, length));
    for (std::size_t shift = 1; shift < 8; ++shift) {
      const std::string shifted = std::string(shift, 'x') + text.substr(0, length);
      REQUIRE(xxh64(std::string_view(shifted).substr(shift)) == expected);
    }
  }
}

TEST_CASE("XXH64 of an empty view without data is that of the empty string", "[hash]") {
  CHECK(xxh64(std::string_view{}) == xxh64(""));
}
