#include "page_sscanf.h"

#include "stand_in.h"

int page_vsscanf(const char* text, const char* format, va_list arguments) {
  const char* end = format;
  while (*end && *end != '%') ++end;
  if (end[0] != '%' || end[1] != 'd' || end[2] != '\0') {
    stand_in_fails("sscanf of a page knows formats that end in their only %d");
  }
  while (format != end && *format == *text) ++format, ++text;
  if (format != end || *text < '0' || *text > '9') return 0;
  int number = 0;
  while (*text >= '0' && *text <= '9') number = 10 * number + (*text++ - '0');
  *va_arg(arguments, int*) = number;
  return 1;
}
