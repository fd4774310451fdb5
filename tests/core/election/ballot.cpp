#include "election/ballot.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed::election;

TEST_CASE("A later last term is more up to date, in the same term the longer log", "[election]") {
  // Raft, section 5.4.1.
  CHECK(at_least_as_up_to_date({3, 1}, {2, 9}));
  CHECK_FALSE(at_least_as_up_to_date({2, 9}, {3, 1}));
  CHECK(at_least_as_up_to_date({3, 5}, {3, 4}));
  CHECK_FALSE(at_least_as_up_to_date({3, 4}, {3, 5}));
  CHECK(at_least_as_up_to_date({3, 4}, {3, 4}));
  CHECK(at_least_as_up_to_date({0, 0}, {0, 0}));
}

TEST_CASE("A ballot gives one vote in a term, to the same candidate as often as it asks",
          "[election]") {
  Ballot ballot;
  REQUIRE(ballot.enter(3));
  CHECK(ballot.grants(3, 1, {}, {}));
  ballot.voted_for = 1;
  CHECK(ballot.grants(3, 1, {}, {}));
  CHECK_FALSE(ballot.grants(3, 2, {9, 9}, {}));
  // A new term, a new vote; there is no way back.
  CHECK_FALSE(ballot.enter(3));
  CHECK(ballot.voted_for == NodeId{1});
  REQUIRE(ballot.enter(4));
  CHECK_FALSE(ballot.voted_for);
  CHECK(ballot.grants(4, 2, {}, {}));
  CHECK_FALSE(ballot.grants(3, 1, {}, {}));
  CHECK_FALSE(ballot.grants(5, 1, {}, {}));
}

TEST_CASE("A ballot is refused to a log that is behind", "[election]") {
  Ballot ballot;
  ballot.enter(7);
  CHECK_FALSE(ballot.grants(7, 1, {2, 3}, {2, 4}));
  CHECK(ballot.grants(7, 1, {3, 1}, {2, 4}));
}

TEST_CASE("Who stands begins a term with a vote for itself", "[election]") {
  Ballot ballot{4, 2};
  ballot.stand(0);
  CHECK(ballot.term == 5);
  CHECK(ballot.voted_for == NodeId{0});
}

TEST_CASE("A vote that comes twice counts once", "[election]") {
  Votes votes;
  for (const NodeId voter : {0u, 63u, 63u, 0u}) votes.add(voter);
  CHECK(votes.count() == 2);
  CHECK((votes.has(63) && !votes.has(1)));
  votes.clear();
  CHECK(votes.count() == 0);
}

TEST_CASE("A majority is more than half of all", "[election]") {
  for (std::size_t nodes = 1; nodes <= 64; ++nodes) {
    CHECK(2 * majority_of(nodes) > nodes);
    CHECK(2 * (majority_of(nodes) - 1) <= nodes);
  }
}
