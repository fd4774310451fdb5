#pragma once
// What happens in runs, in kinds.

#include <cstdint>

namespace microsims {

/// What a mark on the timeline is about: its colour and its shape (see draw/marks.hpp).
enum class MarkKind : std::uint8_t {
  act,       ///< something was done that is none of the following
  write,     ///< data was written, sent or stored
  read,      ///< data was read
  cut,       ///< a link or a node failed
  mend,      ///< a link or a node is back
  elected,   ///< somebody leads now
  conflict,  ///< versions contradict each other
  lost,      ///< a message or a write is lost, a request refused
  settled    ///< the story has come to its end
};

}  // namespace microsims
