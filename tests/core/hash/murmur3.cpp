#include "hash/murmur3.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <limits>
#include <string>

using namespace distributed;

namespace {

void append(std::string& bytes, std::uint64_t number) {
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(number >> (8 * i));
}

std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

}  // namespace

TEST_CASE("Murmur3 x64_128 has SMHasher's verification value", "[hash]") {
  // A. Appleby, SMHasher, main.cpp and KeysetTest.cpp: VerificationTest.
  std::string key, hashes;
  for (std::uint32_t i = 0; i < 256; ++i) {
    const Hash128 hash = murmur3_x64_128(key, 256 - i);
    append(hashes, hash.first);
    append(hashes, hash.second);
    key += static_cast<char>(i);
  }
  CHECK(static_cast<std::uint32_t>(murmur3_x64_128(hashes).first) == 0x6384BA69);
}

TEST_CASE("Murmur3 x64_128 gives the values of Guava's tests", "[hash]") {
  // Guava, com.google.common.hash.Murmur3Hash128Test.
  CHECK(murmur3_x64_128("hell", 0) == Hash128{0x629942693e10f867, 0x92db0b82baeb5347});
  CHECK(murmur3_x64_128("hello", 1) == Hash128{0xa78ddff5adae8d10, 0x128900ef20900135});
  CHECK(murmur3_x64_128("hello ", 2) == Hash128{0x8a486b23f422e826, 0xf962a2c58947765f});
  CHECK(murmur3_x64_128("hello w", 3) == Hash128{0x2ea59f466f6bed8c, 0xc610990acc428a17});
  CHECK(murmur3_x64_128("hello wo", 4) == Hash128{0x79f6305a386c572c, 0x46305aed3483b94e});
  CHECK(murmur3_x64_128("hello wor", 5) == Hash128{0xc2219d213ec1f1b5, 0xa1d8e2e0a52785bd});
  CHECK(murmur3_x64_128("The quick brown fox jumps over the lazy dog") ==
        Hash128{0xe34bbc7bbc071b6c, 0x7a433ca9c49a9347});
  CHECK(murmur3_x64_128("The quick brown fox jumps over the lazy cog") ==
        Hash128{0x658ca970ff85269a, 0x43fee3eaa68e5c3e});
}

TEST_CASE("Cassandra's tokens are those that its drivers know", "[hash]") {
  // datastax/python-driver, tests/unit/test_metadata.py.
  using namespace std::string_literals;
  CHECK(cassandra_token("123") == -7468325962851647638);
  const std::string signed_tail = repeated("\x00\xff\x10\xfa\x99"s, 10);
  CHECK(cassandra_token(signed_tail) == 5837342703291459765);
  CHECK(static_cast<std::int64_t>(murmur3_x64_128(signed_tail).first) == -5170820149742265494);
  CHECK(cassandra_token(repeated("\xfe", 8)) == -8927430733708461935);
  CHECK(cassandra_token(repeated("\x10", 8)) == 1446172840243228796);
  CHECK(cassandra_token("9223372036854775807") == 7162290910810015547);
  // datastax/ruby-driver, spec/cassandra/murmur3_spec.rb.
  CHECK(cassandra_token(std::string(16, '\0')) == 5457549051747178710);
  CHECK(cassandra_token(repeated("\xff", 16)) == -2824192546314762522);
  CHECK(cassandra_token("\x06\a\b\t\n\v\f\r\x0E\x0F\x10\x11\x12\x13\x14\x15") ==
        -6316563938475080831);
}

TEST_CASE("Cassandra maps the smallest number to the largest", "[hash]") {
  using namespace std::string_literals;
  // Found by running Murmur3, whose steps are all invertible, backwards from 2^63.
  const std::string key = "\x66\x95\xe3\xc7\xba\x3f\x08\x63\x54\xc5\x2c\x5b\xc5\x1e\x53\xc3"s;
  CHECK(murmur3_x64_128(key).first == std::uint64_t{1} << 63);
  CHECK(cassandra_token(key) == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("Cassandra's token is plain Murmur3 where no byte has its upper bit set", "[hash]") {
  std::string key;
  for (int length = 0; length < 64; ++length, key += static_cast<char>(length * 7 % 128)) {
    REQUIRE(cassandra_token(key) == static_cast<std::int64_t>(murmur3_x64_128(key).first));
  }
}

TEST_CASE("Cassandra reads only the incomplete last block through signed bytes", "[hash]") {
  CHECK(cassandra_token(repeated("\xfe", 32)) ==
        static_cast<std::int64_t>(murmur3_x64_128(repeated("\xfe", 32)).first));
  CHECK(cassandra_token(repeated("\xfe", 33)) !=
        static_cast<std::int64_t>(murmur3_x64_128(repeated("\xfe", 33)).first));
}
