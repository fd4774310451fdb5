#include "stage/model/words.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

TEST_CASE("Lists are read aloud as they are written", "[words]") {
  CHECK(list_of({}).empty());
  CHECK(list_of({"a"}) == "a");
  CHECK(list_of({"a", "b"}) == "a and b");
  CHECK(list_of({"a", "b", "c"}) == "a, b and c");
  CHECK(list_of_numbers({1, 3, 4}) == "1, 3 and 4");
}

TEST_CASE("What is counted is in the singular after 1", "[words]") {
  CHECK(counted(1, "node") == "1 node");
  CHECK(counted(0, "node") == "0 nodes");
  CHECK(counted(3, "reply", "replies") == "3 replies");
  CHECK(counted(1, "reply", "replies") == "1 reply");
}

TEST_CASE("Nodes are counted from 1 by people", "[words]") {
  CHECK(node_name(2) == "Node 3");
  CHECK(node_id(2) == "node-3");
  CHECK(node_names({1}) == "Node 2");
  CHECK(node_names({0, 2, 3}) == "Nodes 1, 3 and 4");
  CHECK(node_names({0, 1}, true) == "nodes 1 and 2");
  CHECK(node_names({}) == "No node");
  CHECK(node_names({}, true) == "no node");
}

TEST_CASE("Seconds stand beside their unit", "[words]") {
  CHECK(seconds_text(12.54) == "12.5\u00a0s");
  CHECK(seconds_text(3) == "3\u00a0s");
}

TEST_CASE("The lanes of a cluster: clients first, then nodes", "[words]") {
  CHECK(lanes_of({"Client"}, 2) == std::vector<std::string>{"Client", "Node 1", "Node 2"});
  CHECK(lanes_of({}, 1) == std::vector<std::string>{"Node 1"});
}

TEST_CASE("Versions are listed, or told by their ends if they are many", "[words]") {
  CHECK(version_list({3}) == "v3");
  CHECK(version_list({3, 4, 9}) == "v3, v4 and v9");
  CHECK(version_list({1, 2, 3, 5, 6, 7}) == "v1 to v7 (6 writes)");
  CHECK(ms_text(19.6) == "20\u00a0ms");
}
