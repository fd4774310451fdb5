#include "replication/log_cluster.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "log_cluster_begun.hpp"

using namespace distributed;
using namespace distributed::replication;
using simulation::milliseconds;
using simulation::seconds;
using Role = LogCluster::Role;

namespace {

// The story of the picture up to the point where both leaders have compared notes.
LogCluster conflict() {
  LogCluster story = cluster(Promotion::timeout_only);
  story.partition({{0}});
  story.advance_to(seconds(10));
  story.write(0, 500);
  story.write(1, 750);
  story.advance_to(seconds(12));
  story.heal();
  story.advance_to(seconds(13));
  return story;
}

std::vector<std::int64_t> values(const LogCluster& story, NodeId node) {
  std::vector<std::int64_t> found;
  for (const LogClusterEntry& entry : story.log(node)) found.push_back(entry.value);
  return found;
}

}  // namespace

TEST_CASE("A cluster at rest is one leader and nothing on its way", "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  story.advance_to(seconds(1e6));
  CHECK_FALSE(story.elected_apart());
  CHECK(story.leaders() == std::vector<NodeId>{0});
  for (NodeId node = 0; node < 3; ++node) CHECK(story.silence(node) == 0);
  CHECK(story.in_flight().empty());
}

TEST_CASE("A write to the leader is confirmed and copied, one to a replica is refused",
          "[replication]") {
  for (const Promotion promotion :
       {Promotion::timeout_only, Promotion::majority, Promotion::bully, Promotion::fencing}) {
    LogCluster story = cluster(promotion);
    story.write(0, 500);
    story.write(1, 750);
    CHECK(story.in_flight().size() == 2);
    CHECK(story.in_flight()[0].from == story.client());
    story.advance_to(seconds(5));
    CHECK(story.writes()[0].confirmed);
    CHECK(story.writes()[1].refused);
    CHECK_FALSE(story.writes()[1].confirmed);
    for (NodeId node = 0; node < 3; ++node) CHECK(story.value(node) == 500);
  }
}

TEST_CASE("Ten seconds after the cut node 1 promotes itself and there are two leaders",
          "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  story.advance_to(seconds(3.3));
  REQUIRE(story.partition({{0}}));
  CHECK_FALSE(story.partition({{0}}));
  CHECK((story.split() && !story.elected()));
  story.advance_to(seconds(13.2));
  CHECK(story.silence(1) == seconds(9.9));
  CHECK(story.silence(0) == 0);
  CHECK(story.leaders() == std::vector<NodeId>{0});
  story.advance_to(seconds(13.3));
  CHECK((story.elected_apart() && !story.settled()));
  CHECK(story.leaders() == std::vector<NodeId>{0, 1});
  CHECK(story.elected() == NodeId{1});
  CHECK(story.elected_at() == seconds(13.3));
  story.advance_to(seconds(60));
  CHECK(story.leaders() == std::vector<NodeId>{0, 1});
  CHECK(story.silence(1) == 0);
  CHECK(story.epoch(2) == 2);
}

TEST_CASE("Of five nodes too the first on the side without a leader takes over after ten seconds",
          "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only, 5);
  story.partition({{0, 1}, {2, 3, 4}});
  story.advance_to(seconds(10));
  CHECK(story.leaders() == std::vector<NodeId>{0, 2});
  story.advance_to(seconds(60));
  CHECK(story.leaders() == std::vector<NodeId>{0, 2});
  // In pieces: every side without a leader makes one.
  LogCluster pieces = cluster(Promotion::timeout_only, 5);
  pieces.partition({{0}, {1, 2}, {3, 4}});
  pieces.advance_to(seconds(60));
  CHECK(pieces.leaders() == std::vector<NodeId>{0, 1, 3});
  for (const NodeId leader : pieces.leaders()) pieces.write(leader, 100 + leader);
  pieces.advance_to(seconds(61));
  pieces.heal();
  pieces.advance_to(seconds(62));
  REQUIRE(pieces.contradiction() == std::vector<NodeId>{0, 1, 3});
  pieces.keep(103);
  pieces.advance_to(seconds(70));
  CHECK(values(pieces, 4) == std::vector<std::int64_t>{100, 101, 103, 103});
  CHECK(pieces.leaders().size() == 1);
  CHECK((pieces.writes()[0].lost && pieces.writes()[1].lost && !pieces.writes()[2].lost));
}

