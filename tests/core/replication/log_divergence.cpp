#include "replication/log_divergence.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed::replication;
using Log = std::vector<int>;

TEST_CASE("Logs share what is the same from the first entry on", "[replication]") {
  CHECK(common_length(Log{}, Log{1}) == 0);
  CHECK(common_length(Log{1, 2, 3}, Log{1, 2}) == 2);
  CHECK(common_length(Log{1, 2, 3}, Log{1, 4, 3}) == 1);
  CHECK(common_length(Log{2, 2}, Log{1, 2}) == 0);
}

TEST_CASE("Logs contradict each other when each has what the other lacks", "[replication]") {
  CHECK_FALSE(contradict(Log{}, Log{1}));
  CHECK_FALSE(contradict(Log{1, 2}, Log{1, 2}));
  CHECK_FALSE(contradict(Log{1, 2}, Log{1, 2, 3}));
  CHECK(contradict(Log{1, 2}, Log{1, 3}));
  CHECK(contradict(Log{1, 2, 3}, Log{1, 3}));
  CHECK(contradict(Log{1}, Log{2}));
}
