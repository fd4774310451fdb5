#include "replication_lag/model.hpp"
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include "../play.hpp"
using namespace microsims;
TEST_CASE("look", "[replication-lag]") {
  const Sim sim = play::sim_of_model<ReplicationLag>("replication-lag");
  const auto s = play::open(sim, "?seed=1&do=write@0,read@0.5,write@5,crash-leader@6.5,write@8,leader-1=true@10&at=30");
  std::puts(play::all_of(s->model()).c_str());
}
