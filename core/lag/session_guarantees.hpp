#pragma once
// What one client may expect of replicas that lag, checked over a history of what it saw.
//
//   History history{{Operation::write, ann, "post", 7},      // Ann writes version 7
//                   {Operation::read, ann, "post", 6}};      // and reads an older one elsewhere
//   read_your_writes_violations(history);                    // {1 contradicts 0}
//   monotonic_reads_violations(history);                     // none
//
// Versions of a key are numbered in the order of the leader's log; 0 is "not there yet". Operations
// of a session stand in the order in which it did them. Sessions owe each other nothing.
//
// Source: D. B. Terry et al., "Session Guarantees for Weakly Consistent Replicated Data", PDIS
// 1994.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace distributed {

/// One read or write by one client.
struct Operation {
  enum Kind { read, write };

  Kind kind = read;
  std::uint32_t session = 0;
  std::string key;
  std::uint64_t version = 0;  // read or written
};

using History = std::vector<Operation>;

/// A read that saw too little, by its place in the history, and the earlier operation of the same
/// session and key that saw or wrote the most.
struct Violation {
  std::size_t read = 0, contradicts = 0;
  friend constexpr bool operator==(const Violation&, const Violation&) = default;
};

/// Reads that miss a write that their own session made before, in the order of the history.
std::vector<Violation> read_your_writes_violations(const History& history);

/// Reads that see an older version than their own session read before, in the order of the history.
std::vector<Violation> monotonic_reads_violations(const History& history);

}  // namespace distributed
