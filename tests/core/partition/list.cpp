#include "partition/list.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "partition/balance.hpp"
#include "partition/migration.hpp"

using namespace distributed;

namespace {

std::vector<Node> some_nodes(NodeId count) {
  std::vector<Node> nodes;
  for (NodeId id = 1; id <= count; ++id) nodes.push_back({.id = id, .name = std::to_string(id)});
  return nodes;
}

}  // namespace

static_assert(Partitioner<ListPartitioner>);

TEST_CASE("A listed value is where it was assigned, all others are together", "[partition]") {
  ListPartitioner cluster{{"fr", "at", "de"}, some_nodes(2)};
  CHECK(cluster.values() == std::vector<std::string>{"at", "de", "fr"});
  for (const NodeId id : {1u, 2u}) {
    cluster.assign("fr", id);
    CHECK(cluster.owner("fr") == id);
    cluster.assign("jp", 3 - id);
    CHECK(cluster.owner("us") == 3 - id);
    CHECK(cluster.owner("") == 3 - id);
  }
  CHECK_THROWS_AS(cluster.assign("fr", 3), std::out_of_range);
  CHECK_THROWS_AS(ListPartitioner({"fr", "fr"}), std::invalid_argument);
}

TEST_CASE("Rows move by whole values, and only to the node that joins", "[partition]") {
  ListPartitioner cluster{{"at", "de", "fr", "it", "pl"}, some_nodes(2)};
  const ListPartitioner before = cluster;
  cluster.join({.id = 3, .name = "3"});
  const std::vector<std::string> rows{"at", "de", "de", "fr", "it", "it", "pl", "us"};
  const Migration moved = migration(before, cluster, rows);
  CHECK_FALSE(moved.moves.empty());
  for (const Move& move : moved.moves) CHECK(move.to == 3);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool goes = cluster.owner(rows[i]) != before.owner(rows[i]);
    for (std::size_t j = 0; j < rows.size(); ++j) {
      if (rows[i] == rows[j]) CHECK(goes == (cluster.owner(rows[j]) != before.owner(rows[j])));
    }
  }
}

TEST_CASE(
    "With fewer values than nodes some nodes stay empty, and a value that most rows have "
    "makes one hot",
    "[partition]") {
  const ListPartitioner cluster{{"at", "de", "fr"}, some_nodes(8)};
  std::vector<std::string> rows(90, "de");
  rows.insert(rows.end(), 5, "at");
  rows.insert(rows.end(), 5, "fr");
  const Balance spread = key_balance(cluster, rows);
  int empty = 0;
  for (const Share& share : spread.shares) empty += share.share == 0;
  CHECK(empty == 5);
  CHECK(spread.max_over_mean() > 7.19);
}
