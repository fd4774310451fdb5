#include "sdl2-only.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "failing.hpp"

TEST_CASE("SDL's hints are not read as if they all said 0") {
  using Catch::Matchers::ContainsSubstring;
  CHECK_THROWS_WITH(sdl2_hint_as_int("3"), ContainsSubstring("hint"));
  CHECK_THROWS_WITH(sdl2_hint_as_double("0.5"), ContainsSubstring("hint"));
}
