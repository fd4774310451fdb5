#pragma once
// What SDL's own sources, and they alone, call instead of parts of the C library (sdl2-web.cmake
// renames the calls); for the rest of the module they are the C library's.

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Numbers in SDL's hints. A page sets none, so both fail (see stand_in.h). The log of SDL's events,
/// which a hint would turn on, is thereby known to stay off, and is left out of the module.
int sdl2_hint_as_int(const char* text);
double sdl2_hint_as_double(const char* text);

/// SDL's log, which nobody reads in a page. What is an error comes from SDL_GetError as well.
int sdl2_log(FILE* file, const char* format, ...);

/// A page has no environment, and a hint none but the program's own.
char* sdl2_getenv(const char* name);

#ifdef __cplusplus
}
#endif
