#include "text/phrase.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <limits>

using namespace distributed;

TEST_CASE("A phrase puts words and numbers one behind the other", "[text]") {
  const std::string name = "node";
  CHECK(phrase({name, " ", 3, " of ", std::uint32_t{5}, ": load ", 1.5}) ==
        "node 3 of 5: load 1.5");
  CHECK(phrase({}).empty());
  CHECK(phrase({std::string_view{"key_17"}.substr(4), "", -2}) == "17-2");
  CHECK(phrase({std::numeric_limits<std::int64_t>::min()}) == "-9223372036854775808");
}

TEST_CASE("A phrase can be appended to a text", "[text]") {
  std::string text = "moved";
  append(text, {": ", 4});
  append(text, {", ", 0.25});
  CHECK(text == "moved: 4, 0.25");
}
