// printf for what SDL and Dear ImGui print in a page: names of windows and reasons of errors. It knows
// %s %c %d %u %x %X %p %% with a width, zeros and "l"; the C library's own, which also writes floating
// point numbers of any length, would bring twelve kilobytes into the module.

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct out {
  char* text;
  size_t size, length;
};

static void put(struct out* out, char c) {
  if (out->length + 1 < out->size) out->text[out->length] = c;
  ++out->length;
}

static void put_number(struct out* out, uint32_t number, unsigned base, const char* digits, int width,
                       char fill) {
  char text[10];
  int length = 0;
  do text[length++] = digits[number % base];
  while (number /= base);
  for (; width > length; --width) put(out, fill);
  while (length > 0) put(out, text[--length]);
}

int vsnprintf(char* text, size_t size, const char* format, va_list arguments) {
  struct out out = {text, size, 0};
  for (; *format; ++format) {
    if (*format != '%') {
      put(&out, *format);
      continue;
    }
    ++format;
    const char fill = *format == '0' ? '0' : ' ';
    int width = 0;
    while (*format >= '0' && *format <= '9') width = 10 * width + (*format++ - '0');
    while (*format == 'l' || *format == 'z') ++format;
    switch (*format) {
      case 's': {
        const char* string = va_arg(arguments, const char*);
        while (*string) put(&out, *string++);
        break;
      }
      case 'c':
        put(&out, (char)va_arg(arguments, int));
        break;
      case 'd': {
        const int number = va_arg(arguments, int);
        if (number < 0) put(&out, '-');
        put_number(&out, number < 0 ? 0u - (uint32_t)number : (uint32_t)number, 10, "0123456789",
                   width, fill);
        break;
      }
      case 'u':
        put_number(&out, va_arg(arguments, unsigned), 10, "0123456789", width, fill);
        break;
      case 'x':
      case 'p':
        put_number(&out, va_arg(arguments, unsigned), 16, "0123456789abcdef", width, fill);
        break;
      case 'X':
        put_number(&out, va_arg(arguments, unsigned), 16, "0123456789ABCDEF", width, fill);
        break;
      default:
        put(&out, *format);
    }
  }
  if (size > 0) text[out.length < size ? out.length : size - 1] = '\0';
  return (int)out.length;
}

// The compiler calls these instead where it sees that nothing with a point is printed.
int vsniprintf(char* text, size_t size, const char* format, va_list arguments)
    __attribute__((alias("vsnprintf")));
int __small_vsnprintf(char* text, size_t size, const char* format, va_list arguments)
    __attribute__((alias("vsnprintf")));

int snprintf(char* text, size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(text, size, format, arguments);
  va_end(arguments);
  return length;
}

int sniprintf(char* text, size_t size, const char* format, ...) __attribute__((alias("snprintf")));
int __small_snprintf(char* text, size_t size, const char* format, ...)
    __attribute__((alias("snprintf")));

// SDL's log, which nobody reads in a page.
int fprintf(FILE* file, const char* format, ...) {
  (void)file, (void)format;
  return 0;
}

int fiprintf(FILE* file, const char* format, ...) __attribute__((alias("fprintf")));
int __small_fprintf(FILE* file, const char* format, ...) __attribute__((alias("fprintf")));
