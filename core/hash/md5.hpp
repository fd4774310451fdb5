#pragma once
// MD5, for Ketama's ring only: it is broken as a cryptographic hash.
//
//   Md5 digest = md5("message digest");
//   std::uint32_t hash = ketama_hash("test");       // 3446378249
//   ketama_hashes(keys, hashes);                    // many keys at once, several times as fast
//
// One MD5 is a chain of 64 steps, each waiting for the one before, so that a processor idles most
// of the time. The hash of many keys therefore runs sixteen chains side by side, in vectors where
// the machine has them.
//
// Sources: R. Rivest, RFC 1321, 1992; R. Jones, libketama/ketama.c (ketama_hashi).

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace distributed {

/// A digest as the four words of its state; byte i of the usual notation is byte i % 4 of word i /
/// 4, least significant first.
using Md5 = std::array<std::uint32_t, 4>;

/// The MD5 of the bytes of `message`.
Md5 md5(std::string_view message);

/// Ketama's hash of a key: the first word of its MD5.
std::uint32_t ketama_hash(std::string_view key);

/// hashes[i] = ketama_hash(keys[i]). Throws std::invalid_argument if the spans differ in length.
void ketama_hashes(std::span<const std::string_view> keys, std::span<std::uint32_t> hashes);

}  // namespace distributed
