#include "replication_topology_comparison/world.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;
using distributed::simulation::milliseconds;

TEST_CASE("Links are as long both ways, within 35 % of their mean, whole milliseconds",
          "[replication-topology-comparison]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    distributed::Generator chance{seed};
    const World world{chance};
    for (NodeId a = 0; a < World::nodes; ++a) {
      for (NodeId b = 0; b < World::nodes; ++b) {
        if (a == b) continue;
        CHECK(world.link(a, b) == world.link(b, a));
        CHECK(world.link(a, b) >= milliseconds(26));
        CHECK(world.link(a, b) <= milliseconds(54));
        CHECK(world.link(a, b) % milliseconds(1) == 0);
      }
    }
  }
}

TEST_CASE("What crosses the line between the regions takes as much longer as regions are apart",
          "[replication-topology-comparison]") {
  distributed::Generator chance{1};
  World world{chance};
  const Time within = world.link(0, 1), across = world.link(1, 2);
  world.regions = true;
  CHECK(world.link(0, 1) == within);
  CHECK(world.link(1, 2) > 2 * across);
  world.between_ms = world.link_ms;
  CHECK(world.link(1, 2) == across);
}

TEST_CASE("The client stands beside a node of its region", "[replication-topology-comparison]") {
  distributed::Generator chance{1};
  World world{chance};
  world.client_in_b = true;
  CHECK(world.home() == 0);  // there is one region only
  world.regions = true;
  CHECK(world.home() == 2);
  CHECK(world.from_client(2) == milliseconds(World::beside_ms));
  CHECK(world.from_client(0) == world.link(2, 0));
}