TEST_CASE("A partition that heals in time changes nothing", "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  CHECK_FALSE(story.heal());
  story.partition({{0}});
  story.write(0, 500);
  story.advance_to(seconds(9));
  CHECK(story.value(1) == 0);
  REQUIRE(story.heal());
  CHECK_FALSE(story.elected_apart());
  story.advance_to(seconds(60));
  CHECK_FALSE(story.elected_apart());
  CHECK(story.leaders() == std::vector<NodeId>{0});
  CHECK(story.value(1) == 500);
}

TEST_CASE("Two leaders take two writes, and the conflict shows when the network heals",
          "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  story.partition({{0}});
  story.advance_to(seconds(10));
  story.write(0, 500);
  story.write(1, 750);
  story.advance_to(seconds(12));
  CHECK(values(story, 0) == std::vector<std::int64_t>{500});
  CHECK(values(story, 1) == std::vector<std::int64_t>{750});
  CHECK(values(story, 2) == std::vector<std::int64_t>{750});
  CHECK((story.writes()[0].confirmed && story.writes()[1].confirmed));
  REQUIRE(story.heal());
  CHECK((story.elected_apart() && !story.settled()));
  const auto syncs = story.in_flight();
  REQUIRE(syncs.size() == 2);
  CHECK((syncs[0].kind == LogClusterMessage::Kind::sync && syncs[0].from == 0 && syncs[0].to == 1));
  CHECK((syncs[1].kind == LogClusterMessage::Kind::sync && syncs[1].from == 1 && syncs[1].to == 0));
  story.advance_to(seconds(12.4));
  REQUIRE(!story.contradiction().empty());
  CHECK(story.contradiction() == std::vector<NodeId>{0, 1});
  CHECK((story.value(0) == 500 && story.value(1) == 750));
  // Until it is resolved nobody writes and nothing is cut.
  story.write(0, 1);
  story.advance_to(seconds(20));
  CHECK(story.writes()[2].refused);
  CHECK_FALSE(story.partition({{0}}));
}

TEST_CASE("The last write survives and the other is lost, though it was confirmed",
          "[replication]") {
  LogCluster story = conflict();
  REQUIRE(story.keep_last_write());
  CHECK_FALSE(story.keep_last_write());
  CHECK(story.settled());
  CHECK(story.contradiction().empty());
  // Written in the same instant: the higher node's.
  story.advance_to(seconds(20));
  for (NodeId node = 0; node < 3; ++node) {
    CHECK(values(story, node) == std::vector<std::int64_t>{500, 750, 750});
  }
  CHECK(story.leaders() == std::vector<NodeId>{1});
  CHECK((story.writes()[0].confirmed && story.writes()[0].lost));
  CHECK_FALSE(story.writes()[1].lost);
  story.write(1, 800);
  story.advance_to(seconds(30));
  CHECK(story.value(0) == 800);
}

TEST_CASE("The later write wins on whichever side it was", "[replication]") {
  LogCluster story = cluster(Promotion::timeout_only);
  story.partition({{0}});
  story.advance_to(seconds(10));
  story.write(1, 750);
  story.advance_to(seconds(11));
  story.write(0, 500);
  story.advance_to(seconds(12));
  story.heal();
  story.advance_to(seconds(13));
  story.keep_last_write();
  story.advance_to(seconds(20));
  CHECK(values(story, 2) == std::vector<std::int64_t>{750, 500, 500});
  CHECK(story.writes()[0].lost);
}

