#include "queueing/requests.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

using namespace distributed::queueing;
using distributed::simulation::never;

TEST_CASE("An attempt times out, is tried again after a pause, and given up at last",
          "[queueing]") {
  Requests requests({.timeout = 100, .attempts = 2, .pause = 30});
  const std::uint32_t one = requests.open({.key = 7});
  requests.attempt(one, 0);
  const std::uint32_t first = requests[one].attempt;
  CHECK(requests.next_timeout() == 100);
  CHECK(requests.next_retry() == never);
  CHECK(requests.pop_timeout().counts);
  CHECK(requests.give_up_attempt(one, 100));
  CHECK_FALSE(requests.is_current(one, first));
  CHECK(requests.next_retry() == 130);
  CHECK(requests.pop_retry().counts);
  requests.attempt(one, 130);
  CHECK(requests.next_timeout() == 230);
  CHECK_FALSE(requests.give_up_attempt(one, 230));
  CHECK(requests.open() == 0);
}

TEST_CASE("The time-out of a request that was answered comes to nothing", "[queueing]") {
  Requests requests({.timeout = 100});
  const std::uint32_t one = requests.open({});
  requests.attempt(one, 0);
  const std::uint32_t attempt = requests[one].attempt;
  requests.close(one);
  CHECK_FALSE(requests.is_current(one, attempt));
  // Its place is used again; the old time-out is not the new request's.
  const std::uint32_t other = requests.open({});
  CHECK(other == one);
  requests.attempt(other, 50);
  CHECK_FALSE(requests.pop_timeout().counts);
  CHECK(requests.next_timeout() == 150);
  CHECK(requests.pop_timeout().counts);
}

TEST_CASE("A shorter time-out overtakes a longer one", "[queueing]") {
  Requests requests({.timeout = 100});
  const std::uint32_t one = requests.open({}), other = requests.open({});
  requests.attempt(one, 0);
  requests.set_retries({.timeout = 20});
  requests.attempt(other, 10);
  CHECK(requests.next_timeout() == 30);
  CHECK(requests.pop_timeout().place == other);
  CHECK(requests.next_timeout() == 100);
}

TEST_CASE("Retries refuse what cannot be", "[queueing]") {
  CHECK_THROWS_AS(Requests({.timeout = 0}), std::invalid_argument);
  CHECK_THROWS_AS(Requests({.attempts = 0}), std::invalid_argument);
  CHECK_THROWS_AS(Requests({.pause = -1}), std::invalid_argument);
}
