#include "partition/range.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "partition/hash_mod.hpp"
#include "partition/migration.hpp"
#include "random/distributions.hpp"

using namespace distributed;

namespace {

std::string numbered(int i) {
  std::string digits = std::to_string(i);
  return std::string(6 - digits.size(), '0') + digits;
}

std::vector<std::string> rising_keys(int count) {
  std::vector<std::string> keys;
  for (int i = 0; i < count; ++i) keys.push_back(numbered(i));
  return keys;
}

std::vector<Node> some_nodes(NodeId count) {
  std::vector<Node> nodes;
  for (NodeId id = 1; id <= count; ++id) nodes.push_back({.id = id, .name = std::to_string(id)});
  return nodes;
}

}  // namespace

TEST_CASE("A key falls into the range that starts at or before it", "[partition]") {
  const RangePartitioner cluster{{"g", "p"}};
  CHECK(cluster.range_of("") == 0);
  CHECK(cluster.range_of("fzzz") == 0);
  CHECK(cluster.range_of("g") == 1);
  CHECK(cluster.range_of("mango") == 1);
  CHECK(cluster.range_of("p") == 2);
  CHECK(cluster.range_of("\xff") == 2);
}

TEST_CASE("Keys of a range are together, and move together", "[partition]") {
  RangePartitioner cluster{{"g", "p"}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  CHECK(cluster.owner("h") == cluster.owner("o"));
  cluster.move(1, 1);
  CHECK(cluster.owner("h") == 1);
  cluster.move(1, 2);
  CHECK(cluster.owner("h") == 2);
  CHECK(cluster.owner("o") == 2);
  CHECK_THROWS_AS(cluster.move(3, 1), std::out_of_range);
}

TEST_CASE("Splitting a range moves no key until a half is moved", "[partition]") {
  RangePartitioner cluster{{"g", "p"}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  cluster.move(1, 1);
  cluster.split("k");
  CHECK(cluster.splits() == std::vector<std::string>{"g", "k", "p"});
  CHECK(cluster.owner("h") == 1);
  CHECK(cluster.owner("o") == 1);
  cluster.move(2, 2);
  CHECK(cluster.owner("h") == 1);
  CHECK(cluster.owner("o") == 2);
  CHECK_THROWS_AS(cluster.split("k"), std::invalid_argument);
}

TEST_CASE("The splits of ranges ascend", "[partition]") {
  CHECK_THROWS_AS(RangePartitioner({"p", "g"}), std::invalid_argument);
  CHECK_THROWS_AS(RangePartitioner({"g", "g"}), std::invalid_argument);
  const RangePartitioner whole{{}, {{.id = 1, .name = "a"}}};
  CHECK(whole.owner("anything") == 1);
}

TEST_CASE("Merging two ranges undoes a split, and moves the keys of the latter", "[partition]") {
  RangePartitioner cluster{{"g", "p"}, some_nodes(3)};
  const RangePartitioner before = cluster;
  cluster.split("k");
  cluster.merge(1);
  CHECK(cluster.splits() == before.splits());
  CHECK(cluster.owner("o") == before.owner("o"));
  cluster.merge(0);
  CHECK(cluster.splits() == std::vector<std::string>{"p"});
  CHECK(cluster.owner("h") == before.owner("a"));
  CHECK(cluster.owner("z") == before.owner("z"));
  cluster.merge(0);
  CHECK(cluster.owner("z") == before.owner("a"));
  CHECK_THROWS_AS(cluster.merge(0), std::out_of_range);
}

TEST_CASE("A scan asks exactly the nodes that have a key of it", "[partition]") {
  Generator chance{303};
  const std::vector<std::string> keys = rising_keys(60);
  for (int run = 0; run < 300; ++run) {
    RangePartitioner cluster{even_splits(keys, 6), some_nodes(4)};
    for (std::size_t range = 0; range < 6; ++range)
      cluster.move(range, 1 + uniform_below(chance, 4));
    const std::size_t low = uniform_below(chance, 60), high = uniform_below(chance, 60);
    std::vector<NodeId> have;
    for (std::size_t i = low; i < high; ++i) {
      const NodeId owner = cluster.owner(keys[i]);
      if (std::find(have.begin(), have.end(), owner) == have.end()) have.push_back(owner);
    }
    REQUIRE(cluster.owners_between(keys[low], keys[high]) == have);
  }
}

TEST_CASE("Even splits give ranges of as many keys", "[partition]") {
  const std::vector<std::string> keys = rising_keys(10);
  const RangePartitioner cluster{even_splits(keys, 4), some_nodes(4)};
  std::vector<int> counts(4);
  for (const std::string& key : keys) ++counts[cluster.range_of(key)];
  CHECK(counts == std::vector<int>{3, 3, 2, 2});
  // Keys that are equal cannot be told apart: a country with most users is one range.
  CHECK(even_splits(std::vector<std::string>{"at", "de", "de", "de"}, 4) ==
        std::vector<std::string>{"de"});
  // A cut within a run of equal keys goes to its closer end.
  const std::vector<std::string> runs{"a", "a", "a", "b", "b", "b", "b", "b", "c", "c", "c", "c"};
  CHECK(even_splits(runs, 2) == std::vector<std::string>{"c"});
  CHECK(even_splits(runs, 3) == std::vector<std::string>{"b", "c"});
  CHECK(even_splits({}, 4).empty());
  CHECK(even_splits(keys, 1).empty());
  CHECK_THROWS_AS(even_splits(keys, 0), std::invalid_argument);
  CHECK_THROWS_AS(even_splits(std::vector<std::string>{"b", "a"}, 2), std::invalid_argument);
}

TEST_CASE("Cutting all ranges anew moves half of the keys if the new node comes last",
          "[partition]") {
  // By hand: range i of N stays from i/N to (i+1)/(N+1), (N-i)/(N(N+1)) of all, a half in sum.
  for (const std::size_t nodes : {1u, 2u, 3u, 10u, 100u}) {
    CHECK_THAT(recut_share(nodes, nodes), Catch::Matchers::WithinAbs(0.5, 1e-12));
    CHECK_THAT(recut_share(nodes, 0), Catch::Matchers::WithinAbs(0.5, 1e-12));
  }
  CHECK_THAT(recut_share(2, 1), Catch::Matchers::WithinAbs(1.0 / 3, 1e-12));
  CHECK_THAT(recut_share(100, 50), Catch::Matchers::WithinAbs(0.25, 0.003));
  CHECK_THROWS_AS(recut_share(0, 0), std::invalid_argument);
  CHECK_THROWS_AS(recut_share(3, 4), std::invalid_argument);
}

TEST_CASE("The share that moves when ranges are cut anew is what the partitioner moves",
          "[partition]") {
  for (NodeId nodes = 1; nodes <= 6; ++nodes) {
    const std::vector<std::string> keys = rising_keys(static_cast<int>(nodes * (nodes + 1) * 5));
    const RangePartitioner before{even_splits(keys, nodes), some_nodes(nodes)};
    for (NodeId newcomer = 0; newcomer <= nodes; ++newcomer) {
      RangePartitioner after{even_splits(keys, nodes + 1), some_nodes(nodes + 1)};
      for (NodeId range = 0; range <= nodes; ++range) {
        after.move(range, range == newcomer ? nodes + 1 : range < newcomer ? range + 1 : range);
      }
      CHECK_THAT(migration(before, after, keys).fraction(),
                 Catch::Matchers::WithinAbs(recut_share(nodes, newcomer), 1e-12));
    }
  }
}

TEST_CASE("Splitting one range for a new node moves half of that range and no more",
          "[partition]") {
  const std::vector<std::string> keys = rising_keys(60);
  RangePartitioner cluster{even_splits(keys, 3), some_nodes(3)};
  const RangePartitioner before = cluster;
  cluster.split(keys[50]);
  cluster.join({.id = 4, .name = "4"});
  const Migration moved = migration(before, cluster, keys);
  CHECK(moved.moves.size() == 60 / (2 * 3));
  for (const Move& move : moved.moves) CHECK(move.to == 4);
}

TEST_CASE("Of keys that only rise the last range takes all, hashed ones are spread",
          "[partition]") {
  const std::vector<std::string> keys = rising_keys(400);
  const std::span<const std::string> old(keys.data(), 200);
  RangePartitioner ranges{even_splits(old, 4), some_nodes(4)};
  const HashModPartitioner hashed{some_nodes(4)};
  std::vector<int> by_range(5), by_hash(5);
  for (std::size_t i = 200; i < keys.size(); ++i) {
    ++by_range[ranges.owner(keys[i])];
    ++by_hash[hashed.owner(keys[i])];
  }
  CHECK(by_range == std::vector<int>{0, 0, 0, 0, 200});
  for (NodeId node = 1; node <= 4; ++node) CHECK(by_hash[node] > 30);
  // Splitting does not help: whoever gets the upper half takes all that comes.
  ranges.split(keys[300]);
  ranges.move(4, 1);
  for (std::size_t i = 300; i < keys.size(); ++i) CHECK(ranges.owner(keys[i]) == 1);
}
