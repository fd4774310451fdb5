#include "partition/range.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

using namespace distributed;

TEST_CASE("A key falls into the range that starts at or before it", "[partition]") {
  const RangePartitioner cluster{{"g", "p"}};
  CHECK(cluster.range_of("") == 0);
  CHECK(cluster.range_of("fzzz") == 0);
  CHECK(cluster.range_of("g") == 1);
  CHECK(cluster.range_of("mango") == 1);
  CHECK(cluster.range_of("p") == 2);
  CHECK(cluster.range_of("\xff") == 2);
}

TEST_CASE("Keys of a range are together, and move together", "[partition]") {
  RangePartitioner cluster{{"g", "p"}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  CHECK(cluster.owner("h") == cluster.owner("o"));
  cluster.move(1, 1);
  CHECK(cluster.owner("h") == 1);
  cluster.move(1, 2);
  CHECK(cluster.owner("h") == 2);
  CHECK(cluster.owner("o") == 2);
  CHECK_THROWS_AS(cluster.move(3, 1), std::out_of_range);
}

TEST_CASE("Splitting a range moves no key until a half is moved", "[partition]") {
  RangePartitioner cluster{{"g", "p"}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  cluster.move(1, 1);
  cluster.split("k");
  CHECK(cluster.splits() == std::vector<std::string>{"g", "k", "p"});
  CHECK(cluster.owner("h") == 1);
  CHECK(cluster.owner("o") == 1);
  cluster.move(2, 2);
  CHECK(cluster.owner("h") == 1);
  CHECK(cluster.owner("o") == 2);
  CHECK_THROWS_AS(cluster.split("k"), std::invalid_argument);
}

TEST_CASE("The splits of ranges ascend", "[partition]") {
  CHECK_THROWS_AS(RangePartitioner({"p", "g"}), std::invalid_argument);
  CHECK_THROWS_AS(RangePartitioner({"g", "g"}), std::invalid_argument);
  const RangePartitioner whole{{}, {{.id = 1, .name = "a"}}};
  CHECK(whole.owner("anything") == 1);
}
