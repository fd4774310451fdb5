#include "text/error.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

using namespace distributed;
using Catch::Matchers::Message;

TEST_CASE("A refusal says what was wrong and what is allowed", "[text]") {
  CHECK_THROWS_MATCHES(throw_invalid_argument("k is ", 0, ", must be at least ", 1),
                       std::invalid_argument, Message("k is 0, must be at least 1"));
  CHECK_THROWS_MATCHES(throw_out_of_range("share is ", 1.5, ", must be 0 to 1"), std::out_of_range,
                       Message("share is 1.5, must be 0 to 1"));
}
