#pragma once

#include <stdarg.h>

#ifdef __cplusplus
extern "C" {
#endif

/// vsscanf for formats of plain text that end in %d: the number of values read, 0 or 1. Numbers are
/// whole, without a sign. Fails for every other format (see stand_in.h).
int page_vsscanf(const char* text, const char* format, va_list arguments);

#ifdef __cplusplus
}
#endif
