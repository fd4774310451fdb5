#include "hash/crc16.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace distributed;

TEST_CASE("CRC16 gives the check value of the XMODEM variant", "[hash]") {
  // The Redis Cluster specification's "output for 123456789".
  CHECK(crc16_xmodem("123456789") == 0x31c3);
  CHECK(crc16_xmodem("") == 0);
}

TEST_CASE("A text followed by its CRC16 leaves no remainder", "[hash]") {
  for (std::string text : {"a", "foo", "\xff\x80\x01", "a longer text than that"}) {
    const std::uint16_t crc = crc16_xmodem(text);
    text += static_cast<char>(crc >> 8);
    text += static_cast<char>(crc & 0xff);
    CHECK(crc16_xmodem(text) == 0);
  }
}
