#include "queueing/load_test.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "queueing/read_replicas_law.hpp"

using namespace distributed;
using namespace distributed::queueing;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using simulation::milliseconds;
using simulation::seconds;
using Trouble = LoadTest::Trouble;

namespace {

ReadReplicasOptions load(double rate) {
  ReadReplicasOptions options;
  options.traffic = {rate};
  options.routing = Routing::random;
  options.line_limit = 200;
  return options;
}

void pass(LoadTest& test, Time time) {
  while (time > 0 && test.under_load()) time -= test.advance(time);
}

}  // namespace

TEST_CASE("A minute of load is measured, then nothing flows any more", "[queueing]") {
  LoadTest test(load(1500), Generator{1});
  CHECK_FALSE(test.under_load());
  CHECK(test.left() == 0);
  CHECK(test.advance(seconds(5)) == 0);
  test.start();
  CHECK(test.left() == seconds(61));
  CHECK(test.advance(seconds(5)) == seconds(1));
  CHECK(test.measured() == 0);
  pass(test, seconds(100));
  CHECK_FALSE(test.under_load());
  CHECK(test.measured() == seconds(60));
  CHECK(test.tally().until - test.tally().from == seconds(60));
  CHECK(test.seconds().size() == 61);
  CHECK_THAT(test.tally().throughput(), WithinRel(1500.0, 0.01));
  const Time stopped = test.database().now();
  pass(test, seconds(1));
  CHECK(test.database().now() == stopped);
}

TEST_CASE("Each node's shares of time are those of the law, writes on all of them", "[queueing]") {
  const ReadReplicasOptions options = load(1500);
  LoadTest test(options, Generator{2});
  test.start();
  pass(test, seconds(61));
  for (std::uint32_t node = 0; node < 4; ++node) {
    const auto figures = test.figures(node);
    CHECK_THAT(figures.writing, WithinAbs(0.15, 0.01));
    CHECK_THAT(figures.busy(), WithinAbs(utilisation_law(options, node), 0.015));
    CHECK_THAT(static_cast<double>(figures.writes), WithinRel(150.0 * 60, 0.04));
    CHECK_THAT(static_cast<double>(figures.reads), WithinAbs(node ? 450.0 * 60 : 0, 1000));
  }
}

TEST_CASE("Another load is measured anew", "[queueing]") {
  ReadReplicasOptions options = load(1500);
  LoadTest test(options, Generator{3});
  test.start();
  pass(test, seconds(30.1));
  options.traffic = {600};
  options.replicas = 1;
  test.change(options);
  CHECK(test.elapsed() == 0);
  CHECK(test.tally().sent == 0);
  CHECK(test.left() == seconds(61));
  pass(test, seconds(61));
  CHECK_THAT(test.tally().throughput(), WithinRel(600.0, 0.02));
  CHECK(test.seconds().size() == 30 + 61);
  pass(test, seconds(1));
  test.start();
  pass(test, seconds(61));
  CHECK(test.seconds().size() == 120);
}

TEST_CASE("Full lines are trouble, a storm is more of it, and it goes as they do", "[queueing]") {
  ReadReplicasOptions options = load(4500);
  LoadTest test(options, Generator{4});
  test.start();
  pass(test, seconds(2));
  CHECK(test.trouble() == Trouble::refusing);
  CHECK(test.waiting(1).requests > 150);
  options.retries = {.timeout = milliseconds(20), .attempts = 4, .pause = milliseconds(10)};
  test.change(options);
  pass(test, seconds(2));
  CHECK(test.trouble() == Trouble::storm);
  options.traffic = {300};
  test.change(options);
  pass(test, seconds(3));
  CHECK(test.trouble() == Trouble::none);
  CHECK(test.waiting(1).all() < 20);
}

TEST_CASE("However finely a load test is cut, it is the same, and so is a copy", "[queueing]") {
  LoadTest whole(load(2000), Generator{5});
  whole.start();
  LoadTest cut = whole;
  pass(whole, seconds(61));
  for (int step = 0; step < 100; ++step) pass(cut, milliseconds(31));
  LoadTest copy = cut;
  pass(cut, seconds(61));
  while (copy.under_load()) copy.advance(milliseconds(333));
  for (const LoadTest* other : {&cut, &copy}) {
    CHECK(other->tally().microseconds == whole.tally().microseconds);
    CHECK(other->figures(2).reads == whole.figures(2).reads);
    CHECK(other->waiting(3).all() == whole.waiting(3).all());
    CHECK(other->seconds().size() == whole.seconds().size());
  }
}

TEST_CASE("What is tried out is what a database of its own does", "[queueing]") {
  const Tally tally = try_out(load(1500), Generator{6}, seconds(1), seconds(20));
  CHECK(tally.until - tally.from == seconds(20));
  CHECK_THAT(tally.throughput(), WithinRel(1500.0, 0.02));
}
