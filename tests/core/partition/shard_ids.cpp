#include "partition/shard_ids.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

using namespace distributed;

TEST_CASE("Instagram's example of an id is put together as its text says", "[partition]") {
  // User 31341 of 2000 logical shards, 1387263000 ms after the epoch, sequence 5001:
  //   id = 1387263000 << (64-41);  id |= 1341 << (64-41-13);  id |= (5001 % 1024)
  const InstagramId id{.milliseconds = 1387263000, .shard = 31341 % 2000, .sequence = 5001 % 1024};
  const std::uint64_t number =
      std::uint64_t{1387263000} << (64 - 41) | std::uint64_t{1341} << (64 - 41 - 13) | 905;
  CHECK(pack(id) == number);
  CHECK(instagram_id(number) == id);
}

TEST_CASE("Instagram's ids name 8192 shards and last 69 years", "[partition]") {
  const InstagramId last{(std::uint64_t{1} << 41) - 1, 8191, 1023};
  CHECK(pack(last) == ~std::uint64_t{0});
  CHECK(instagram_id(pack(last)) == last);
  CHECK((std::uint64_t{1} << 41) / (1000ull * 60 * 60 * 24 * 365) == 69);
  CHECK_THROWS_AS(pack(InstagramId{0, 8192, 0}), std::out_of_range);
  CHECK_THROWS_AS(pack(InstagramId{0, 0, 1024}), std::out_of_range);
  CHECK_THROWS_AS(pack(InstagramId{std::uint64_t{1} << 41, 0, 0}), std::out_of_range);
}

TEST_CASE("A shard makes 1024 ids in a millisecond, all different and rising", "[partition]") {
  InstagramSequence ids;
  std::uint64_t last = 0;
  for (std::uint64_t millisecond = 7; millisecond < 9; ++millisecond) {
    for (int i = 0; i < 1024; ++i) {
      const std::uint64_t id = ids.next(millisecond, 5).value();
      REQUIRE(id > last);
      REQUIRE(instagram_id(id).shard == 5);
      last = id;
    }
    CHECK_FALSE(ids.next(millisecond, 5));
    CHECK_FALSE(ids.next(6, 5));  // a clock that was put back
  }
}

TEST_CASE("Pinterest's example of an id is taken apart as its text says", "[partition]") {
  // www.pinterest.com/pin/241294492511762325: shard 3429, type 1 (a pin), row 7075733.
  const PinterestId pin{.shard = 3429, .type = 1, .row = 7075733};
  CHECK(pinterest_id(241294492511762325) == pin);
  CHECK(pack(pin) == 241294492511762325);
  CHECK_THROWS_AS(pack(PinterestId{65536, 0, 0}), std::out_of_range);
  CHECK_THROWS_AS(pack(PinterestId{0, 1024, 0}), std::out_of_range);
  CHECK_THROWS_AS(pack(PinterestId{0, 0, std::uint64_t{1} << 36}), std::out_of_range);
}
