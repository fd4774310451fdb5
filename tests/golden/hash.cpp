#include "golden.hpp"
#include "hash/md5.hpp"
#include "hash/mix.hpp"
#include "hash/murmur3.hpp"
#include "hash/xxh64.hpp"

#include <string>
#include <string_view>

using namespace distributed;

void golden::hash() {
  // Texts of every length up to 299, with bytes of either sign.
  Digest xxh, murmur, token, md5s, ketama;
  std::string text;
  for (int length = 0; length < 300; ++length) {
    xxh.add(xxh64(text, static_cast<std::uint64_t>(length)));
    murmur.add(murmur3_x64_128(text).first);
    murmur.add(murmur3_x64_128(text, 7).second);
    token.add(cassandra_token(text));
    for (const std::uint32_t word : md5(text)) md5s.add(word);
    ketama.add(ketama_hash(text));
    text += static_cast<char>(static_cast<unsigned char>(length * 37 + 11));
  }
  print_hex("hash/xxh64-murmur3-token", {xxh.value(), murmur.value(), token.value()});
  print_hex("hash/md5-ketama-mix", {md5s.value(), ketama.value(), mix_64(42)});

  std::vector<std::string> keys;
  for (int i = 0; i < 100; ++i) keys.push_back("key-" + std::to_string(i));
  const std::vector<std::string_view> views(keys.begin(), keys.end());
  std::vector<std::uint32_t> hashes(views.size());
  ketama_hashes(views, hashes);
  Digest many;
  for (const std::uint32_t value : hashes) many.add(value);
  print_hex("hash/ketama-many", {many.value()});
}
