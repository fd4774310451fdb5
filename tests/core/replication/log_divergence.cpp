#include "replication/log_divergence.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <utility>

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

TEST_CASE("Logs merge into what they share and then all else in order", "[replication]") {
  // What happened, and when.
  using Timed = std::vector<std::pair<char, int>>;
  const auto earlier = [](const auto& a, const auto& b) { return a.second < b.second; };
  const Timed a{{'o', 50}, {'a', 20}, {'z', 40}}, b{{'o', 50}, {'b', 30}}, c = b;
  CHECK(common_length<Timed::value_type>({&a, &b}) == 1);
  CHECK(common_length<Timed::value_type>({&b, &c}) == 2);
  CHECK(common_length<Timed::value_type>({&a, &b, &c}) == 1);
  CHECK(merged<Timed::value_type>({&a, &b}, earlier) ==
        Timed{{'o', 50}, {'a', 20}, {'b', 30}, {'z', 40}});
  // What two of them have is there once.
  CHECK(merged<Timed::value_type>({&a, &b, &c}, earlier) ==
        merged<Timed::value_type>({&a, &b}, earlier));
  CHECK(merged<Timed::value_type>({&b}, earlier) == b);
  // Of the same instant in the order of the logs.
  const Timed d{{'o', 50}, {'d', 30}};
  CHECK(merged<Timed::value_type>({&b, &d}, earlier) == Timed{{'o', 50}, {'b', 30}, {'d', 30}});
  CHECK(merged<Timed::value_type>({&d, &b}, earlier) == Timed{{'o', 50}, {'d', 30}, {'b', 30}});
}
