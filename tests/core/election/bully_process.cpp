#include "election/bully_process.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed::election;
using Next = BullyProcess::Next;

TEST_CASE("The highest process leads at once, any other asks those above it", "[election]") {
  BullyProcess highest, other;
  CHECK(highest.start(4, 5) == Next::lead);
  CHECK_FALSE(highest.holds_election());
  CHECK(other.start(3, 5) == Next::ask_above);
  CHECK(other.holds_election());
  // It is held already.
  CHECK(other.start(3, 5) == Next::nothing);
  CHECK(other.round() == 1);
}

TEST_CASE("Without an answer a process leads, with one it waits for news", "[election]") {
  BullyProcess process;
  process.start(0, 3);
  CHECK(process.patience(50) == 50);
  CHECK(BullyProcess{process}.waited(0, 3) == Next::lead);
  REQUIRE(process.answered(process.round()));
  CHECK(process.patience(50) == 100);
  CHECK(BullyProcess{process}.waited(0, 3) == Next::ask_above);
  process.settle();
  CHECK_FALSE(process.holds_election());
  CHECK(process.waited(0, 3) == Next::nothing);
}

TEST_CASE("An answer that comes twice, or to an earlier round, changes nothing", "[election]") {
  BullyProcess process;
  process.start(0, 3);
  const std::uint32_t first = process.round();
  CHECK(process.answered(first));
  CHECK_FALSE(process.answered(first));
  process.waited(0, 3);
  CHECK_FALSE(process.answered(first));
  CHECK(process.waited(0, 3) == Next::lead);
}
