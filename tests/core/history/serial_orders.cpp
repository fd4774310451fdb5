#include "history/serial_orders.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "histories.hpp"
#include "history/linearizability.hpp"

using namespace distributed::history;

namespace {

Operation write(std::uint32_t client, std::uint32_t value, std::int64_t call,
                std::uint32_t key = 0) {
  return {client, Operation::write, key, value, call, call + 5};
}
Operation read(std::uint32_t client, std::uint32_t value, std::int64_t call,
               std::uint32_t key = 0) {
  return {client, Operation::read, key, value, call, call + 5};
}

}  // namespace

TEST_CASE("Examples that are of one level and not of the next", "[history]") {
  // An old value after the write was answered: in order for each client, but
  // not in time.
  const History late{write(0, 1, 0), read(1, 0, 10)};
  CHECK_FALSE(is_linearizable(late));
  CHECK(is_sequentially_consistent(late));
  // Two clients see two writes in opposite orders.
  const History opposite{write(0, 1, 0), write(1, 2, 0), read(2, 1, 10),
                         read(2, 2, 20), read(3, 2, 10), read(3, 1, 20)};
  CHECK_FALSE(is_sequentially_consistent(opposite));
  CHECK(is_causally_consistent(opposite));
  // An answer is seen without the question.
  const History answer{write(0, 1, 0), read(1, 1, 10), write(1, 2, 20), read(2, 2, 30),
                       read(2, 1, 40)};
  CHECK_FALSE(is_causally_consistent(answer));
  CHECK(is_pram_consistent(answer));
  // One client's writes are seen in the wrong order.
  const History reversed{write(0, 1, 0), write(0, 2, 10), read(1, 2, 20), read(1, 1, 30)};
  CHECK_FALSE(is_pram_consistent(reversed));
}

TEST_CASE("The levels are what trying every order says, and each implies the next", "[history]") {
  distributed::Generator chance{21};
  int counts[5] = {};
  for (int round = 0; round < 6000; ++round) {
    const History history =
        histories::any_history(chance, 6, 2 + round % 2, 1 + round / 2 % 2, round % 3 == 0);
    const bool sequential = is_sequentially_consistent(history),
               causal = is_causally_consistent(history), pram = is_pram_consistent(history),
               linear = is_linearizable(history);
    REQUIRE(sequential == histories::sequential(history));
    REQUIRE(pram == histories::pram(history));
    if (round % 3 != 0) REQUIRE(causal == histories::causal(history));
    CHECK((!linear || sequential));
    CHECK((!sequential || causal));
    CHECK((!causal || pram));
    ++counts[linear + sequential + causal + pram];
  }
  CHECK(counts[0] > 100);
  CHECK(counts[4] > 100);
  CHECK(counts[3] > 100);  // sequential, not linearizable
}

TEST_CASE("So they are for every history of up to four operations of two clients", "[history]") {
  int histories = 0;
  histories::every_history(4, false, [&](const History& history) {
    ++histories;
    const bool right = is_sequentially_consistent(history) == histories::sequential(history) &&
                       is_causally_consistent(history) == histories::causal(history) &&
                       is_pram_consistent(history) == histories::pram(history);
    if (!right) FAIL("wrong about a history of " << history.size());
  });
  CHECK(histories > 10'000);
}

TEST_CASE("Each level implies the next, for a quarter of all histories of up to five operations",
          "[history]") {
  int histories = 0;
  histories::every_history(5, false, [&](const History& history) {
    if (++histories % 4 != 0) return;
    const bool sequential = is_sequentially_consistent(history),
               causal = is_causally_consistent(history);
    if ((sequential && !causal) || (causal && !is_pram_consistent(history))) {
      FAIL("a level does not imply the next");
    }
  });
  CHECK(histories > 100'000);
}

TEST_CASE("It must be told which write a read saw", "[history]") {
  CHECK_THROWS_AS(is_causally_consistent({write(0, 1, 0), write(1, 1, 0)}), std::invalid_argument);
  CHECK_THROWS_AS(is_causally_consistent({write(0, 0, 0)}), std::invalid_argument);
  CHECK(is_causally_consistent({write(0, 1, 0), write(1, 1, 0, 1)}));
  CHECK(is_pram_consistent({write(0, 1, 0), write(1, 1, 0)}));
}
