// Dear ImGui uses sscanf for its settings files, which a page has not, and once for the number in
// "#version 300 es". That one is read here; all of sscanf would bring six kilobytes into the
// module.

#include <stdarg.h>

int sscanf(const char* text, const char* format, ...) {
  while (*format != '%' && *format == *text) ++format, ++text;
  if (format[0] != '%' || format[1] != 'd' || format[2] != '\0') return 0;
  int number = 0;
  while (*text >= '0' && *text <= '9') number = 10 * number + (*text++ - '0');
  va_list arguments;
  va_start(arguments, format);
  *va_arg(arguments, int*) = number;
  va_end(arguments);
  return 1;
}
