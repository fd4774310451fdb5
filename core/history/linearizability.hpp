#pragma once
// Whether a history of registers is linearizable: each operation seems to take
// effect at one instant between its call and its answer.
//
//   linearization(history);            // an order in which it may have, or
//   none is_linearizable(history); contradiction(history, is_linearizable); //
//   the fewest operations that cannot stand together
//
// Locality: a history is linearizable if and only if that of each register is,
// so that each is judged by itself. One is judged by search: of the operations
// that nobody's answer comes before, one that fits takes effect; where none
// does, the last choice is taken back, and no set of operations with the same
// value in the register is tried twice. This takes time in proportion to the
// length of the history where few operations overlap, and may take exponential
// time where many do: the problem is NP-complete (Gibbons and Korach 1997).
//
// Sources: M. P. Herlihy and J. M. Wing, "Linearizability: A Correctness
// Condition for Concurrent Objects", ACM TOPLAS 12(3), 1990; J. M. Wing and C.
// Gong, "Testing and Verifying Concurrent Objects", JPDC 17, 1993, for the
// search; G. Lowe, "Testing for linearizability", Concurrency and Computation
// 29(4), 2017, for what it remembers.

#include <optional>

#include "history/operation.hpp"

namespace distributed::history {

/// The operations, as places in the history, in an order in which they may have
/// taken effect; those without an answer may be missing. None if there is no
/// such order. Registers are independent of each other: those of the lower key
/// come first. Throws as check_history does.
std::optional<std::vector<std::size_t>> linearization(const History& history);

bool is_linearizable(const History& history);

}  // namespace distributed::history
