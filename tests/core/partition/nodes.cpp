#include "partition/nodes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <stdexcept>

using namespace distributed;

TEST_CASE("Nodes are kept in the order of their ids", "[partition]") {
  Nodes nodes{{{.id = 5, .name = "e"}, {.id = 1, .name = "a", .weight = 2}}};
  nodes.add({.id = 3, .name = "c"});
  REQUIRE(nodes.size() == 3);
  CHECK(nodes[0].name == "a");
  CHECK(nodes[1].name == "c");
  CHECK(nodes[2].name == "e");
  CHECK(nodes.at(3).name == "c");
  CHECK(nodes.index(5) == 2);
  CHECK(nodes.total_weight() == 4);
  nodes.set_weight(3, 7);
  CHECK(nodes.at(3).weight == 7);
  nodes.remove(3);
  CHECK_FALSE(nodes.contains(3));
  CHECK(nodes.contains(5));
}

TEST_CASE("Ids and names of nodes are unique", "[partition]") {
  Nodes nodes{{{.id = 1, .name = "a"}}};
  CHECK_THROWS_AS(nodes.add({.id = 1, .name = "b"}), std::invalid_argument);
  CHECK_THROWS_AS(nodes.add({.id = 2, .name = "a"}), std::invalid_argument);
  CHECK_THROWS_AS(Nodes({{.id = 1, .name = "a"}, {.id = 1, .name = "b"}}), std::invalid_argument);
  CHECK_THROWS_AS(Nodes({{.id = 1, .name = "a"}, {.id = 2, .name = "a"}}), std::invalid_argument);
  CHECK(nodes.size() == 1);
}

TEST_CASE("A node has a name and a positive, finite weight", "[partition]") {
  Nodes nodes;
  CHECK_THROWS_AS(nodes.add({.id = 1, .name = ""}), std::invalid_argument);
  for (const double weight : {0.0, -1.0, std::numeric_limits<double>::infinity(),
                              std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(nodes.add({.id = 1, .name = "a", .weight = weight}), std::invalid_argument);
  }
  nodes.add({.id = 1, .name = "a"});
  CHECK_THROWS_AS(nodes.set_weight(1, 0), std::invalid_argument);
  CHECK(nodes.at(1).weight == 1);
}

TEST_CASE("Asking for a node that is not there throws", "[partition]") {
  Nodes nodes{{{.id = 2, .name = "a"}}};
  CHECK_THROWS_AS(nodes.at(1), std::out_of_range);
  CHECK_THROWS_AS(nodes.at(3), std::out_of_range);
  CHECK_THROWS_AS(nodes.remove(1), std::out_of_range);
  CHECK_THROWS_AS(nodes.set_weight(1, 1), std::out_of_range);
}
