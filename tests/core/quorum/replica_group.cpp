#include "quorum/replica_group.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;
using Hint = ReplicaGroup::Hint;

namespace {

std::vector<std::uint64_t> versions(const ReplicaGroup& group, int nodes) {
  std::vector<std::uint64_t> held;
  for (int node = 0; node < nodes; ++node) held.push_back(group.version(node));
  return held;
}

using Versions = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("A write goes to the home of its key while the home is up", "[quorum]") {
  ReplicaGroup group{{3, 2, 2}, 5, QuorumKind::sloppy};
  const auto outcome = group.write();
  CHECK(outcome.succeeded);
  CHECK(outcome.version == 1);
  CHECK(outcome.written == std::vector<int>{0, 1, 2});
  CHECK(outcome.hinted.empty());
  CHECK(versions(group, 5) == Versions{1, 1, 1, 0, 0});
  CHECK(group.confirmed_version() == 1);
}

TEST_CASE("A sloppy quorum lets a stand-in keep the write, which it hands off later", "[quorum]") {
  ReplicaGroup group{{3, 3, 1}, 5, QuorumKind::sloppy};
  group.fail(1);
  const auto outcome = group.write();
  CHECK(outcome.succeeded);
  CHECK(outcome.written == std::vector<int>{0, 2});
  CHECK(outcome.hinted == std::vector<Hint>{{3, 1, 1}});
  CHECK(versions(group, 5) == Versions{1, 0, 1, 1, 0});

  CHECK(group.hand_off().empty());  // node 1 is still down
  group.recover(1);
  group.fail(3);
  CHECK(group.hand_off().empty());  // the stand-in is down, and keeps its hint
  group.recover(3);
  CHECK(group.hand_off() == std::vector<Hint>{{3, 1, 1}});
  CHECK(versions(group, 5) == Versions{1, 1, 1, 0, 0});
  CHECK(group.hints().empty());
}

TEST_CASE("Each stand-in keeps the write of one node, and only its latest version", "[quorum]") {
  ReplicaGroup group{{3, 2, 2}, 6, QuorumKind::sloppy};
  for (const int node : {0, 2, 4}) group.fail(node);
  const auto outcome = group.write();
  CHECK(outcome.written == std::vector<int>{1});
  CHECK(outcome.hinted == std::vector<Hint>{{3, 0, 1}, {5, 2, 1}});
  group.write();
  CHECK(group.hints() == std::vector<Hint>{{3, 0, 2}, {5, 2, 2}});
  group.recover(0);
  CHECK(group.hand_off() == std::vector<Hint>{{3, 0, 2}});
  CHECK(versions(group, 6) == Versions{2, 2, 0, 0, 0, 2});
}

TEST_CASE("A late hint does not overwrite a newer version", "[quorum]") {
  ReplicaGroup group{{3, 2, 2}, 4, QuorumKind::sloppy};
  group.fail(0);
  group.write();
  group.recover(0);
  group.write();
  CHECK(group.hand_off() == std::vector<Hint>{{3, 0, 1}});
  CHECK(versions(group, 4) == Versions{2, 2, 2, 0});
}

TEST_CASE("A strict quorum refuses what a sloppy one accepts", "[quorum]") {
  Generator chance{61};
  ReplicaGroup strict{{3, 2, 2}, 5, QuorumKind::strict}, sloppy{{3, 2, 2}, 5, QuorumKind::sloppy};
  for (ReplicaGroup* group : {&strict, &sloppy}) {
    group->write();
    group->fail(0);
    group->fail(1);
  }
  CHECK_FALSE(strict.write().succeeded);
  CHECK_FALSE(strict.read(chance).succeeded);
  CHECK(sloppy.write().succeeded);
  CHECK(sloppy.read(chance).succeeded);
  // A failed write is not rolled back where it arrived.
  CHECK(versions(strict, 5) == Versions{1, 1, 2, 0, 0});
  CHECK(strict.confirmed_version() == 1);
  CHECK(sloppy.confirmed_version() == 2);
}

TEST_CASE("A read repairs every node that answered with an older version", "[quorum]") {
  Generator chance{62};
  ReplicaGroup group{{3, 2, 2}, 3, QuorumKind::strict};
  group.write();
  group.fail(2);
  group.write();
  group.recover(2);
  CHECK(versions(group, 3) == Versions{2, 2, 1});
  const auto outcome = group.read(chance);
  CHECK(outcome.succeeded);
  CHECK(outcome.version == 2);
  CHECK_FALSE(outcome.stale);
  CHECK(outcome.answered.size() == 2);
  CHECK(outcome.repaired == std::vector<int>{2});
  CHECK(versions(group, 3) == Versions{2, 2, 2});
  CHECK(group.read(chance).repaired.empty());
}

TEST_CASE("A read repair leaves nodes that are down as they are", "[quorum]") {
  Generator chance{63};
  ReplicaGroup group{{3, 1, 1}, 3, QuorumKind::strict};
  group.fail(2);
  group.write();
  group.read(chance);
  CHECK(versions(group, 3) == Versions{1, 1, 0});
}

TEST_CASE("Reads of one node are stale as often as it is out of date", "[quorum]") {
  Generator chance{64};
  int stale = 0;
  constexpr int rounds = 6000;
  for (int i = 0; i < rounds; ++i) {
    ReplicaGroup group{{3, 1, 1}, 3, QuorumKind::strict};
    group.fail(0);
    group.fail(1);
    group.write();
    group.recover(0);
    group.recover(1);
    stale += group.read(chance).stale;
  }
  CHECK(std::abs(stale - rounds * 2 / 3) < 200);
}

TEST_CASE("A sloppy quorum can be stale although w + r > n", "[quorum]") {
  Generator chance{65};
  ReplicaGroup group{{3, 2, 2}, 5, QuorumKind::sloppy};
  group.write();
  for (const int node : {0, 1, 2}) group.fail(node);
  CHECK(group.write().succeeded);  // on nodes 3 and 4 alone
  for (const int node : {0, 1, 2}) group.recover(node);
  const auto missed = group.read(chance);
  CHECK(missed.version == 1);
  CHECK(missed.stale);
  group.hand_off();
  // Two of the home nodes have it now: any two answers include one of them.
  const auto seen = group.read(chance);
  CHECK(seen.version == 2);
  CHECK_FALSE(seen.stale);
}

TEST_CASE("Whatever fails and recovers, strict quorums that must meet are never stale",
          "[quorum]") {
  Generator chance{66};
  for (int run = 0; run < 200; ++run) {
    const int n = 1 + static_cast<int>(uniform_below(chance, 5));
    const int w = 1 + static_cast<int>(uniform_below(chance, static_cast<std::uint32_t>(n)));
    ReplicaGroup group{{n, w, n - w + 1}, n + 2, QuorumKind::strict};
    for (int step = 0; step < 100; ++step) {
      const int node = static_cast<int>(uniform_below(chance, static_cast<std::uint32_t>(n)));
      switch (uniform_below(chance, 4)) {
        case 0:
          group.fail(node);
          break;
        case 1:
          group.recover(node);
          break;
        case 2:
          group.write();
          break;
        default:
          REQUIRE_FALSE(group.read(chance).stale);
      }
    }
  }
}

TEST_CASE("Once all nodes are back and hints handed off, the home has every confirmed write",
          "[quorum]") {
  Generator chance{67};
  for (int run = 0; run < 300; ++run) {
    ReplicaGroup group{{3, 2, 1}, 6, QuorumKind::sloppy};
    for (int step = 0; step < 60; ++step) {
      const int node = static_cast<int>(uniform_below(chance, 6));
      switch (uniform_below(chance, 5)) {
        case 0:
          group.fail(node);
          break;
        case 1:
          group.recover(node);
          break;
        case 2:
          group.hand_off();
          break;
        case 3:
          group.read(chance);
          break;
        default:
          group.write();
      }
    }
    for (int node = 0; node < 6; ++node) group.recover(node);
    group.hand_off();
    CHECK(group.hints().empty());
    std::uint64_t newest = 0;
    for (int node = 0; node < 3; ++node) newest = std::max(newest, group.version(node));
    CHECK(newest >= group.confirmed_version());
    group.read(chance);
    for (int node = 0; node < 3; ++node) CHECK(group.version(node) == newest);
    for (int node = 3; node < 6; ++node) CHECK(group.version(node) == 0);
  }
}

TEST_CASE("A replica group refuses unknown nodes and too few of them", "[quorum]") {
  CHECK_THROWS_AS(ReplicaGroup({3, 2, 2}, 2, QuorumKind::sloppy), std::out_of_range);
  CHECK_THROWS_AS(ReplicaGroup({3, 4, 2}, 5, QuorumKind::sloppy), std::out_of_range);
  ReplicaGroup group{{3, 2, 2}, 3, QuorumKind::strict};
  CHECK_THROWS_AS(group.fail(3), std::out_of_range);
  CHECK_THROWS_AS(group.recover(-1), std::out_of_range);
  CHECK_THROWS_AS(group.version(7), std::out_of_range);
}
