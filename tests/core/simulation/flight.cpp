#include "simulation/flight.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed::simulation;

namespace {

Flight flight(Time sent_at, Time arrives_at) {
  Flight made;
  made.sent_at = sent_at;
  made.arrives_at = arrives_at;
  return made;
}

}  // namespace

TEST_CASE("A message moves evenly from its sender to its receiver", "[simulation]") {
  const Flight message = flight(100, 300);
  CHECK(message.progress(0) == 0);
  CHECK(message.progress(100) == 0);
  CHECK(message.progress(150) == 0.25);
  CHECK(message.progress(300) == 1);
  CHECK(message.progress(1000) == 1);
  CHECK(flight(100, 100).progress(100) == 1);
}

TEST_CASE("A delayed message goes on from where it is, and never back", "[simulation]") {
  Flight message = flight(100, 300);
  message.slow_down(200, 700);
  CHECK(message.progress(200) == 0.5);
  CHECK(message.progress(450) == 0.75);
  message.slow_down(450, 950);
  CHECK(message.progress(450) == 0.75);
  CHECK(message.progress(700) == 0.875);
  CHECK(message.progress(950) == 1);
  CHECK(message.arrives_at == 950);
  Flight at_once = flight(0, 100);
  at_once.slow_down(0, 400);
  CHECK(at_once.progress(100) == 0.25);
  Flight before = flight(100, 200);
  before.slow_down(100, 300);
  CHECK(before.progress(200) == 0.5);
}

TEST_CASE("A message is lost once something has lost it", "[simulation]") {
  Flight message = flight(0, 100);
  CHECK_FALSE(message.lost());
  CHECK(message.lost_at == never);
  message.lose(40, Loss::dropped);
  CHECK(message.lost());
  CHECK(message.lost_at == 40);
  CHECK(message.progress(message.lost_at) == 0.4);
}
