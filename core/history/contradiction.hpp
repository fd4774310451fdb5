#pragma once
// The operations of a history that cannot stand together: no fewer of them
// break the level.
//
//   contradiction(history, is_linearizable);     // places in the history;
//   empty if it holds
//
// An operation is left out with all that read what it alone wrote: a read of a
// value that nobody wrote would be a contradiction of its own, and not the one
// that was there.

#include "history/operation.hpp"

namespace distributed::history {

using Level = bool (*)(const History&);

std::vector<std::size_t> contradiction(const History& history, Level holds);

}  // namespace distributed::history
