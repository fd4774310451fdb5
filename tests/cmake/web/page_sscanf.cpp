#include "page_sscanf.h"

#include <catch2/catch_test_macros.hpp>

#include "failing.hpp"

namespace {

int page(const char* text, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int found = page_vsscanf(text, format, arguments);
  va_end(arguments);
  return found;
}

}  // namespace

TEST_CASE("A page reads the number at the end of a text") {
  int number = -1;
  CHECK(page("#version 300 es\n", "#version %d", &number) == 1);
  CHECK(number == 300);
  CHECK(page("7", "%d", &number) == 1);
  CHECK(number == 7);
}

TEST_CASE("Where there is no such number, none is written") {
  int number = -1;
  CHECK(page("#version es", "#version %d", &number) == 0);
  CHECK(page("version 300", "#version %d", &number) == 0);
  CHECK(page("", "#version %d", &number) == 0);
  CHECK(number == -1);
}

TEST_CASE("A page refuses to read what it does not know") {
  int number = 0;
  float fraction = 0;
  CHECK_THROWS_AS(page("1.2", "%d.%d", &number, &number), StandInFailed);
  CHECK_THROWS_AS(page("1.2", "%f", &fraction), StandInFailed);
  CHECK_THROWS_AS(page("12", "%2d", &number), StandInFailed);
  CHECK_THROWS_AS(page("text", "text"), StandInFailed);
}
