#include "stage/draw/fan.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "paper.hpp"

using namespace microsims;

namespace {

constexpr Box client{250, 0, 200, 40}, row{10, 40, 680, 200};

}  // namespace

TEST_CASE("Nodes stand in a row below their client, as wide apart on both sides", "[fan]") {
  for (const int nodes : {1, 3, 7}) {
    ClusterPicture cluster;
    Paper fresh;
    arrange_fan(fresh.canvas(), cluster, client, row, nodes);
    REQUIRE(cluster.stands.size() == static_cast<std::size_t>(nodes) + 1);
    CHECK(cluster.stands[0].hidden);
    const Stand &first = cluster.stands[1], &last = cluster.stands.back();
    CHECK(first.label == "1");
    CHECK(std::abs(first.centre.x + last.centre.x - 2 * row.centre().x) < 0.01f);
    CHECK(first.centre.y == last.centre.y);
    CHECK(first.centre.x - first.radius > row.x);
    CHECK(first.centre.y + first.radius < row.bottom());
  }
}

TEST_CASE("Ways go from the client's lower edge to a node and back", "[fan]") {
  Paper paper;
  ClusterPicture cluster;
  arrange_fan(paper.canvas(), cluster, client, row, 3);
  const Bow there = cluster.way(0, 3), back = cluster.way(3, 0);
  CHECK(there.from.y >= client.bottom());
  CHECK(there.from.x > client.centre().x);
  CHECK(there.to.y < cluster.stands[3].centre.y);
  CHECK(back.to.x == there.from.x);
  CHECK(back.from.y == there.to.y);
}

TEST_CASE("Nodes of one set have its colour and letter, those of both their own", "[fan]") {
  Paper paper;
  const Theme& theme = light_theme();
  ClusterPicture cluster;
  arrange_fan(paper.canvas(), cluster, client, row, 5);
  cluster.stands[4].down = true;
  mark_sets(paper.canvas(), cluster, {{0, 1, 3}, "W", theme.orange}, {{1, 2}, "R", theme.blue},
            theme.green);
  const auto letters = [&](std::size_t lane) {
    std::string text;
    for (const Badge& badge : cluster.stands[lane].badges) text += badge.text;
    return text;
  };
  CHECK(cluster.stands[1].hue.fill == theme.orange.fill);
  CHECK(cluster.stands[2].hue.fill == theme.green.fill);
  CHECK(cluster.stands[3].hue.fill == theme.blue.fill);
  CHECK(cluster.stands[4].hue.fill == theme.plain.fill);
  CHECK(cluster.stands[5].hue.fill == theme.plain.fill);
  CHECK(letters(1) == "W");
  CHECK(letters(2) == "WR");
  CHECK(letters(3) == "R");
  CHECK(letters(4).empty());
  CHECK(letters(5).empty());
}
