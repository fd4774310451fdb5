#include "sdl2-only.h"

#include "stand_in.h"

int sdl2_hint_as_int(const char* text) {
  (void)text;
  stand_in_fails("SDL was to read a whole number in a hint; a page sets none (cmake/web/sdl2-only.h)");
}

double sdl2_hint_as_double(const char* text) {
  (void)text;
  stand_in_fails("SDL was to read a fraction in a hint; a page sets none (cmake/web/sdl2-only.h)");
}

int sdl2_log(FILE* file, const char* format, ...) {
  (void)file, (void)format;
  return 0;
}

char* sdl2_getenv(const char* name) {
  (void)name;
  return NULL;
}
