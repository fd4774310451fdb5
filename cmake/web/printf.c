// The C library's names for page_vsnprintf: its own, which also write floating point numbers of any
// length, would bring twelve kilobytes into the module.

#include <emscripten/console.h>
#include <stdio.h>

#include "page_printf.h"

int vsnprintf(char* text, size_t size, const char* format, va_list arguments) {
  return page_vsnprintf(text, size, format, arguments);
}

// The compiler calls these instead where it sees that nothing with a point is printed.
int vsniprintf(char* text, size_t size, const char* format, va_list arguments)
    __attribute__((alias("vsnprintf")));
int __small_vsnprintf(char* text, size_t size, const char* format, va_list arguments)
    __attribute__((alias("vsnprintf")));

int snprintf(char* text, size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = page_vsnprintf(text, size, format, arguments);
  va_end(arguments);
  return length;
}

int sniprintf(char* text, size_t size, const char* format, ...) __attribute__((alias("snprintf")));
int __small_snprintf(char* text, size_t size, const char* format, ...)
    __attribute__((alias("snprintf")));

// What a library complains of on a stream belongs in the page's console: a shader that failed.
int fprintf(FILE* stream, const char* format, ...) {
  (void)stream;
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  const int length = page_vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  emscripten_console_error(text);
  return length;
}

int fiprintf(FILE* stream, const char* format, ...) __attribute__((alias("fprintf")));
int __small_fprintf(FILE* stream, const char* format, ...) __attribute__((alias("fprintf")));
