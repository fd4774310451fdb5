#include "stage/draw/log_rows.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"

using namespace microsims;

namespace {

constexpr Box box{12, 100, 676, 320};

// The entries whose cells are asked for.
std::vector<std::size_t> entries(const Box& in, std::size_t longest, int node) {
  Paper paper;
  std::vector<std::size_t> seen;
  LogRows(in, 4, longest).draw(paper.canvas(), node, {"Replica 1", "in step", 0}, [&](auto entry) {
    seen.push_back(entry);
    return LogCell{};
  });
  return seen;
}

}  // namespace

TEST_CASE("All logs show the same entries, up to the last one of the longest", "[log-rows]") {
  for (const float width : {300.f, 376.f, 676.f, 944.f}) {
    const Box in{12, 100, width, 320};
    const auto few = entries(in, 2, 0);
    REQUIRE(few.size() >= 3);
    CHECK(few.front() == 0);
    const auto many = entries(in, 100, 0);
    CHECK(many.size() == few.size());
    CHECK(many.back() == 99);
    CHECK(entries(in, 100, 3) == many);
  }
  CHECK(entries({0, 0, 944, 320}, 100, 0).size() > entries({0, 0, 376, 320}, 100, 0).size());
}

TEST_CASE("Nodes stand in rows, the leader nearer to the client", "[log-rows]") {
  for (const int leader : {0, 2}) {
    Paper paper;
    ClusterPicture cluster;
    LogRows(box, 4, 2).arrange(paper.canvas(), cluster, "You", light_theme().blue, leader);
    REQUIRE(cluster.stands.size() == 5);
    CHECK(cluster.stands[0].label == "You");
    for (int node = 0; node < 4; ++node) {
      const Stand& stand = cluster.stands[static_cast<std::size_t>(node) + 1];
      CHECK(stand.crown == (node == leader));
      CHECK(stand.centre.y < box.bottom());
      if (node == leader) continue;
      CHECK(stand.centre.x > cluster.stands[static_cast<std::size_t>(leader) + 1].centre.x);
    }
    CHECK(cluster.stands[4].centre.y > cluster.stands[1].centre.y);
  }
}

TEST_CASE("Each state of an entry looks different, and signs come on top", "[log-rows]") {
  Paper paper;
  const auto drawn = [&](const LogCell& cell) {
    LogRows({0, 0, 320, 200}, 4, 1).draw(paper.canvas(), 0, {"", "", 0}, [&](auto) {
      return cell;
    });
    return paper.vertices();
  };
  const int missing = drawn({});
  const int received = drawn({LogCell::received, "3"}),
            half = drawn({LogCell::received, "3", 0.5f});
  const int applied = drawn({LogCell::applied, "3"}), lost = drawn({LogCell::lost, "3"});
  CHECK(missing < received);
  CHECK(received < half);
  CHECK(missing < applied);
  CHECK(applied < lost);
  CHECK(drawn({LogCell::applied, "3", 1, true}) > applied);
  CHECK(drawn({LogCell::applied, "3", 1, false, true}) > applied);
}
