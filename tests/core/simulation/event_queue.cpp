#include "simulation/event_queue.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <utility>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::simulation;

TEST_CASE("Events come out by time, and in the order of adding within an instant", "[simulation]") {
  Generator chance{31};
  EventQueue<int> queue;
  std::vector<std::pair<Time, int>> expected;
  for (int i = 0; i < 2000; ++i) {
    const Time at = uniform_below(chance, 50);
    queue.push(at, i);
    expected.emplace_back(at, i);
  }
  std::stable_sort(expected.begin(), expected.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [at, event] : expected) {
    REQUIRE(queue.next_time() == at);
    REQUIRE(queue.pop() == event);
  }
  CHECK(queue.empty());
  CHECK(queue.next_time() == never);
}

TEST_CASE("Pushing between pops keeps the order and reuses what was freed", "[simulation]") {
  EventQueue<int> queue;
  queue.push(5, 50);
  queue.push(1, 10);
  CHECK(queue.pop() == 10);
  queue.push(5, 51);
  queue.push(3, 30);
  CHECK(queue.size() == 3);
  CHECK(queue.pop() == 30);
  CHECK(queue.pop() == 50);
  CHECK(queue.pop() == 51);
}

TEST_CASE("for_each shows what waits in the order of adding", "[simulation]") {
  EventQueue<int> queue;
  queue.push(9, 1);
  queue.push(1, 2);
  queue.push(4, 3);
  queue.pop();
  queue.push(2, 4);
  std::vector<std::pair<Time, int>> seen;
  queue.for_each([&](Time at, int event) { seen.emplace_back(at, event); });
  CHECK(seen == std::vector<std::pair<Time, int>>{{9, 1}, {4, 3}, {2, 4}});
  queue.clear();
  CHECK(queue.empty());
}

TEST_CASE("An event that was put off comes by its new instant, then by when it was added",
          "[simulation]") {
  EventQueue<int> queue;
  for (int event = 1; event <= 5; ++event) queue.push(event, event);
  CHECK(queue.find([](int event) { return event == 9; }) == nullptr);
  queue.move(queue.find([](int event) { return event == 1; }), 4);
  queue.move(queue.find([](int event) { return event == 3; }), 9);
  std::vector<int> order;
  while (!queue.empty()) order.push_back(queue.pop());
  CHECK(order == std::vector<int>{2, 1, 4, 5, 3});
}

TEST_CASE("Only what waits can be found and changed", "[simulation]") {
  EventQueue<int> queue;
  queue.push(1, 10);
  queue.push(2, 20);
  queue.push(3, 30);
  queue.pop();
  CHECK(queue.find([](int event) { return event == 10; }) == nullptr);
  queue.change_each([](int& event) { ++event; });
  CHECK(queue.pop() == 21);
  CHECK(queue.pop() == 31);
}
