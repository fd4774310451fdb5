#include "lag/session_guarantees.hpp"

#include <catch2/catch_test_macros.hpp>

#include "lag/apply_queue.hpp"
#include "random/distributions.hpp"

using namespace distributed;

namespace {

constexpr std::uint32_t ann = 1, bob = 2;
using Violations = std::vector<Violation>;

// By the definition: for each read the newest earlier operation of that kind, if it is newer.
Violations by_definition(const History& history, Operation::Kind kind) {
  Violations violations;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (history[i].kind != Operation::read) continue;
    Violation worst{i, i};
    for (std::size_t j = 0; j < i; ++j) {
      const bool related = history[j].kind == kind && history[j].session == history[i].session &&
                           history[j].key == history[i].key;
      // Among equal versions the latest operation is named.
      if (related && history[j].version > history[i].version &&
          (worst.contradicts == i || history[j].version >= history[worst.contradicts].version)) {
        worst.contradicts = j;
      }
    }
    if (worst.contradicts != i) violations.push_back(worst);
  }
  return violations;
}

}  // namespace

TEST_CASE("A read that misses the session's own write is found", "[lag]") {
  const History history{{Operation::write, ann, "post", 7},
                        {Operation::read, bob, "post", 6},
                        {Operation::read, ann, "post", 6},
                        {Operation::read, ann, "post", 7},
                        {Operation::read, ann, "post", 9}};
  CHECK(read_your_writes_violations(history) == Violations{{2, 0}});
  CHECK(monotonic_reads_violations(history).empty());
}

TEST_CASE("A read that goes back in time is found", "[lag]") {
  const History history{{Operation::read, ann, "post", 3}, {Operation::read, ann, "post", 5},
                        {Operation::read, ann, "post", 4}, {Operation::read, ann, "post", 0},
                        {Operation::read, ann, "post", 5}, {Operation::read, bob, "post", 1}};
  CHECK(monotonic_reads_violations(history) == Violations{{2, 1}, {3, 1}});
  CHECK(read_your_writes_violations(history).empty());
}

TEST_CASE("Keys are told apart", "[lag]") {
  const History history{{Operation::write, ann, "post", 7},
                        {Operation::read, ann, "photo", 1},
                        {Operation::read, ann, "post", 8},
                        {Operation::read, ann, "photo", 2}};
  CHECK(read_your_writes_violations(history).empty());
  CHECK(monotonic_reads_violations(history).empty());
  CHECK(read_your_writes_violations({}).empty());
}

TEST_CASE("The checks agree with the definition on random histories", "[lag]") {
  Generator chance{85};
  for (int run = 0; run < 200; ++run) {
    History history;
    for (int i = 0; i < 40; ++i) {
      history.push_back({bernoulli(chance, 0.7) ? Operation::read : Operation::write,
                         uniform_below(chance, 2), bernoulli(chance, 0.5) ? "a" : "b",
                         uniform_below(chance, 12)});
    }
    REQUIRE(read_your_writes_violations(history) == by_definition(history, Operation::write));
    REQUIRE(monotonic_reads_violations(history) == by_definition(history, Operation::read));
  }
}

TEST_CASE("A client that stays at one follower reads monotonically, one that hops does not",
          "[lag]") {
  Generator chance{86};
  std::vector<ApplyQueue> followers(3);
  History staying, hopping;
  for (int i = 0; i < 2000; ++i) {
    for (ApplyQueue& follower : followers) {
      follower.commit(exponential(chance, 25));
      follower.advance(0.05);
    }
    staying.push_back({Operation::read, ann, "log", followers[1].applied()});
    hopping.push_back({Operation::read, bob, "log", followers[uniform_below(chance, 3)].applied()});
  }
  CHECK(monotonic_reads_violations(staying).empty());
  CHECK(monotonic_reads_violations(hopping).size() > 100);
}

TEST_CASE("Reading one's own writes at the leader keeps the guarantee, at a follower breaks it",
          "[lag]") {
  Generator chance{87};
  ApplyQueue follower;
  History at_leader, at_follower;
  for (int i = 0; i < 1000; ++i) {
    const Operation write{Operation::write, ann, "log", follower.commit(exponential(chance, 25))};
    at_leader.push_back(write);
    at_follower.push_back(write);
    follower.advance(0.05);
    at_leader.push_back({Operation::read, ann, "log", follower.committed()});
    at_follower.push_back({Operation::read, ann, "log", follower.applied()});
  }
  CHECK(read_your_writes_violations(at_leader).empty());
  CHECK(read_your_writes_violations(at_follower).size() > 100);
}
