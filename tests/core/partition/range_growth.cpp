#include "partition/range_growth.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "text/phrase.hpp"

using namespace distributed;

namespace {

std::vector<std::string> many_keys(int count) {
  std::vector<std::string> keys;
  for (int i = 0; i < count; ++i) keys.push_back(phrase({"k", 10000 + i}));
  return keys;
}

std::vector<Node> nodes_up_to(NodeId last) {
  std::vector<Node> nodes;
  for (NodeId id = 1; id <= last; ++id) nodes.push_back({.id = id, .name = phrase({"n", id})});
  return nodes;
}

std::vector<std::size_t> counts_of(const RangePartitioner& cluster,
                                   const std::vector<std::string>& keys, NodeId last) {
  std::vector<std::size_t> counts(last);
  for (const std::string& key : keys) ++counts[cluster.owner(key) - 1];
  return counts;
}

using Counts = std::vector<std::size_t>;

}  // namespace

TEST_CASE("A newcomer takes the upper half of the fullest range: M/(2N) of even ones",
          "[partition]") {
  for (NodeId nodes = 1; nodes <= 8; ++nodes) {
    const auto keys = many_keys(840);
    RangePartitioner cluster{even_splits(keys, nodes), nodes_up_to(nodes)};
    const RangePartitioner before = cluster;
    join_by_split(cluster, keys, nodes_up_to(nodes + 1).back());
    std::size_t moved = 0;
    for (const std::string& key : keys) {
      if (cluster.owner(key) == before.owner(key)) continue;
      ++moved;
      CHECK(cluster.owner(key) == nodes + 1);
    }
    CHECK(moved == 840 / (2 * nodes));
    CHECK(cluster.ranges().size() == nodes + 1);
  }
}

TEST_CASE("A leaver's ranges go to the neighbour with fewer rows, nothing else moves",
          "[partition]") {
  const auto keys = many_keys(100);
  RangePartitioner cluster{{keys[30], keys[50], keys[60]}, nodes_up_to(4)};
  CHECK(counts_of(cluster, keys, 4) == Counts{30, 20, 10, 40});
  RangePartitioner third = cluster;
  leave_by_merge(third, keys, 3);
  CHECK(counts_of(third, keys, 4) == Counts{30, 30, 0, 40});
  RangePartitioner first = cluster;
  leave_by_merge(first, keys, 1);
  CHECK(counts_of(first, keys, 4) == Counts{0, 50, 10, 40});
  leave_by_merge(cluster, keys, 4);
  CHECK(counts_of(cluster, keys, 4) == Counts{30, 20, 50, 0});
  CHECK_THROWS_AS(leave_by_merge(cluster, keys, 4), std::out_of_range);
  RangePartitioner alone{{}, nodes_up_to(1)};
  CHECK_THROWS_AS(leave_by_merge(alone, keys, 1), std::invalid_argument);
}

TEST_CASE("A range whose rows have one key cannot be cut; the next fullest is", "[partition]") {
  std::vector<std::string> keys(50, "a");
  keys.insert(keys.end(), {"b", "b", "b", "c"});
  RangePartitioner cluster{{"b"}, nodes_up_to(2)};
  join_by_split(cluster, keys, {.id = 3, .name = "n3"});
  CHECK(counts_of(cluster, keys, 3) == Counts{50, 3, 1});
  join_by_split(cluster, keys, {.id = 4, .name = "n4"});
  CHECK(counts_of(cluster, keys, 4) == Counts{50, 3, 1, 0});
  CHECK(cluster.ranges().size() == 3);
}

TEST_CASE("Splits and merges of random ranges keep one range for each node with rows",
          "[partition]") {
  const auto keys = many_keys(500);
  RangePartitioner cluster{even_splits(keys, 3), nodes_up_to(3)};
  for (NodeId id = 4; id <= 40; ++id) {
    join_by_split(cluster, keys, nodes_up_to(id).back());
    CHECK(cluster.ranges().size() == id);
  }
  for (NodeId id = 40; id >= 4; --id) {
    leave_by_merge(cluster, keys, id);
    CHECK(cluster.ranges().size() == id - 1);
  }
  const Counts counts = counts_of(cluster, keys, 3);
  CHECK(counts[0] + counts[1] + counts[2] == 500);
}
