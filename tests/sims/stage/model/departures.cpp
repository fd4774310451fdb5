#include "stage/model/departures.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

TEST_CASE("As many have departed and landed as their times say", "[stage]") {
  for (const std::uint32_t count : {0u, 1u, 7u, 100'000u}) {
    const Departures rows{.count = count, .wait = 1000};
    for (Milliseconds now = 0; now <= rows.end() + 100; now += 17) {
      const std::uint32_t departed = rows.departed(now), landed = rows.landed(now);
      CHECK((departed == 0 || rows.departs(departed - 1) <= now));
      CHECK((departed == count || rows.departs(departed) > now));
      CHECK((landed == 0 || rows.departs(landed - 1) + rows.way <= now));
      CHECK((landed == count || rows.departs(landed) + rows.way > now));
    }
    CHECK(rows.landed(rows.end()) == count);
    if (count > 0) CHECK(rows.landed(rows.end() - 1) < count);
  }
}
