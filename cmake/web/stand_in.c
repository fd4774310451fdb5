#include "stand_in.h"

#include <emscripten/console.h>

void stand_in_fails(const char* why) {
  emscripten_console_error(why);
  __builtin_trap();
}

// Where the C++ library ends a program that cannot go on.
void abort_message(const char* format, ...) {
  stand_in_fails(format);
}
