#include "partition/maglev.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <stdexcept>
#include <string>

using namespace distributed;

namespace {

MaglevPartitioner hosts(const std::vector<std::string>& names, std::uint32_t size,
                        const std::vector<double>& weights = {}) {
  std::vector<Node> nodes;
  for (NodeId id = 0; id < names.size(); ++id) {
    nodes.push_back({.id = id, .name = names[id], .weight = weights.empty() ? 1.0 : weights[id]});
  }
  return MaglevPartitioner{nodes, size};
}

}  // namespace

TEST_CASE("Maglev's table is filled as published, without any hash", "[partition]") {
  // D. Eisenbud et al., NSDI 2016, table 1; dgryski/go-maglev, maglev_test.go: the permutations
  // 2 6 3 0 4 1 5, 0 5 3 1 6 4 2 and 1 3 5 0 2 4 6.
  const std::vector<MaglevPreference> all{{2, 4}, {0, 5}, {1, 2}};
  CHECK(maglev_table(all, 7) == std::vector<std::uint32_t>{1, 2, 0, 2, 0, 1, 0});
  const std::vector<MaglevPreference> without_the_second{{2, 4}, {1, 2}};
  CHECK(maglev_table(without_the_second, 7) == std::vector<std::uint32_t>{0, 1, 0, 1, 0, 1, 0});
}

TEST_CASE("Maglev's table of Envoy's hosts is the published one", "[partition]") {
  // Envoy, test/common/upstream/maglev_lb_test.cc: Basic, BasicWithHostName, Weighted,
  // LocalityWeightedSameLocalityWeights.
  CHECK(hosts({"127.0.0.1:90", "127.0.0.1:91", "127.0.0.1:92", "127.0.0.1:93", "127.0.0.1:94",
               "127.0.0.1:95"},
              7)
            .table() == std::vector<NodeId>{2, 4, 0, 1, 5, 0, 3});
  CHECK(hosts({"90", "91", "92", "93", "94", "95"}, 7).table() ==
        std::vector<NodeId>{2, 5, 0, 3, 4, 1, 0});
  CHECK(hosts({"127.0.0.1:90", "127.0.0.1:91"}, 17, {1, 2}).table() ==
        std::vector<NodeId>{1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1});
  CHECK(hosts({"127.0.0.1:90", "127.0.0.1:91"}, 17).table() ==
        std::vector<NodeId>{1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1});
}

TEST_CASE("Equal nodes have equal shares of a Maglev table, to the entry", "[partition]") {
  for (const NodeId count : {1u, 2u, 7u, 100u, 331u}) {
    std::vector<std::string> names;
    for (NodeId id = 0; id < count; ++id) names.push_back("backend-" + std::to_string(id));
    const MaglevPartitioner cluster = hosts(names, 5003);
    std::map<NodeId, int> entries;
    for (const NodeId owner : cluster.table()) ++entries[owner];
    REQUIRE(entries.size() == count);
    const auto [least, most] = std::minmax_element(
        entries.begin(), entries.end(),
        [](const auto& left, const auto& right) { return left.second < right.second; });
    CHECK(most->second - least->second <= 1);
  }
}

TEST_CASE("Few entries of a Maglev table move between nodes that stay", "[partition]") {
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back("backend-" + std::to_string(i));
  MaglevPartitioner cluster = hosts(names, MaglevPartitioner::small_size);
  const std::vector<NodeId> before = cluster.table();
  cluster.leave(50);
  std::uint32_t disrupted = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    disrupted += before[i] != 50 && before[i] != cluster.table()[i];
  }
  // The paper's figure 12 shows about 2 % for a table 100 times the number of nodes and one
  // failure.
  CHECK(disrupted > 0);
  CHECK(disrupted < MaglevPartitioner::small_size / 25);
}

TEST_CASE("The size of a Maglev table is prime and large enough", "[partition]") {
  const std::vector<MaglevPreference> two{{0, 1}, {1, 1}};
  CHECK(maglev_table(two, 2) == std::vector<std::uint32_t>{0, 1});
  CHECK_THROWS_AS(maglev_table(two, 1), std::invalid_argument);
  CHECK_THROWS_AS(maglev_table(two, 9), std::invalid_argument);
  CHECK_THROWS_AS(maglev_table({}, 7), std::invalid_argument);
  const std::vector<MaglevPreference> wrong[] = {{{7, 1}}, {{0, 0}}, {{0, 7}}, {{0, 1, 0}}};
  for (const auto& preferences : wrong) {
    CHECK_THROWS_AS(maglev_table(preferences, 7), std::invalid_argument);
  }
  MaglevPartitioner cluster = hosts({"a", "b"}, 2);
  CHECK_THROWS_AS(cluster.join({.id = 7, .name = "c"}), std::invalid_argument);
  CHECK(cluster.nodes().size() == 2);
  CHECK_THROWS_AS(MaglevPartitioner({}, 65536), std::invalid_argument);
}
