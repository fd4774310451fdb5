#pragma once
// Printing for what SDL and Dear ImGui print in a page: names of windows and reasons of errors.

#include <stdarg.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// vsnprintf for %s %c %d %i %u %x %X %p %% with a width, zeros, "l" and "z" for numbers. Fails for
/// every other conversion (see stand_in.h).
int page_vsnprintf(char* text, size_t size, const char* format, va_list arguments);

#ifdef __cplusplus
}
#endif
