#include "hash/md5.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

using namespace distributed;

namespace {

std::string hex(const Md5& digest) {
  std::string text;
  for (const std::uint32_t word : digest) {
    for (int byte = 0; byte < 4; ++byte) {
      const std::uint32_t value = word >> (8 * byte) & 255;
      text += "0123456789abcdef"[value / 16];
      text += "0123456789abcdef"[value % 16];
    }
  }
  return text;
}

}  // namespace

TEST_CASE("MD5 gives the digests of its test suite", "[hash]") {
  // R. Rivest, RFC 1321, appendix A.5.
  CHECK(hex(md5("")) == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex(md5("a")) == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(hex(md5("abc")) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex(md5("message digest")) == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hex(md5("abcdefghijklmnopqrstuvwxyz")) == "c3fcd3d76192e4007dfb496cca67e13b");
  CHECK(hex(md5("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")) ==
        "d174ab98d277d9f5a5611c2c9f419d9f");
  CHECK(hex(md5("1234567890123456789012345678901234567890123456789012345678901234567890123456789"
                "0")) == "57edf4a22be3c955ac49da2e2107b67a");
}

TEST_CASE("MD5 of a million letters is the published one", "[hash]") {
  // NESSIE, md5 test vectors, set 1, vector 8: a million times "a".
  CHECK(hex(md5(std::string(1000000, 'a'))) == "7707d6ae4e027c70eea2a935c2296f21");
}

TEST_CASE("MD5 is right for every length round the ends of a block", "[hash]") {
  // The MD5 of the digests, written one after the other, of the strings of 0 ... 199 letters x;
  // computed with Python's hashlib.
  std::string digests;
  for (std::size_t length = 0; length < 200; ++length)
    digests += hex(md5(std::string(length, 'x')));
  CHECK(hex(md5(digests)) == "0f0e2ac786e6a42eac7e7de3a518cd0c");
}

TEST_CASE("Ketama's hash of a key is the published one", "[hash]") {
  // R. Jones, libketama: hashi("test").
  CHECK(ketama_hash("test") == 3446378249);
}

TEST_CASE("Hashing keys together gives what hashing them one by one gives", "[hash]") {
  // Every length up to three blocks, so lanes of equal, of different and of too great length.
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 500; ++i) {
    std::string text(i < 200 ? i : (i * 37) % 56, '\0');
    for (std::size_t j = 0; j < text.size(); ++j) text[j] = static_cast<char>(i * 131 + j * 29);
    texts.push_back(text);
  }
  const std::vector<std::string_view> keys(texts.begin(), texts.end());
  for (const std::size_t count : {0u, 1u, 15u, 16u, 17u, 500u}) {
    std::vector<std::uint32_t> hashes(count);
    ketama_hashes(std::span(keys).first(count), hashes);
    for (std::size_t i = 0; i < count; ++i) REQUIRE(hashes[i] == ketama_hash(keys[i]));
  }
}

TEST_CASE("Hashing keys together needs one place for each", "[hash]") {
  const std::vector<std::string_view> keys{"a", "b"};
  std::vector<std::uint32_t> hashes(1);
  CHECK_THROWS_AS(ketama_hashes(keys, hashes), std::invalid_argument);
}
