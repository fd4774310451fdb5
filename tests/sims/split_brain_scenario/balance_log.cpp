#include "split_brain_scenario/balance_log.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;
using distributed::election::LogPosition;

TEST_CASE("A log ends with the epoch of its last entry and its length", "[split-brain-scenario]") {
  CHECK(end_of({}) == LogPosition{0, 0});
  CHECK(end_of({{1, 600, 0, 1, 1}, {2, 500, 1, 5, 3}}) == LogPosition{3, 2});
}

TEST_CASE("Logs merge into what they share and then all else by the clock",
          "[split-brain-scenario]") {
  const BalanceEntry common{1, 600, 0, 10, 1}, early{2, 500, 0, 20, 1}, late{3, 750, 1, 30, 2},
      last{4, 640, 0, 40, 1};
  const BalanceLog a{common, early, last}, b{common, late}, c{common, late};
  CHECK(common_length({&a, &b}) == 1);
  CHECK(common_length({&b, &c}) == 2);
  CHECK(common_length({&a, &b, &c}) == 1);
  CHECK(merged({&a, &b}) == BalanceLog{common, early, late, last});
  // What two of them have is there once.
  CHECK(merged({&a, &b, &c}) == BalanceLog{common, early, late, last});
  CHECK(merged({&b}) == b);
  // Of the same instant in the order of the logs.
  const BalanceEntry same{5, 1, 2, 30, 2};
  const BalanceLog d{common, same};
  CHECK(merged({&b, &d}) == BalanceLog{common, late, same});
  CHECK(merged({&d, &b}) == BalanceLog{common, same, late});
}

TEST_CASE("A log knows whether it holds a write", "[split-brain-scenario]") {
  const BalanceLog log{{1, 600, 0, 1, 1}, {0, 640, 0, 2, 2}};
  CHECK(holds_write(log, 1));
  CHECK_FALSE(holds_write(log, 2));
  CHECK_FALSE(holds_write({}, 1));
}
