#include "stage/model/pace.hpp"

#include <catch2/catch_test_macros.hpp>

using microsims::Pace;

TEST_CASE("In slow motion both clocks are exact", "[stage]") {
  Pace pace{50, 5};
  pace.set(false, 2'000'000, 300);
  CHECK(pace.run_time(300) == 2'000'000);
  CHECK(pace.run_time(320) == 2'001'000);
  CHECK(pace.protocol_time(2'001'000) == 320);
  CHECK(pace.translation(7).at(320) == 2'001'000);
  CHECK(pace.instant(2'001'000) == 320);
  CHECK(pace.instant(1'999'000) == 280);  // what was sent before the last change
}

TEST_CASE("In time-lapse nothing is seen before it has happened", "[stage]") {
  Pace pace{50, 5};
  pace.set(true, 1'000'000, 0);
  CHECK(pace.lapses());
  CHECK(pace.run_time(10'000'000) == 3'000'000);
  for (const std::int64_t at : {1, 249, 250, 251, 4999, 5000, 5001, 123457}) {
    const auto run = pace.run_time(at);
    CHECK(run % 50 == 0);
    CHECK(pace.protocol_time(run) >= at);
    CHECK(pace.protocol_time(run - 50) < at);
  }
}