TEST_CASE("A decision writes any value into every log", "[replication]") {
  for (const std::int64_t balance : {500, 600, 750}) {
    LogCluster story = conflict();
    REQUIRE(story.keep(balance));
    CHECK(story.value(0) == balance);
    CHECK(story.value(1) == balance);
    story.advance_to(seconds(20));
    for (NodeId node = 0; node < 3; ++node) {
      CHECK(values(story, node) == std::vector<std::int64_t>{500, 750, balance});
      CHECK(story.log(node).back().write == 0);
    }
    CHECK(story.writes()[0].lost == (balance != 500));
    CHECK(story.writes()[1].lost == (balance != 750));
  }
  LogCluster calm = cluster(Promotion::timeout_only);
  CHECK_FALSE(calm.keep(600));
}

TEST_CASE("Two leaders of which only one took writes do not contradict each other",
          "[replication]") {
  for (const NodeId writer : {0u, 1u}) {
    LogCluster story = cluster(Promotion::timeout_only);
    story.partition({{0}});
    story.advance_to(seconds(10));
    story.write(writer, 640);
    story.advance_to(seconds(12));
    story.heal();
    story.advance_to(seconds(20));
    CHECK(story.settled());
    CHECK(story.leaders() == std::vector<NodeId>{1});
    for (NodeId node = 0; node < 3; ++node) CHECK(story.value(node) == 640);
    CHECK_FALSE(story.writes()[0].lost);
  }
}

TEST_CASE("Whatever message comes twice, at once or late, has no further effect", "[replication]") {
  using Kind = LogClusterMessage::Kind;
  const auto play = [](Promotion promotion, std::size_t nodes, std::optional<Kind> doubled,
                       Time behind, int phase, int& copies) {
    LogCluster story = cluster(promotion, nodes);
    simulation::MessageId seen = 0;
    const auto wait = [&](double until) {
      while (story.now() < seconds(until)) {
        for (const auto& pulse : story.in_flight()) {
          if (pulse.id <= seen || pulse.copy_of != 0 || pulse.kind != doubled) continue;
          // Every one, or those of every other half second: a copy of the next one may put right
          // what that of the one before it did wrong.
          if (phase < 2 && pulse.sent_at / milliseconds(500) % 2 != phase) continue;
          copies += story.duplicate(pulse.id, behind) == simulation::Disturbance::done;
        }
        seen = story.messages_sent();
        story.advance_to(std::min(seconds(until), story.now() + milliseconds(50)));
      }
    };
    story.write(0, 100);
    story.write(1, 101);
    wait(5);
    nodes == 3 ? story.partition({{0}}) : story.partition({{0, 1}, {2, 3, 4}});
    wait(20);
    for (NodeId node = 0; node < nodes; ++node) story.write(node, 500 + node);
    wait(25);
    story.heal();
    wait(35);
    story.keep_last_write();
    wait(40);
    for (NodeId node = 0; node < nodes; ++node) story.write(node, 700 + node);
    wait(40.5);
    for (NodeId node = 0; node < nodes; ++node) story.write(node, 800 + node);
    wait(80);
    return story;
  };
  for (const Promotion promotion :
       {Promotion::timeout_only, Promotion::majority, Promotion::bully, Promotion::fencing}) {
    for (const std::size_t nodes : {3u, 5u}) {
      int copies = 0;
      const LogCluster once = play(promotion, nodes, std::nullopt, 0, 2, copies);
      REQUIRE(copies == 0);
      REQUIRE(once.leaders().size() == 1);
      for (const Kind kind :
           {Kind::write, Kind::done, Kind::refused, Kind::append, Kind::append_ack,
            Kind::request_vote, Kind::vote, Kind::election, Kind::answer, Kind::sync}) {
        const bool happens =
            kind == Kind::request_vote || kind == Kind::vote ? promotion == Promotion::majority
            : kind == Kind::election || kind == Kind::answer ? promotion == Promotion::bully
            : kind == Kind::sync                             ? promotion == Promotion::timeout_only
                                                             : true;
        copies = 0;
        for (int run = 0; run < 12; ++run) {
          constexpr Time delays[] = {0, milliseconds(120), seconds(1), seconds(4)};
          const Time behind = delays[run % 4];
          INFO("message " << static_cast<int>(kind) << " under rule " << static_cast<int>(promotion)
                          << ", " << nodes << " nodes, " << behind << " us behind, run " << run);
          const LogCluster twice = play(promotion, nodes, kind, behind, run / 4, copies);
          CHECK(twice.settled() == once.settled());
          CHECK(twice.contradiction() == once.contradiction());
          CHECK(twice.leaders() == once.leaders());
          CHECK(twice.elected_at() == once.elected_at());
          for (NodeId node = 0; node < nodes; ++node) {
            CHECK(twice.log(node) == once.log(node));
            CHECK(twice.epoch(node) == once.epoch(node));
          }
          REQUIRE(twice.writes().size() == once.writes().size());
          for (std::size_t i = 0; i < once.writes().size(); ++i) {
            const auto &a = once.writes()[i], &b = twice.writes()[i];
            CHECK((a.confirmed == b.confirmed && a.refused == b.refused && a.lost == b.lost));
          }
        }
        if (happens) CHECK(copies > 0);
      }
    }
  }
}

