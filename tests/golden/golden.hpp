#pragma once
// Lines of discrete results, one program for all machines.
//
//   print("bully/messages", {10, 6, 3});     // bully/messages 10 6 3
//   Digest owners;                           // many results as one number
//   for (...) owners.add(ring.owner(key));
//   print("ring/owners", {owners.value()});
//
// A double that something is decided by is printed by its bits (bits_of).

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <vector>

namespace golden {

void print(const char* name, const std::vector<std::uint64_t>& values);

/// The same in hexadecimal, for hashes and bits of doubles.
void print_hex(const char* name, const std::vector<std::uint64_t>& values);

inline std::uint64_t bits_of(double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// FNV-1a over whole numbers: differs if any of them, or their order, does.
class Digest {
 public:
  template <typename Number>
  void add(Number number) {
    value_ = (value_ ^ static_cast<std::uint64_t>(number)) * 0x100000001b3;
    value_ ^= value_ >> 29;
  }
  void add(double number) { add(bits_of(number)); }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

void random();
void hash();
void partition();
void quorum();
void simulation();
void election();
void replication();
void crdt();
void lag();
void queueing();
void gossip();
void failure();

}  // namespace golden
