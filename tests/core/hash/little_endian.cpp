#include "hash/little_endian.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed;

TEST_CASE("Numbers are read with the least significant byte first, at any alignment", "[hash]") {
  const unsigned char bytes[] = {0xff, 0x01, 0x02, 0x03, 0x84, 0x05, 0x06, 0x07, 0x88};
  CHECK(load_u32(bytes) == 0x030201ff);
  CHECK(load_u32(bytes + 1) == 0x84030201);
  CHECK(load_u64(bytes) == 0x07060584030201ff);
  CHECK(load_u64(bytes + 1) == 0x8807060584030201);
}
