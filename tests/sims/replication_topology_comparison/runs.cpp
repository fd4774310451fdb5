// The run of the sim: rewound, linked to and disturbed.

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <random>

#include "../play.hpp"
#include "replication_topology_comparison/model.hpp"

using namespace microsims;

namespace {

const Sim sim =
    play::sim_of_model<ReplicationTopologyComparison>("replication-topology-comparison");

}  // namespace

TEST_CASE("Every place of a random run, sought, is as it was when it was played",
          "[replication-topology-comparison]") {
  play::check_random_runs(sim, 1000);
}