TEST_CASE("The same seed tells the same story on every machine, under each rule", "[replication]") {
  // Leaders apart, sides in conflict, leaders at the end, balance and entries of each node, when
  // the new leader was elected (microseconds).
  using Told = std::vector<std::int64_t>;
  const auto told = [](Promotion promotion) {
    LogClusterOptions options;
    options.promotion = promotion;
    options.link = simulation::Latency::uniform(milliseconds(100), milliseconds(700));
    options.repeat_after = seconds(1.5);
    LogCluster story(options, Generator{3});
    story.write(0, 100);
    story.advance_to(seconds(5));
    story.partition({{0}, {1, 2}});
    story.advance_to(seconds(20));
    story.write(0, 500);
    story.write(1, 750);
    story.advance_to(seconds(25));
    Told line{static_cast<std::int64_t>(story.leaders().size())};
    story.heal();
    story.advance_to(seconds(30));
    line.push_back(static_cast<std::int64_t>(story.contradiction().size()));
    story.keep_last_write();
    story.advance_to(seconds(60));
    line.push_back(static_cast<std::int64_t>(story.leaders().size()));
    for (NodeId node = 0; node < story.size(); ++node) {
      line.push_back(story.value(node));
      line.push_back(static_cast<std::int64_t>(story.log(node).size()));
    }
    line.push_back(story.elected_at());
    return line;
  };
  CHECK(told(Promotion::timeout_only) == Told{2, 2, 1, 750, 4, 750, 4, 750, 4, 15000000});
  CHECK(told(Promotion::majority) == Told{1, 0, 1, 750, 2, 750, 2, 750, 2, 15374827});
  CHECK(told(Promotion::bully) == Told{2, 0, 1, 500, 2, 500, 2, 500, 2, 15476077});
  CHECK(told(Promotion::fencing) == Told{1, 0, 1, 750, 2, 750, 2, 750, 2, 17000000});
}

TEST_CASE("A cluster with a log refuses what is no cluster", "[replication]") {
  const auto make = [](auto change) {
    LogClusterOptions options;
    change(options);
    return LogCluster(options, Generator{1});
  };
  using O = LogClusterOptions;
  CHECK_THROWS_AS(make([](O& o) { o.nodes = 1; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.nodes = 65; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.heartbeat_timeout = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.stagger = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.answer_timeout = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.fencing_delay = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.repeat_after = 0; }), std::invalid_argument);
  LogCluster story = cluster(Promotion::timeout_only);
  CHECK_THROWS_AS(story.write(3, 1), std::out_of_range);
  CHECK_THROWS_AS(story.partition({{3}}), std::out_of_range);
  CHECK_FALSE(story.elected_apart());
  CHECK_THROWS_AS(story.value(3), std::out_of_range);
  CHECK_THROWS_AS(story.role(3), std::out_of_range);
}
