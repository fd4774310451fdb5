#include "page_printf.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <string>

#include "failing.hpp"

namespace {

std::string page(std::size_t size, const char* format, ...) {
  char text[64] = "untouched";
  va_list arguments;
  va_start(arguments, format);
  const int length = page_vsnprintf(text, size, format, arguments);
  va_end(arguments);
  return std::string{text} + '|' + std::to_string(length);
}

// That the C library writes the same.
template <typename... Arguments>
void check_same(const char* format, Arguments... arguments) {
  char text[64];
  const int length = std::snprintf(text, sizeof text, format, arguments...);
  INFO(format);
  CHECK(page(sizeof text, format, arguments...) ==
        std::string{text} + '|' + std::to_string(length));
}

}  // namespace

TEST_CASE("A page prints texts and whole numbers as the C library does") {
  check_same("plain");
  check_same("%s, %c and %%", "text", 'c');
  for (const int number : {0, 7, -7, 12345, INT_MAX, INT_MIN}) {
    check_same("%d %i", number, number);
    check_same("%6d|%06d|%2d", number, number, number);
  }
  for (const unsigned number : {0u, 9u, 255u, UINT_MAX}) {
    check_same("%u %x %X %4x %08X", number, number, number, number, number);
  }
  check_same("%ld %li %lu %lx %zu", -5l, LONG_MIN, ULONG_MAX, 255ul, std::size_t{12});
}

TEST_CASE("A page prints an address in hexadecimal digits") {
  CHECK(page(64, "%p", reinterpret_cast<void*>(std::uintptr_t{0xbeef})) == "beef|4");
}

TEST_CASE("What has no room is cut off, and its full length told") {
  CHECK(page(5, "%s", "sentence") == "sent|8");
  CHECK(page(1, "%d", 12345) == "|5");
  CHECK(page(0, "%d", 12345) == "untouched|5");
}

TEST_CASE("A page refuses to print what it does not know") {
  CHECK_THROWS_AS(page(64, "%f", 1.5), StandInFailed);
  CHECK_THROWS_AS(page(64, "%g", 1.5), StandInFailed);
  CHECK_THROWS_AS(page(64, "%e", 1.5), StandInFailed);
  CHECK_THROWS_AS(page(64, "%.2d", 1), StandInFailed);
  CHECK_THROWS_AS(page(64, "%.*s", 1, "text"), StandInFailed);
  CHECK_THROWS_AS(page(64, "%8s", "text"), StandInFailed);
  CHECK_THROWS_AS(page(64, "%-8d", 1), StandInFailed);
  CHECK_THROWS_AS(page(64, "%+d", 1), StandInFailed);
  CHECK_THROWS_AS(page(64, "%lld", 1ll), StandInFailed);
  CHECK_THROWS_AS(page(64, "%n", nullptr), StandInFailed);
  CHECK_THROWS_AS(page(64, "ends in %"), StandInFailed);
}

TEST_CASE("The refusal says which conversions there are") {
  CHECK_THROWS_WITH(page(64, "%f", 1.5), Catch::Matchers::ContainsSubstring("%s %c %d"));
}
