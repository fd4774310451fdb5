// Who leads next under each rule of promotion: log_cluster_leaders.cpp.

#include <catch2/catch_test_macros.hpp>

#include "log_cluster_begun.hpp"
#include "random/distributions.hpp"
#include "replication/log_cluster.hpp"

using namespace distributed;
using namespace distributed::replication;
using simulation::milliseconds;
using simulation::seconds;
using Role = LogCluster::Role;

TEST_CASE("With a majority rule there is one leader: the old one stands down", "[replication]") {
  LogCluster story = cluster(Promotion::majority);
  story.partition({{0}});
  story.advance_to(seconds(5));
  story.write(0, 500);
  story.advance_to(seconds(9));
  // Logged, but never confirmed: the leader reaches no majority.
  CHECK(story.value(0) == 500);
  CHECK_FALSE(story.writes()[0].confirmed);
  story.advance_to(seconds(10));
  CHECK(story.leaders().empty());
  story.advance_to(seconds(10.8));
  CHECK(story.leaders() == std::vector<NodeId>{1});
  story.write(0, 501);
  story.write(1, 750);
  story.advance_to(seconds(13));
  CHECK(story.writes()[1].refused);
  CHECK(story.writes()[2].confirmed);
  story.heal();
  story.advance_to(seconds(20));
  CHECK(story.settled());
  for (NodeId node = 0; node < 3; ++node) CHECK(story.value(node) == 750);
  CHECK(story.writes()[0].lost);
}

TEST_CASE("A leader on the side of the majority stays, whatever the others do", "[replication]") {
  LogCluster story = cluster(Promotion::majority, 5);
  story.partition({{0, 1, 2}, {3, 4}});
  story.write(0, 500);
  story.advance_to(seconds(60));
  CHECK((story.split() && !story.elected()));
  CHECK(story.leaders() == std::vector<NodeId>{0});
  CHECK(story.writes()[0].confirmed);
  CHECK(story.value(4) == 0);
  story.heal();
  story.advance_to(seconds(120));
  CHECK_FALSE(story.elected_apart());
  CHECK(story.value(4) == 500);
}

TEST_CASE("Split in halves a majority rule leaves nobody to lead until the network heals",
          "[replication]") {
  LogCluster story = cluster(Promotion::majority, 4);
  story.partition({{0, 1}, {2, 3}});
  story.advance_to(seconds(60));
  CHECK(story.leaders().empty());
  story.heal();
  story.advance_to(seconds(90));
  CHECK_FALSE(story.elected_apart());
  CHECK(story.leaders().size() == 1);
}

TEST_CASE("Bully elects the highest node of the part that lost its leader", "[replication]") {
  LogCluster story = cluster(Promotion::bully, 5);
  story.partition({{0}});
  story.advance_to(seconds(20));
  CHECK(story.leaders() == std::vector<NodeId>{0, 4});
  LogCluster other = cluster(Promotion::bully, 5);
  other.partition({{0, 4}, {1, 2, 3}});
  other.advance_to(seconds(20));
  CHECK(other.leaders() == std::vector<NodeId>{0, 3});
  CHECK(other.epoch(1) == other.epoch(3));
}

TEST_CASE("Fencing powers the old leader off before the new one leads", "[replication]") {
  LogCluster story = cluster(Promotion::fencing);
  story.partition({{0}});
  story.advance_to(seconds(8));
  story.write(0, 500);
  story.advance_to(seconds(11));
  CHECK(story.writes()[0].confirmed);
  REQUIRE(story.fencing());
  CHECK(story.fencing()->by == 1);
  CHECK(story.fencing()->done_at == seconds(12));
  CHECK(story.leaders() == std::vector<NodeId>{0});
  story.advance_to(seconds(12));
  CHECK(story.role(0) == Role::down);
  CHECK(story.leaders() == std::vector<NodeId>{1});
  CHECK_FALSE(story.fencing());
  story.write(0, 501);
  story.write(1, 750);
  story.advance_to(seconds(15));
  CHECK_FALSE(story.writes()[1].confirmed);
  story.heal();
  story.advance_to(seconds(30));
  CHECK(story.settled());
  for (NodeId node = 0; node < 3; ++node) {
    CHECK(story.role(node) == (node == 1 ? Role::leader : Role::replica));
    REQUIRE(story.log(node).size() == 1);
    CHECK(story.value(node) == 750);
  }
  // One leader at a time, and still an asynchronous failover loses what only the old one had.
  CHECK(story.writes()[0].lost);
}

TEST_CASE(
    "Whatever is cut and when, a majority never has two leaders in an epoch, never loses a "
    "confirmed write and never ends in conflict; fencing never has two leaders",
    "[replication]") {
  Generator chance{81};
  for (const Promotion promotion : {Promotion::majority, Promotion::fencing}) {
    int elections = 0;
    for (int trial = 0; trial < 400; ++trial) {
      LogClusterOptions options;
      options.promotion = promotion;
      options.nodes = 3 + uniform_below(chance, 5);
      if (trial % 2 == 0) {
        // Votes stand whatever the latency; fencing needs messages quicker than the stagger.
        const double slowest = promotion == Promotion::majority ? 3000 : 900;
        options.link = simulation::Latency::uniform(milliseconds(10), milliseconds(slowest));
      }
      LogCluster story(options, chance.split());
      std::vector<std::vector<NodeId>> leader_of(1);
      for (int step = 0; step < 200; ++step) {
        if (step % 40 == 0) story.heal();
        if (step % 40 == 15) {
          std::vector<std::vector<NodeId>> groups(2);
          for (NodeId node = 0; node < options.nodes; ++node) {
            const std::uint32_t group = uniform_below(chance, 3);
            if (group < 2) groups[group].push_back(node);
          }
          story.partition(groups);
        }
        if (uniform_below(chance, 4) == 0) {
          story.write(uniform_below(chance, static_cast<std::uint32_t>(options.nodes)), step);
        }
        story.advance_to(story.now() + milliseconds(uniform_below(chance, 2000)));
        REQUIRE(story.contradiction().empty());
        if (promotion == Promotion::fencing) REQUIRE(story.leaders().size() <= 1);
        for (const NodeId leader : story.leaders()) {
          const std::uint32_t epoch = story.epoch(leader);
          if (leader_of.size() <= epoch) leader_of.resize(epoch + 1);
          if (leader_of[epoch].empty()) leader_of[epoch].push_back(leader);
          REQUIRE(leader_of[epoch].front() == leader);
        }
        if (promotion == Promotion::majority) {
          for (const LogCluster::Write& write : story.writes()) {
            REQUIRE_FALSE((write.confirmed && write.lost));
          }
        }
      }
      elections += static_cast<int>(leader_of.size()) > 2;
    }
    CHECK(elections > 200);
  }
}
