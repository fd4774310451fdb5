// Logs that get lost on their way, and the writes that wait for them: log_cluster_logs.cpp.

#include <catch2/catch_test_macros.hpp>

#include "log_cluster_begun.hpp"

using namespace distributed;
using namespace distributed::replication;
using simulation::milliseconds;
using simulation::seconds;
using Kind = LogClusterMessage::Kind;

namespace {

// Drops what is under way of that kind; returns how many.
int drop(LogCluster& cluster, Kind kind) {
  int dropped = 0;
  for (const auto& pulse : cluster.in_flight()) {
    if (pulse.kind != kind || pulse.lost()) continue;
    dropped += cluster.drop(pulse.id) == simulation::Disturbance::done;
  }
  return dropped;
}

}  // namespace

TEST_CASE("A log that is lost on its way is sent again", "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  story.write(0, 500);
  story.advance_to(milliseconds(500));
  REQUIRE(drop(story, Kind::append) == 2);
  CHECK(story.quiet() == false);
  CHECK_FALSE(story.caught_up());
  story.advance_to(milliseconds(1300));
  CHECK(story.value(1) == 0);
  story.advance_to(seconds(3));
  for (NodeId node = 0; node < 3; ++node) CHECK(story.value(node) == 500);
  CHECK(story.caught_up());
  CHECK(story.quiet());
}

TEST_CASE("With a majority rule a write waits until its log has come through", "[replication]") {
  LogCluster story = cluster(Promotion::majority);
  story.write(0, 500);
  CHECK(story.pending(story.writes()[0]));
  story.advance_to(milliseconds(500));
  REQUIRE(drop(story, Kind::append) == 2);
  story.advance_to(milliseconds(1300));
  CHECK_FALSE(story.writes()[0].confirmed);
  CHECK(story.pending(story.writes()[0]));
  story.advance_to(seconds(3));
  CHECK(story.writes()[0].confirmed);
  CHECK_FALSE(story.pending(story.writes()[0]));
}

TEST_CASE("A write that is lost on its way waits for nothing", "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  story.write(0, 500);
  REQUIRE(drop(story, Kind::write) == 1);
  CHECK_FALSE(story.pending(story.writes()[0]));
  story.advance_to(seconds(5));
  CHECK_FALSE(story.writes()[0].confirmed);
}

TEST_CASE("Leaders whose sync is lost compare their logs a little later", "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  story.partition({{0}, {1, 2}});
  story.advance_to(seconds(11));
  story.write(0, 500);
  story.write(1, 750);
  story.advance_to(seconds(15));
  story.heal();
  REQUIRE(drop(story, Kind::sync) == 2);
  CHECK_FALSE(story.caught_up());
  story.advance_to(milliseconds(15900));
  CHECK((story.elected_apart() && !story.settled()));
  story.advance_to(seconds(20));
  CHECK(!story.contradiction().empty());
  // Nobody stands down before it is decided which write wins.
  CHECK(story.leaders() == std::vector<NodeId>{0, 1});
  CHECK(story.keep_last_write());
  story.advance_to(seconds(25));
  for (NodeId node = 0; node < 3; ++node) CHECK(story.value(node) == 750);
}

TEST_CASE("Whatever acknowledgements are lost, the story is resolved in the end", "[replication]") {
  for (const Promotion promotion : {Promotion::majority, Promotion::fencing}) {
    LogCluster story = cluster(promotion);
    story.partition({{0}, {1, 2}});
    story.advance_to(seconds(14));
    story.write(1, 750);
    story.advance_to(seconds(18));
    story.heal();
    int dropped = 0;
    for (int i = 1; i <= 20; ++i) {
      story.advance_to(seconds(18) + milliseconds(100) * i);
      dropped += drop(story, Kind::append_ack);
    }
    CHECK(dropped > 1);
    CHECK((story.elected_apart() && !story.settled()));
    story.advance_to(seconds(30));
    CHECK(story.settled());
    CHECK(story.caught_up());
  }
}
