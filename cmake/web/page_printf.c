#include "page_printf.h"

#include <stdint.h>

#include "stand_in.h"

struct out {
  char* text;
  size_t size, length;
};

struct layout {
  int width;
  char fill;
};

static void put(struct out* out, char c) {
  if (out->length + 1 < out->size) out->text[out->length] = c;
  ++out->length;
}

static void put_number(struct out* out, unsigned long number, unsigned base, const char* digits,
                       int negative, struct layout layout) {
  char text[20];
  int length = 0;
  do text[length++] = digits[number % base];
  while (number /= base);
  int room = layout.width - length - negative;
  if (layout.fill == ' ') {
    for (; room > 0; --room) put(out, ' ');
  }
  if (negative) put(out, '-');
  for (; room > 0; --room) put(out, '0');
  while (length > 0) put(out, text[--length]);
}

int page_vsnprintf(char* text, size_t size, const char* format, va_list arguments) {
  const char* const lower = "0123456789abcdef";
  struct out out = {text, size, 0};
  for (; *format; ++format) {
    if (*format != '%') {
      put(&out, *format);
      continue;
    }
    ++format;
    struct layout layout = {0, *format == '0' ? '0' : ' '};
    while (*format >= '0' && *format <= '9') layout.width = 10 * layout.width + (*format++ - '0');
    const int is_long = *format == 'l' || *format == 'z';
    if (is_long) ++format;
    const int plain = !is_long && layout.width == 0;
    if (*format == 's' && plain) {
      const char* string = va_arg(arguments, const char*);
      if (!string) string = "(null)";
      while (*string) put(&out, *string++);
    } else if (*format == 'c' && plain) {
      put(&out, (char)va_arg(arguments, int));
    } else if (*format == '%' && plain) {
      put(&out, '%');
    } else if (*format == 'd' || *format == 'i') {
      const long number = is_long ? va_arg(arguments, long) : va_arg(arguments, int);
      put_number(&out, number < 0 ? 0ul - (unsigned long)number : (unsigned long)number, 10, lower,
                 number < 0, layout);
    } else if (*format == 'u' || *format == 'x' || *format == 'X') {
      const unsigned long number =
          is_long ? va_arg(arguments, unsigned long) : va_arg(arguments, unsigned);
      put_number(&out, number, *format == 'u' ? 10 : 16, *format == 'X' ? "0123456789ABCDEF" : lower, 0,
                 layout);
    } else if (*format == 'p' && !is_long) {
      put_number(&out, (uintptr_t)va_arg(arguments, void*), 16, lower, 0, layout);
    } else {
      stand_in_fails(
          "printf of a page knows %s %c %d %i %u %x %X %p %% only; for fractions use "
          "stage/model/text.hpp");
    }
  }
  if (size > 0) text[out.length < size ? out.length : size - 1] = '\0';
  return (int)out.length;
}
