#include "replication/lag_study.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("What is measured for the settings agrees with what the laws say", "[replication]") {
  for (const int rate : {20, 60, 80}) {
    ReplicaSetSettings settings;
    settings.rate = rate;
    const LagStudy& study = LagStudy::of(settings, 0.06);
    REQUIRE(study.steady);
    CHECK_THAT(study.trials[0].missed, WithinAbs(study.missed_law, 0.1));
    CHECK_THAT(study.trials[3].mean_wait, WithinRel(study.wait_law, 0.35));
    CHECK_THAT(study.mean_lag, WithinRel(study.mean_lag_law, 0.15));
    CHECK_THAT(study.mean_loss, WithinRel(study.mean_loss_law, 0.25));
    for (const auto& [share, lag] : study.lags) {
      CHECK_THAT(lag, WithinRel(0.01 / (1 - share), 0.25));
    }
    for (std::size_t lost = 0; lost < study.losses.size(); ++lost) {
      CHECK_THAT(study.losses[lost], WithinAbs(study.loss_laws[lost], 0.08));
    }
  }
}

TEST_CASE("With an acknowledgement no failover loses what was confirmed", "[replication]") {
  for (const auto mode : {ReplicationMode::semi_synchronous, ReplicationMode::synchronous}) {
    ReplicaSetSettings settings;
    settings.mode = mode;
    const LagStudy& study = LagStudy::of(settings, 0.06);
    CHECK(study.losses[0] == 1);
    CHECK(study.loss_laws[0] == 1);
    CHECK(study.losses[1] + study.loss_laws[1] == 0);
  }
}

TEST_CASE("Replicas that cannot keep up have no steady state", "[replication]") {
  ReplicaSetSettings settings;
  settings.rate = 120;
  CHECK_FALSE(LagStudy::of(settings, 0.06).steady);
}
