#pragma once
// How the core refuses: an exception that says which argument, its value, and what is allowed.
//
//   if (k < 1) throw_out_of_range({"staleness: k is ", k, ", must be at least 1"});

#include <initializer_list>
#include <stdexcept>

#include "text/phrase.hpp"

namespace distributed {

#ifdef __EMSCRIPTEN__
// A page checks what it is told before it asks the core, and its module has no exceptions: what is
// left of the sentence here would be bytes that nobody ever reads.
[[noreturn]] inline void throw_invalid_argument(std::initializer_list<Piece>) {
  __builtin_trap();
}
[[noreturn]] inline void throw_out_of_range(std::initializer_list<Piece>) {
  __builtin_trap();
}
#else
[[noreturn]] inline void throw_invalid_argument(std::initializer_list<Piece> why) {
  throw std::invalid_argument(phrase(why));
}
[[noreturn]] inline void throw_out_of_range(std::initializer_list<Piece> why) {
  throw std::out_of_range(phrase(why));
}
#endif

}  // namespace distributed
