#include "history/linearizability.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "histories.hpp"
#include "history/contradiction.hpp"

using namespace distributed::history;

TEST_CASE("Reads see the write that ended before they began", "[history]") {
  const Operation write{.client = 0, .kind = Operation::write, .value = 1, .call = 0, .answer = 10};
  Operation read{.client = 1, .kind = Operation::read, .value = 0, .call = 12, .answer = 20};
  CHECK_FALSE(is_linearizable({write, read}));
  read.value = 1;
  CHECK(linearization({write, read}) == std::vector<std::size_t>{0, 1});
  read.value = 0;
  read.call = 5;  // while it was written
  CHECK(linearization({write, read}) == std::vector<std::size_t>{1, 0});
}

TEST_CASE("Once a read has seen a write, no later read may miss it", "[history]") {
  const Operation write{
      .client = 0, .kind = Operation::write, .value = 1, .call = 0, .answer = 100};
  const Operation seen{.client = 1, .kind = Operation::read, .value = 1, .call = 10, .answer = 20};
  const Operation missed{
      .client = 2, .kind = Operation::read, .value = 0, .call = 30, .answer = 40};
  CHECK_FALSE(is_linearizable({write, seen, missed}));
  CHECK(contradiction({write, seen, missed}, is_linearizable) == std::vector<std::size_t>{0, 1, 2});
  CHECK(is_linearizable({write, missed}));
}

TEST_CASE("A write without an answer may have taken effect, or not", "[history]") {
  const Operation write{.client = 0, .kind = Operation::write, .value = 1, .call = 0};
  Operation read{.client = 1, .kind = Operation::read, .value = 0, .call = 50, .answer = 60};
  CHECK(is_linearizable({write, read}));
  read.value = 1;
  CHECK(is_linearizable({write, read}));
  CHECK(is_linearizable({write}));
  CHECK(is_linearizable({}));
}

TEST_CASE("Linearizability is what trying every order says", "[history]") {
  distributed::Generator chance{11};
  int yes = 0, no = 0;
  for (int round = 0; round < 20'000; ++round) {
    const History history =
        histories::any_history(chance, 6, 2 + round % 2, 1 + round % 2, round % 3 == 0);
    const bool holds = histories::linearizable(history);
    REQUIRE(is_linearizable(history) == holds);
    ++(holds ? yes : no);
    const auto order = linearization(history);
    if (order) CHECK(histories::legal(history, *order));
  }
  CHECK(yes > 2000);
  CHECK(no > 2000);
}

TEST_CASE(
    "So it is for every history of up to four operations of two clients, "
    "in every order of time",
    "[history]") {
  int histories = 0;
  histories::every_history(4, true, [&](const History& history) {
    ++histories;
    REQUIRE(is_linearizable(history) == histories::linearizable(history));
  });
  CHECK(histories > 10'000);
}

TEST_CASE(
    "A contradiction breaks the level, and none of its operations can be "
    "left out",
    "[history]") {
  distributed::Generator chance{12};
  for (int round = 0; round < 2000; ++round) {
    const History history = histories::any_history(chance, 7, 3, 1);
    const auto places = contradiction(history, is_linearizable);
    CHECK(places.empty() == is_linearizable(history));
    History some;
    for (const std::size_t place : places) some.push_back(history[place]);
    CHECK(is_linearizable(some) == some.empty());
    for (std::size_t gone = 0; gone < some.size(); ++gone) {
      const auto read_by = [&](const Operation& read) {
        return some[gone].kind == Operation::write && read.kind == Operation::read &&
               read.value == some[gone].value;
      };
      History fewer;
      for (std::size_t i = 0; i < some.size(); ++i) {
        if (i != gone && !read_by(some[i])) fewer.push_back(some[i]);
      }
      CHECK(is_linearizable(fewer));
    }
  }
}

TEST_CASE(
    "Two hundred operations of five clients that a register did are "
    "linearizable",
    "[history]") {
  distributed::Generator chance{13};
  for (int round = 0; round < 20; ++round) {
    // Each takes effect at an instant of its own, somewhere within.
    std::vector<std::pair<std::int64_t, Operation>> by_effect;
    std::vector<std::int64_t> free(5);
    for (std::uint32_t i = 0; i < 200; ++i) {
      Operation operation{
          .client = i % 5,
          .kind = distributed::uniform_below(chance, 2) ? Operation::write : Operation::read,
          .value = i + 1};
      operation.call = free[i % 5] + 1 + distributed::uniform_below(chance, 20);
      operation.answer = operation.call + 2 + distributed::uniform_below(chance, 100);
      const auto effect =
          operation.call +
          distributed::uniform_below(chance,
                                     static_cast<std::uint32_t>(operation.answer - operation.call));
      free[i % 5] = operation.answer;
      by_effect.emplace_back(effect, operation);
    }
    std::stable_sort(by_effect.begin(), by_effect.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    History history;
    std::uint32_t value = 0;
    for (auto& [effect, operation] : by_effect) {
      if (operation.kind == Operation::write) value = operation.value;
      operation.value = value;
      history.push_back(operation);
    }
    CHECK(is_linearizable(history));
  }
}

TEST_CASE("What is no history is refused", "[history]") {
  CHECK_THROWS_AS(is_linearizable({{.call = 5, .answer = 5}}), std::invalid_argument);
  CHECK_THROWS_AS(is_linearizable({{.call = 0, .answer = 9}, {.call = 5, .answer = 12}}),
                  std::invalid_argument);
  CHECK_THROWS_AS(is_linearizable({{.call = 0}, {.call = 5, .answer = 12}}), std::invalid_argument);
}
