#pragma once
// Anti-entropy: every replica now and then compares all it has with another one.
//
//   AntiEntropy replicas{100, 8, Exchange::push_pull};
//   replicas.write(0, 5, 17);               // version 17 of key 5 arrives at replica 0
//   while (!replicas.consistent()) replicas.run_cycle(chance);
//
// In a cycle each replica chooses another one and settles all keys with it, the higher version
// winning: it hands over what the other lacks (push), takes what it lacks itself (pull), or both.
// What they have is judged by the start of the cycle. Slow and dear, but unlike rumor mongering it
// misses nobody: close to the end a cycle of pull squares the share of replicas that lack an
// update, a cycle of push divides it by e only (anti_entropy_residue in convergence.hpp).
//
// Source: A. Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", PODC 1987,
// section 1.3.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gossip/exchange.hpp"
#include "random/generator.hpp"

namespace distributed::gossip {

class AntiEntropy {
 public:
  /// Replicas with version 0 of all keys. Throws std::invalid_argument for less than two replicas
  /// or no keys.
  AntiEntropy(std::uint32_t replicas, std::uint32_t keys, Exchange exchange);

  /// A version reaches a replica, which keeps it if it is higher than its own. Throws
  /// std::out_of_range for an unknown replica or key.
  void write(std::uint32_t replica, std::uint32_t key, std::uint64_t version);

  /// One exchange for every replica.
  void run_cycle(Generator& chance);

  /// Cycles until all is consistent(); the shares of replicas that lack the highest version of a
  /// key before the first of them and after each. Throws std::out_of_range for an unknown key.
  std::vector<double> run_to_consistency(std::uint32_t key, Generator& chance);

  /// Throws std::out_of_range for an unknown replica or key.
  std::uint64_t version(std::uint32_t replica, std::uint32_t key) const;

  /// Replicas that lack the highest version of a key. Throws std::out_of_range for an unknown key.
  std::uint32_t stale(std::uint32_t key) const;

  /// Whether all replicas have the same version of every key.
  bool consistent() const;

  std::uint32_t cycle() const { return cycle_; }

  /// Key versions handed over so far, each of them new to the replica that got it.
  std::uint64_t transfers() const { return transfers_; }

 private:
  std::size_t place(std::uint32_t replica, std::uint32_t key) const;
  void hand_over(std::uint32_t from, std::uint32_t to);

  std::uint32_t replicas_, keys_;
  Exchange exchange_;
  std::vector<std::uint64_t> versions_, next_;  // replica by replica
  std::uint32_t cycle_ = 0;
  std::uint64_t transfers_ = 0;
};

}  // namespace distributed::gossip
