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

TEST_CASE("Things are where they come from until they have landed", "[stage]") {
  const std::uint8_t before[] = {1, 1, 2, 0, 3}, after[] = {1, 2, 3, 1, 3};
  CHECK(boxes_at(before, after, 0, 3) == std::vector<std::size_t>{1, 2, 1, 1});
  CHECK(boxes_at(before, after, 1, 3) == std::vector<std::size_t>{1, 1, 2, 1});
  CHECK(boxes_at(before, after, 3, 3) == std::vector<std::size_t>{0, 2, 1, 2});
}
