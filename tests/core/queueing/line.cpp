#include "queueing/line.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <deque>

#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::queueing;

namespace {

struct Alarm {
  int at = 0, number = 0;
  bool operator==(const Alarm&) const = default;
};

}  // namespace

TEST_CASE("A line gives back what went in, in order", "[queueing]") {
  Generator chance{321};
  Line<int> line;
  std::deque<int> expected;
  for (int i = 0; i < 5000; ++i) {
    if (expected.empty() || bernoulli(chance, i < 2500 ? 0.6 : 0.4)) {
      line.push(i);
      expected.push_back(i);
    } else {
      REQUIRE(line.front() == expected.front());
      line.pop();
      expected.pop_front();
    }
    REQUIRE(line.size() == expected.size());
    REQUIRE(line.empty() == expected.empty());
    for (std::size_t j = 0; j < expected.size(); j += 7) REQUIRE(line[j] == expected[j]);
  }
}

TEST_CASE("A line by time is in order of time, equals as they came", "[queueing]") {
  Generator chance{322};
  Line<Alarm> line;
  std::vector<Alarm> expected;
  for (int i = 0; i < 2000; ++i) {
    const Alarm alarm{static_cast<int>(uniform_below(chance, 50)) + i / 10, i};
    line.push_by_time(alarm);
    expected.insert(std::upper_bound(expected.begin(), expected.end(), alarm,
                                     [](const Alarm& a, const Alarm& b) { return a.at < b.at; }),
                    alarm);
    if (i % 3 == 0) {
      REQUIRE(line.front() == expected.front());
      line.pop();
      expected.erase(expected.begin());
    }
  }
  for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(line[i] == expected[i]);
}
