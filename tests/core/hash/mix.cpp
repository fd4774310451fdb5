#include "hash/mix.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace distributed;

TEST_CASE("mix_64 keeps zero and different inputs different", "[hash]") {
  CHECK(mix_64(0) == 0);
  std::set<std::uint64_t> seen;
  for (std::uint64_t i = 0; i < 10000; ++i) seen.insert(mix_64(i));
  CHECK(seen.size() == 10000);
}

TEST_CASE("Each input bit of mix_64 turns about half of the output bits", "[hash]") {
  for (int bit = 0; bit < 64; ++bit) {
    int turned = 0;
    for (std::uint64_t i = 1; i <= 1000; ++i) {
      std::uint64_t difference =
          mix_64(i * 0x9e3779b97f4a7c15) ^ mix_64((i * 0x9e3779b97f4a7c15) ^ (1ull << bit));
      for (; difference != 0; difference &= difference - 1) ++turned;
    }
    // 64,000 fair coins: eight standard deviations.
    CHECK(turned > 32000 - 8 * 127);
    CHECK(turned < 32000 + 8 * 127);
  }
}
