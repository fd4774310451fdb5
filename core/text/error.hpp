#pragma once
// How the core refuses: an exception that says which argument, its value, and what is allowed.
//
//   if (k < 1) throw_out_of_range("staleness: k is ", k, ", must be at least 1");

#include <stdexcept>

#include "text/phrase.hpp"

namespace distributed {

#ifdef __EMSCRIPTEN__
// A page checks what it is told before it asks the core, and its module has no exceptions: what is
// left of the sentence here would be bytes that nobody ever reads.
template <typename... Pieces>
[[noreturn, gnu::always_inline]] inline void throw_invalid_argument(const Pieces&...) {
  __builtin_trap();
}
template <typename... Pieces>
[[noreturn, gnu::always_inline]] inline void throw_out_of_range(const Pieces&...) {
  __builtin_trap();
}
#else
template <typename... Pieces>
[[noreturn]] void throw_invalid_argument(const Pieces&... pieces) {
  throw std::invalid_argument(phrase({pieces...}));
}
template <typename... Pieces>
[[noreturn]] void throw_out_of_range(const Pieces&... pieces) {
  throw std::out_of_range(phrase({pieces...}));
}
#endif

}  // namespace distributed
