#include "partition/geographic.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <string>

using namespace distributed;

namespace {

GeographicPartitioner<> three_regions() {
  return GeographicPartitioner<>{Ring{},
                                 {{.id = 1, .name = "fra-1", .region = "eu"},
                                  {.id = 2, .name = "fra-2", .region = "eu"},
                                  {.id = 3, .name = "iad-1", .region = "us"},
                                  {.id = 4, .name = "iad-2", .region = "us"},
                                  {.id = 5, .name = "sin-1", .region = "ap"}}};
}

}  // namespace

TEST_CASE("A key belongs to a node of the region that it names", "[partition]") {
  const GeographicPartitioner<> cluster = three_regions();
  for (int i = 0; i < 300; ++i) {
    for (const std::string region : {"eu", "us", "ap"}) {
      const NodeId owner = cluster.owner(region + ":key-" + std::to_string(i));
      REQUIRE(cluster.nodes().at(owner).region == region);
    }
  }
}

TEST_CASE("A node that joins takes no key from another region", "[partition]") {
  GeographicPartitioner<> cluster = three_regions();
  const GeographicPartitioner<> before = cluster;
  cluster.join({.id = 6, .name = "fra-3", .region = "eu"});
  int moved = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string rest = ":key-" + std::to_string(i);
    REQUIRE(cluster.owner("us" + rest) == before.owner("us" + rest));
    REQUIRE(cluster.owner("ap" + rest) == before.owner("ap" + rest));
    moved += cluster.owner("eu" + rest) != before.owner("eu" + rest);
  }
  CHECK(moved > 200);
  CHECK(moved < 470);
}

TEST_CASE("Keys of no region with nodes are spread over all nodes", "[partition]") {
  GeographicPartitioner<> cluster = three_regions();
  CHECK(GeographicPartitioner<>::region_of("eu:alice") == "eu");
  CHECK(GeographicPartitioner<>::region_of("alice").empty());
  CHECK(GeographicPartitioner<>::region_of(":alice").empty());
  bool seen[6] = {};
  for (int i = 0; i < 300; ++i) {
    seen[cluster.owner("key-" + std::to_string(i))] = true;
    seen[cluster.owner("mars:key-" + std::to_string(i))] = true;
  }
  for (NodeId id = 1; id <= 5; ++id) CHECK(seen[id]);

  CHECK(cluster.regions().size() == 3);
  cluster.leave(5);
  CHECK(cluster.regions().size() == 2);
  CHECK(cluster.owner("ap:alice") != 5);
}

TEST_CASE("A node of a geographic partitioner stands in a region", "[partition]") {
  GeographicPartitioner<> cluster;
  CHECK_THROWS_AS(cluster.join({.id = 1, .name = "a"}), std::invalid_argument);
  CHECK_THROWS_AS(cluster.join({.id = 1, .name = "a", .region = "e:u"}), std::invalid_argument);
  const Ring inhabited{{}, {{.id = 1, .name = "a"}}};
  CHECK_THROWS_AS(GeographicPartitioner<>{inhabited}, std::invalid_argument);
}
