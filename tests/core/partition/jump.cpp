#include "partition/jump.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "hash/mix.hpp"

using namespace distributed;

TEST_CASE("Jump hash gives the published buckets", "[partition]") {
  // Guava, HashingTest.testConsistentHash_linearCongruentialGeneratorCompatibility.
  const std::int32_t of_100[] = {0,  55, 62, 8,  45, 59, 86, 97, 82, 59,
                                 73, 37, 17, 56, 86, 21, 90, 37, 38, 83};
  for (std::uint64_t key = 0; key < 20; ++key) CHECK(jump_hash(key, 100) == of_100[key]);
  CHECK(jump_hash(10863919174838991, 11) == 6);
  CHECK(jump_hash(2016238256797177309, 11) == 3);
  CHECK(jump_hash(1673758223894951030, 11) == 5);
  CHECK(jump_hash(2, 100001) == 80343);
  CHECK(jump_hash(2201, 100001) == 22152);
  CHECK(jump_hash(2202, 100001) == 15018);
}

TEST_CASE("Jump hash gives the buckets that other implementations were tested with",
          "[partition]") {
  // lithammer/go-jump-consistent-hash, jump_test.go.
  CHECK(jump_hash(1, 1) == 0);
  CHECK(jump_hash(42, 57) == 43);
  CHECK(jump_hash(0xDEAD10CC, 1) == 0);
  CHECK(jump_hash(0xDEAD10CC, 666) == 361);
  CHECK(jump_hash(256, 1024) == 520);
}

TEST_CASE("A key's bucket changes only to the newest one", "[partition]") {
  // Guava, HashingTest.testConsistentHash_probabilities: and with probability 1/n.
  constexpr std::int32_t most = 60;
  constexpr std::uint64_t keys = 20000;
  for (std::int32_t n = 2; n <= most; ++n) {
    int moved = 0;
    for (std::uint64_t i = 0; i < keys; ++i) {
      const std::uint64_t key = mix_64(i);
      const std::int32_t before = jump_hash(key, n - 1), after = jump_hash(key, n);
      if (before == after) continue;
      REQUIRE(after == n - 1);
      ++moved;
    }
    // Five standard deviations of a binomial count.
    const double p = 1.0 / n;
    CHECK(std::abs(moved - keys * p) < 5 * std::sqrt(keys * p * (1 - p)));
  }
}

TEST_CASE("Jump hash takes any number of buckets from one", "[partition]") {
  CHECK(jump_hash(7, 1) == 0);
  const std::int32_t most = std::numeric_limits<std::int32_t>::max();
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const std::int32_t bucket = jump_hash(mix_64(i), most);
    REQUIRE((bucket >= 0 && bucket < most));
  }
  CHECK_THROWS_AS(jump_hash(7, 0), std::invalid_argument);
  CHECK_THROWS_AS(jump_hash(7, -1), std::invalid_argument);
}

TEST_CASE("When a node leaves, the last bucket's node takes its place", "[partition]") {
  JumpPartitioner cluster{
      {{.id = 5, .name = "e", .weight = 2}, {.id = 1, .name = "a"}, {.id = 3, .name = "c"}}};
  CHECK(cluster.buckets() == std::vector<NodeId>{5, 5, 1, 3});
  cluster.reweight(1, 3);
  CHECK(cluster.buckets() == std::vector<NodeId>{5, 5, 1, 3, 1, 1});
  cluster.leave(5);
  CHECK(cluster.buckets() == std::vector<NodeId>{1, 1, 1, 3});
  cluster.reweight(1, 1);
  CHECK(cluster.buckets() == std::vector<NodeId>{1, 3});
  for (std::uint64_t i = 0; i < 100; ++i) {
    CHECK(cluster.owner_of_hash(i) == cluster.buckets()[jump_hash(i, 2)]);
  }
}
