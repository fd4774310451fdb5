#include "quorum/rules.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <limits>
#include <stdexcept>

using namespace distributed;
using Catch::Matchers::ContainsSubstring;

namespace {

// The fewest nodes shared by any read quorum and any write quorum, by trying all of them.
int least_overlap_by_trial(const Quorum& quorum) {
  int least = quorum.n;
  const unsigned all = 1u << quorum.n;
  for (unsigned written = 0; written < all; ++written) {
    if (__builtin_popcount(written) != quorum.w) continue;
    for (unsigned asked = 0; asked < all; ++asked) {
      if (__builtin_popcount(asked) != quorum.r) continue;
      const int shared = __builtin_popcount(written & asked);
      least = shared < least ? shared : least;
    }
  }
  return least;
}

}  // namespace

TEST_CASE("The rules of a quorum agree with trying every pair of node sets", "[quorum]") {
  for (int n = 1; n <= 6; ++n) {
    for (int w = 1; w <= n; ++w) {
      for (int r = 1; r <= n; ++r) {
        const Quorum quorum{n, w, r};
        CAPTURE(n, w, r);
        CHECK(quorum.least_overlap() == least_overlap_by_trial(quorum));
        CHECK(quorum.consistent() == (least_overlap_by_trial(quorum) > 0));
        CHECK(quorum.write_conflict_free() == (least_overlap_by_trial({n, w, w}) > 0));
      }
    }
  }
}

TEST_CASE("The usual configurations tolerate what the textbooks say", "[quorum]") {
  // M. Kleppmann, "Designing Data-Intensive Applications", 2017, chapter 5: n = 3, w = r = 2
  // tolerates one unavailable node, n = 5, w = r = 3 two.
  CHECK(Quorum{3, 2, 2}.write_tolerance() == 1);
  CHECK(Quorum{3, 2, 2}.read_tolerance() == 1);
  CHECK(Quorum{5, 3, 3}.write_tolerance() == 2);
  CHECK(Quorum{5, 3, 3}.read_tolerance() == 2);
  CHECK(Quorum{3, 3, 1}.write_tolerance() == 0);
  CHECK(Quorum{3, 3, 1}.read_tolerance() == 2);
  CHECK(Quorum{3, 3, 1}.consistent());
  CHECK_FALSE(Quorum{3, 1, 1}.consistent());
  CHECK_FALSE(Quorum{4, 2, 2}.consistent());
  CHECK_FALSE(Quorum{4, 2, 3}.write_conflict_free());
}

TEST_CASE("A quorum of huge numbers does not overflow", "[quorum]") {
  constexpr int huge = std::numeric_limits<int>::max();
  CHECK(Quorum{huge, huge, huge}.consistent());
  CHECK(Quorum{huge, huge, huge}.least_overlap() == huge);
}

TEST_CASE("Validation accepts every sensible quorum and returns it", "[quorum]") {
  for (int n = 1; n <= 5; ++n) {
    for (int w = 1; w <= n; ++w) {
      for (int r = 1; r <= n; ++r) CHECK(validate({n, w, r}) == Quorum{n, w, r});
    }
  }
}

TEST_CASE("Validation says which number is wrong and what is allowed", "[quorum]") {
  CHECK_THROWS_AS(validate({0, 1, 1}), std::out_of_range);
  CHECK_THROWS_WITH(validate({0, 1, 1}), ContainsSubstring("n is 0, must be at least 1"));
  CHECK_THROWS_AS(validate({3, 4, 1}), std::out_of_range);
  CHECK_THROWS_WITH(validate({3, 4, 1}), ContainsSubstring("w is 4, must be 1 to n = 3"));
  CHECK_THROWS_AS(validate({3, 0, 1}), std::out_of_range);
  CHECK_THROWS_AS(validate({3, 1, -1}), std::out_of_range);
  CHECK_THROWS_WITH(validate({3, 1, -1}), ContainsSubstring("r is -1, must be 1 to n = 3"));
  CHECK_THROWS_AS(validate({3, 1, 4}), std::out_of_range);
}
