#include "simulation/trace.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed::simulation;

TEST_CASE("Lost messages are remembered by their number", "[simulation]") {
  LostMessages lost;
  CHECK_FALSE(lost.contains(1));
  lost.add(200);
  lost.add(63);
  lost.add(64);
  for (MessageId message = 0; message < 1000; ++message) {
    CHECK(lost.contains(message) == (message == 63 || message == 64 || message == 200));
  }
}
