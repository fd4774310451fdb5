#pragma once
// How Raft decides who gets a vote and when votes are enough, apart from how messages travel.
//
//   Ballot ballot;                                   // term 0, no vote given
//   ballot.enter(2);                                 // a message of term 2 came: true
//   ballot.grants(2, 1, {1, 5}, {1, 4});             // may node 1 have the vote? true
//   ballot.voted_for = 1;
//   ballot.grants(2, 0, {1, 9}, {1, 4});             // false: one vote in a term
//
//   Votes votes;
//   votes.add(0);
//   votes.add(2);
//   votes.add(2);                                    // the same vote again counts once
//   votes.count() >= majority_of(3);                 // true
//
// Source: D. Ongaro and J. Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX
// ATC 2014, sections 5.2 and 5.4.1.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "simulation/network.hpp"

namespace distributed::election {

using simulation::NodeId;

/// The last entry of a log; (0, 0) is an empty log.
struct LogPosition {
  std::uint32_t term = 0;
  std::uint32_t index = 0;

  friend bool operator==(const LogPosition&, const LogPosition&) = default;
};

/// Whether a log that ends at `candidate` is at least as up to date as one that ends at `voter`: a
/// later last term wins, in the same term the longer log (Raft, section 5.4.1).
constexpr bool at_least_as_up_to_date(LogPosition candidate, LogPosition voter) {
  if (candidate.term != voter.term) return candidate.term > voter.term;
  return candidate.index >= voter.index;
}

/// More than half of all nodes, those that are down included.
constexpr std::size_t majority_of(std::size_t nodes) {
  return nodes / 2 + 1;
}

/// A node's term and whom it voted for in it; Raft has both on disk before it answers.
struct Ballot {
  std::uint32_t term = 0;
  std::optional<NodeId> voted_for;

  /// Moves on to a higher term, in which no vote is given yet; false, and nothing changes, if
  /// `later` is not higher.
  bool enter(std::uint32_t later) {
    if (later <= term) return false;
    term = later;
    voted_for.reset();
    return true;
  }

  /// The node stands for election: it begins a new term with a vote for itself.
  void stand(NodeId self) {
    ++term;
    voted_for = self;
  }

  /// Whether a candidate of term `asked` whose log ends at `candidate_log` may have the vote of
  /// this node, whose log ends at `own_log`: in this term only, one candidate only (who may ask
  /// again), and none whose log is behind.
  bool grants(std::uint32_t asked, NodeId candidate, LogPosition candidate_log,
              LogPosition own_log) const {
    return asked == term && (!voted_for || *voted_for == candidate) &&
           at_least_as_up_to_date(candidate_log, own_log);
  }
};

/// Who voted for a candidate, or holds a leader's entry: each node counts once, however often its
/// answer comes. Nodes 0 ... 63, not checked.
class Votes {
 public:
  constexpr void clear() { voters_ = 0; }
  constexpr void add(NodeId voter) { voters_ |= std::uint64_t{1} << voter; }
  constexpr bool has(NodeId voter) const { return (voters_ >> voter & 1) != 0; }

  constexpr std::size_t count() const {
    std::size_t members = 0;
    for (std::uint64_t left = voters_; left != 0; left &= left - 1) ++members;
    return members;
  }

 private:
  std::uint64_t voters_ = 0;
};

}  // namespace distributed::election
