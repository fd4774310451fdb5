// Dear ImGui's renderer uses sscanf for the number in "#version 300 es". All of sscanf would bring six
// kilobytes into the module.

#include "page_sscanf.h"

int sscanf(const char* text, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int found = page_vsscanf(text, format, arguments);
  va_end(arguments);
  return found;
}
