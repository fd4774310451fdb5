#include "partition/point_table.hpp"

#include <algorithm>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <stdexcept>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;

namespace {

template <typename Point>
bool before(const Vnode<Point>& left, const Vnode<Point>& right) {
  return left.point != right.point ? left.point < right.point : left.owner < right.owner;
}

template <typename Point>
void assign(PointTable<Point>& table, const std::vector<Vnode<Point>>& vnodes) {
  std::vector<Point> points;
  std::vector<typename PointTable<Point>::Run> runs;
  for (const Vnode<Point>& vnode : vnodes) {
    points.push_back(vnode.point);
    if (runs.empty() || runs.back().owner != vnode.owner) runs.push_back({vnode.owner, 0});
    ++runs.back().points;
  }
  table.assign(points, runs);
}

// Compares a table with a sorted vector, and its successors with std::lower_bound's.
template <typename Point>
void check_same(const PointTable<Point>& table, std::vector<Vnode<Point>> expected,
                Generator& chance) {
  std::sort(expected.begin(), expected.end(), before<Point>);
  REQUIRE(table.size() == expected.size());
  REQUIRE(table.points().size() == expected.size());
  REQUIRE(table.owners().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    REQUIRE(table.points()[i] == expected[i].point);
    REQUIRE(table.owner(i) == expected[i].owner);
  }
  if (expected.empty()) return;
  std::vector<Point> hashes{0, 1, std::numeric_limits<Point>::max()};
  for (int i = 0; i < 300; ++i) {
    hashes.push_back(static_cast<Point>(chance()));
    const Point point =
        expected[uniform_below(chance, static_cast<std::uint32_t>(expected.size()))].point;
    hashes.insert(hashes.end(),
                  {point, static_cast<Point>(point + 1), static_cast<Point>(point - 1)});
  }
  for (const Point hash : hashes) {
    const auto found = std::lower_bound(table.points().begin(), table.points().end(), hash);
    const auto place = static_cast<std::size_t>(found - table.points().begin());
    REQUIRE(table.successor(hash) == place % table.size());
  }
}

}  // namespace

TEMPLATE_TEST_CASE("A point table behaves as a sorted vector", "[partition]", std::uint32_t,
                   std::uint64_t) {
  using Point = TestType;
  Generator chance{21};
  // Even points; points of a narrow range, which crowd one bucket; few different ones, many of them
  // equal; the ends of the circle.
  for (const Point range : {Point{0}, Point{1000}, Point{7}, Point{1}}) {
    for (const std::size_t size : {0u, 1u, 2u, 5u, 8u, 9u, 40u, 1000u}) {
      const auto draw = [&] {
        std::vector<Vnode<Point>> vnodes(size);
        for (auto& vnode : vnodes) {
          const auto bits = static_cast<Point>(chance());
          vnode = {range == 0 ? bits : static_cast<Point>(0 - bits % range),
                   uniform_below(chance, 5)};
        }
        return vnodes;
      };
      PointTable<Point> table;
      std::vector<Vnode<Point>> all = draw();
      assign(table, all);
      check_same(table, all, chance);

      const std::vector<Vnode<Point>> more = draw();
      table.insert(more);
      all.insert(all.end(), more.begin(), more.end());
      check_same(table, all, chance);

      shuffle(chance, all);
      const std::size_t gone = all.size() / 3;
      table.erase({all.begin(), all.begin() + static_cast<long>(gone)});
      all.erase(all.begin(), all.begin() + static_cast<long>(gone));
      check_same(table, all, chance);

      table.erase_owner(3);
      all.erase(std::remove_if(all.begin(), all.end(), [](const auto& v) { return v.owner == 3; }),
                all.end());
      check_same(table, all, chance);
    }
  }
}

TEST_CASE("A table of 32-bit points takes at most ten bytes for each", "[partition]") {
  Generator chance{22};
  for (const std::size_t size : {1000u, 1023u, 1024u, 150000u, 262143u, 262144u}) {
    std::vector<Vnode<std::uint32_t>> vnodes(size);
    for (auto& vnode : vnodes) vnode = {static_cast<std::uint32_t>(chance()), 0};
    PointTable<std::uint32_t> table;
    assign(table, vnodes);
    // Forty bytes for the whole table: the run behind the points, the end of the index.
    CHECK(table.bytes() <= 10 * table.size() + 40);
    table.insert({{1, 1}, {2, 1}, {3, 1}});
    table.erase({{2, 1}});
    CHECK(table.bytes() <= 10 * table.size() + 60);
    table.erase_owner(1);
    CHECK(table.bytes() <= 10 * table.size() + 60);
  }
}

TEST_CASE("Every point of a table has an owner", "[partition]") {
  PointTable<std::uint32_t> table;
  const std::vector<std::uint32_t> points{1, 2, 3};
  const std::vector<PointTable<std::uint32_t>::Run> runs{{7, 2}};
  CHECK_THROWS_AS(table.assign(points, runs), std::invalid_argument);
  CHECK(table.empty());
}
