#pragma once
// The replicas of one key in a Dynamo-style store: who holds which version after which operation.
//
//   ReplicaGroup group{{3, 2, 2}, 5, QuorumKind::sloppy};
//   group.fail(1);
//   group.write();            // version 1 on nodes 0 and 2, and on node 3 with a hint for node 1
//   group.recover(1);
//   group.hand_off();         // node 3 gives version 1 to node 1 and forgets it
//   group.read(chance);       // two answers; whoever was out of date is repaired
//
// Nodes are numbered as they stand in the key's preference list: 0 ... n-1 are its home, the others
// stand in for them in that order. An operation goes to the first n nodes of the list that are up;
// a strict quorum never goes beyond the home.
//
//        home (n = 3)      stand-ins
//      [ 0 ] [ x ] [ 2 ] | [ 3 ] [ 4 ]
//        v1          v1  |   v1, meant for 1
//
// A write that too few nodes confirmed has failed for its writer, but stays where it arrived:
// nothing is rolled back. A sloppy quorum promises durability and not that reads see the write: if
// the home is back before the hints are, a read may miss it although w + r > n. Nodes that are down
// keep what they hold.
//
// Source: G. DeCandia et al., "Dynamo: Amazon's Highly Available Key-value Store", SOSP 2007,
// sections 4.5 (operations and read repair) and 4.6 (sloppy quorum and hinted handoff).

#include <cstddef>
#include <cstdint>
#include <vector>

#include "quorum/rules.hpp"
#include "random/generator.hpp"

namespace distributed {

enum class QuorumKind { strict, sloppy };

class ReplicaGroup {
 public:
  /// A version that `holder` keeps for `owner`, which was down.
  struct Hint {
    int holder = 0, owner = 0;
    std::uint64_t version = 0;
    friend constexpr bool operator==(const Hint&, const Hint&) = default;
  };

  struct WriteOutcome {
    bool succeeded = false;  // w nodes or more have it
    std::uint64_t version = 0;
    std::vector<int> written;  // home nodes
    std::vector<Hint> hinted;  // stand-ins
  };

  struct ReadOutcome {
    bool succeeded = false;     // r nodes or more answered
    std::uint64_t version = 0;  // the newest of the first r answers; 0 if there is none
    bool stale = false;         // a later write had succeeded
    std::vector<int> answered;  // the nodes of the first r answers, in the order of the list
    std::vector<int> repaired;  // nodes that were out of date and got the newest version answered
  };

  /// Throws std::out_of_range for an invalid quorum or if there are fewer nodes than n.
  ReplicaGroup(const Quorum& quorum, int nodes, QuorumKind kind);

  /// Writes the next version, 1 for the first.
  WriteOutcome write();

  /// Asks the nodes for the newest version; r of the answers, by chance, come first and decide. The
  /// later ones still count for read repair. A read that fails repairs nothing.
  ReadOutcome read(Generator& chance);

  /// Gives every hint whose holder and owner are up to its owner. Returns those hints.
  std::vector<Hint> hand_off();

  /// Throws std::out_of_range for an unknown node.
  void fail(int node);

  /// Throws std::out_of_range for an unknown node.
  void recover(int node);

  /// Throws std::out_of_range for an unknown node.
  bool is_up(int node) const;

  /// The version that the node answers with, 0 if it has none: its own copy or the newest that it
  /// keeps for another. Throws std::out_of_range for an unknown node.
  std::uint64_t version(int node) const;

  /// The hints that wait for hand_off, sorted by holder, then by owner.
  const std::vector<Hint>& hints() const { return hints_; }

  /// The latest version whose write succeeded, 0 if none has.
  std::uint64_t confirmed_version() const { return confirmed_; }

 private:
  std::size_t index(int node) const;
  std::vector<int> reachable() const;
  void keep_hint(const Hint& hint);

  Quorum quorum_;
  QuorumKind kind_;
  std::vector<bool> up_;
  std::vector<std::uint64_t> own_;  // each node's own copy, without hints
  std::vector<Hint> hints_;
  std::uint64_t written_ = 0, confirmed_ = 0;
};

}  // namespace distributed
