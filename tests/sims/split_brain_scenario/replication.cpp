// Logs that get lost on their way, and the writes that wait for them: the part of SplitBrain in
// replication.cpp.

#include <catch2/catch_test_macros.hpp>

#include "split_brain_scenario/split_brain.hpp"

using namespace microsims;
using simulation::milliseconds;
using simulation::seconds;
using Kind = SplitBrainMessage::Kind;
using Phase = SplitBrain::Phase;

namespace {

SplitBrain cluster(Promotion promotion) {
  SplitBrainOptions options;
  options.promotion = promotion;
  return {options, distributed::Generator{1}};
}

// Drops what is under way of that kind; returns how many.
int drop(SplitBrain& cluster, Kind kind) {
  int dropped = 0;
  for (const auto& pulse : cluster.in_flight()) {
    if (pulse.kind != kind || pulse.lost()) continue;
    dropped += cluster.drop(pulse.id) == simulation::Disturbance::done;
  }
  return dropped;
}

}  // namespace

TEST_CASE("A log that is lost on its way is sent again", "[split-brain-scenario]") {
  SplitBrain story = cluster(Promotion::timeout_only);
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

TEST_CASE("With a majority rule a write waits until its log has come through",
          "[split-brain-scenario]") {
  SplitBrain story = cluster(Promotion::majority);
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

TEST_CASE("A write that is lost on its way waits for nothing", "[split-brain-scenario]") {
  SplitBrain story = cluster(Promotion::timeout_only);
  story.write(0, 500);
  REQUIRE(drop(story, Kind::write) == 1);
  CHECK_FALSE(story.pending(story.writes()[0]));
  story.advance_to(seconds(5));
  CHECK_FALSE(story.writes()[0].confirmed);
}

TEST_CASE("Leaders whose sync is lost compare their logs a little later",
          "[split-brain-scenario]") {
  SplitBrain story = cluster(Promotion::timeout_only);
  story.partition({{0}, {1, 2}});
  story.advance_to(seconds(11));
  story.write(0, 500);
  story.write(1, 750);
  story.advance_to(seconds(15));
  story.heal();
  REQUIRE(drop(story, Kind::sync) == 2);
  CHECK_FALSE(story.caught_up());
  story.advance_to(milliseconds(15900));
  CHECK(story.phase() == Phase::elected);
  story.advance_to(seconds(20));
  CHECK(story.phase() == Phase::conflict);
  // Nobody stands down before it is decided which write wins.
  CHECK(story.leaders() == std::vector<NodeId>{0, 1});
  CHECK(story.resolve_last_write_wins());
  story.advance_to(seconds(25));
  for (NodeId node = 0; node < 3; ++node) CHECK(story.value(node) == 750);
}

TEST_CASE("Whatever acknowledgements are lost, the story is resolved in the end",
          "[split-brain-scenario]") {
  for (const Promotion promotion : {Promotion::majority, Promotion::fencing}) {
    SplitBrain story = cluster(promotion);
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
    CHECK(story.phase() == Phase::elected);
    story.advance_to(seconds(30));
    CHECK(story.phase() == Phase::resolved);
    CHECK(story.caught_up());
  }
}
