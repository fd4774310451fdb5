#pragma once
// Levels that ask for one order of operations, or one for each client, in which
// every read sees the last write before it; time does not count, only what each
// client did in which order.
//
//   is_sequentially_consistent(history);   // one order for all, and of each
//   client its own is_causally_consistent(history);       // for each client
//   one of its operations and all writes,
//                                          // in which causes come before their
//                                          effects
//   is_pram_consistent(history);           // the same, in which only each
//   client's order counts
//
//   linearizable  =>  sequential  =>  causal  =>  PRAM
//
// A cause is what the same client did before, the write that a read saw, and
// causes of causes.
//
// The searches go through all sets of operations that can be first, each with
// the same values in the registers once: up to (operations of a client +
// 1)^clients of them.
//
// Sources: L. Lamport, "How to Make a Multiprocessor Computer That Correctly
// Executes Multiprocess Programs", IEEE Transactions on Computers C-28(9),
// 1979; M. Ahamad et al., "Causal Memory: Definitions, Implementation, and
// Programming", Distributed Computing 9, 1995; R. J. Lipton and J. S. Sandberg,
// "PRAM: A Scalable Shared Memory", Princeton CS-TR-180-88, 1988.

#include "history/operation.hpp"

namespace distributed::history {

// Throw as check_history does.
bool is_sequentially_consistent(const History& history);
bool is_pram_consistent(const History& history);

/// Throws std::invalid_argument also if a value is written to a register twice,
/// or 0 is: it could not be told which write a read saw.
bool is_causally_consistent(const History& history);

}  // namespace distributed::history
