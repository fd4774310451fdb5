#include "queueing/routing.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <vector>

using namespace distributed;
using namespace distributed::queueing;
using Catch::Matchers::WithinAbs;

namespace {

using Lengths = std::vector<std::size_t>;

// How often each server is picked, of 12,000 times.
std::vector<int> picks(Routing routing, const Lengths& lengths) {
  Router router(routing, Generator{328});
  std::vector<int> counts(lengths.size() + 1);
  for (std::uint32_t i = 0; i < 12000; ++i) ++counts[router.pick(lengths, i)];
  return counts;
}

}  // namespace

TEST_CASE("Round robin gives each the same, whatever their lines", "[queueing]") {
  CHECK(picks(Routing::round_robin, {9, 0, 0, 5}) == std::vector<int>{3000, 3000, 3000, 3000, 0});
}

TEST_CASE("Random gives each about the same, whatever their lines", "[queueing]") {
  for (const int count : {0, 1, 2, 3}) {
    const std::vector<int> counts = picks(Routing::random, {9, 0, 0, 5});
    CHECK_THAT(counts[static_cast<std::size_t>(count)], WithinAbs(3000, 200));
  }
}

TEST_CASE("Least connections takes the shortest line, of equals by turns", "[queueing]") {
  const std::vector<int> counts = picks(Routing::least_connections, {9, 2, 5, 2});
  CHECK(counts[0] == 0);
  CHECK(counts[2] == 0);
  CHECK_THAT(counts[1], WithinAbs(6000, 3000));
  CHECK(counts[1] + counts[3] == 12000);
}

TEST_CASE("Of two choices the longest line is never taken, the shortest by half", "[queueing]") {
  // Of the six pairs the shortest is in three, the second in two more, the third in one.
  const std::vector<int> counts = picks(Routing::two_choices, {9, 0, 5, 1});
  CHECK(counts[0] == 0);
  CHECK_THAT(counts[1], WithinAbs(6000, 250));
  CHECK_THAT(counts[3], WithinAbs(4000, 250));
  CHECK_THAT(counts[2], WithinAbs(2000, 250));
  CHECK(picks(Routing::two_choices, {7}) == std::vector<int>{12000, 0});
}

TEST_CASE("A session sticks to its server", "[queueing]") {
  Router router(Routing::sticky, Generator{329});
  std::vector<int> counts(5);
  for (std::uint32_t session = 0; session < 5000; ++session) {
    const std::size_t server = router.pick(Lengths{0, 1, 2, 3, 4}, session);
    CHECK(router.pick(Lengths{4, 3, 2, 1, 0}, session) == server);
    ++counts[server];
  }
  for (const int count : counts) CHECK_THAT(count, WithinAbs(1000, 120));
}

TEST_CASE("With one queue a request goes to a free server or waits", "[queueing]") {
  CHECK(picks(Routing::one_queue, {1, 0, 3}) == std::vector<int>{0, 12000, 0, 0});
  CHECK(picks(Routing::one_queue, {1, 2, 3}) == std::vector<int>{0, 0, 0, 12000});
}
