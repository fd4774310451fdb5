#include "partition/point_schemes.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

using namespace distributed;

namespace {

template <typename Scheme>
std::vector<typename Scheme::Point> points(const Scheme& scheme, const std::string& name,
                                           std::uint32_t first, std::uint32_t last) {
  std::vector<typename Scheme::Point> found;
  scheme.append({.id = 1, .name = name}, first, last, found);
  return found;
}

}  // namespace

TEST_CASE("Plain points are the upper halves of XXH64 of name#i", "[partition]") {
  CHECK(points(PlainPoints{}, "node-4", 16, 18) ==
        std::vector<std::uint32_t>{static_cast<std::uint32_t>(xxh64("node-4#16") >> 32),
                                   static_cast<std::uint32_t>(xxh64("node-4#17") >> 32)});
  const Nodes nodes{{{.id = 1, .name = "a"},
                     {.id = 2, .name = "b", .weight = 2.5},
                     {.id = 3, .name = "c", .weight = 0.001}}};
  CHECK(PlainPoints{.vnodes = 10}.counts(nodes) == std::vector<std::uint32_t>{10, 25, 1});
}

TEST_CASE("Ketama's shares of points are those of the original", "[partition]") {
  // R. Jones, libketama: 600 and 400 make 320 points.
  const Nodes two{{{.id = 1, .name = "127.0.0.1:11211", .weight = 600},
                   {.id = 2, .name = "127.0.0.1:11212", .weight = 400}}};
  CHECK(KetamaPoints{}.counts(two) == std::vector<std::uint32_t>{192, 128});
  // Equal shares make 160 points each until 1/n, rounded to float, falls short: found by compiling
  // the expression of ketama.c.
  std::vector<Node> equal;
  for (NodeId id = 0; id < 61; ++id) {
    equal.push_back({.id = id, .name = std::to_string(id)});
    const std::uint32_t expected = equal.size() == 61 ? 156 : 160;
    for (const std::uint32_t count : KetamaPoints{}.counts(Nodes{equal})) {
      REQUIRE(count == expected);
    }
  }
  // A share below a fortieth of the mean gives none.
  const Nodes tiny{{{.id = 1, .name = "a", .weight = 1000}, {.id = 2, .name = "b"}}};
  CHECK(KetamaPoints{}.counts(tiny)[1] == 0);
}

TEST_CASE("Four points of a Ketama node are the words of one MD5", "[partition]") {
  const Md5 digest = md5("127.0.0.1:11211-3");
  CHECK(points(KetamaPoints{}, "127.0.0.1:11211", 12, 16) ==
        std::vector<std::uint32_t>(digest.begin(), digest.end()));
}

TEST_CASE("Envoy's points are the published ones", "[partition]") {
  // Envoy, test/common/upstream/ring_hash_lb_test.cc: BasicWithHostname, UnevenHosts and Basic.
  const auto sorted = [](const std::string& name) {
    auto found = points(EnvoyPoints{}, name, 0, 2);
    std::sort(found.begin(), found.end());
    return found;
  };
  CHECK(sorted("95") == std::vector<std::uint64_t>{1975508444536362413u, 2376063919839173711u});
  CHECK(sorted("90") == std::vector<std::uint64_t>{8787465352164086522u, 13776502110861797421u});
  CHECK(sorted("127.0.0.1:80") ==
        std::vector<std::uint64_t>{5454692015285649509u, 13838424394637650569u});
  CHECK(sorted("127.0.0.1:90") ==
        std::vector<std::uint64_t>{1033482794131418490u, 16117243373044804889u});
}

TEST_CASE("Envoy's shares of points are those of its tests", "[partition]") {
  // Envoy, test/common/upstream/ring_hash_lb_test.cc: UnevenHosts, HostWeightedTinyRing,
  // HostWeightedLargeRing.
  const Nodes two{{{.id = 0, .name = "80"}, {.id = 1, .name = "81"}}};
  CHECK(EnvoyPoints{.minimum_ring_size = 3}.counts(two) == std::vector<std::uint32_t>{2, 2});
  const Nodes three{{{.id = 0, .name = "90", .weight = 1},
                     {.id = 1, .name = "91", .weight = 2},
                     {.id = 2, .name = "92", .weight = 3}}};
  CHECK(EnvoyPoints{.minimum_ring_size = 6, .maximum_ring_size = 6}.counts(three) ==
        std::vector<std::uint32_t>{1, 2, 3});
  CHECK(EnvoyPoints{.minimum_ring_size = 6144}.counts(three) ==
        std::vector<std::uint32_t>{1024, 2048, 3072});
  const EnvoyPoints wrong{.minimum_ring_size = 7, .maximum_ring_size = 6};
  CHECK_THROWS_AS(wrong.counts(three), std::invalid_argument);
}

TEST_CASE("Points of Cassandra's ring keep the order of the tokens", "[partition]") {
  CHECK(CassandraTokens::point(std::numeric_limits<std::int64_t>::min()) == 0);
  CHECK(CassandraTokens::point(-1) < CassandraTokens::point(0));
  CHECK(CassandraTokens::point(std::numeric_limits<std::int64_t>::max()) ==
        std::numeric_limits<std::uint64_t>::max());
  for (const std::int64_t token : {-7468325962851647638, std::int64_t{5}, 5837342703291459765}) {
    CHECK(CassandraTokens::token(CassandraTokens::point(token)) == token);
  }
  CHECK(CassandraTokens::token(CassandraTokens{}.of_key("123")) == -7468325962851647638);
}

TEST_CASE("A scheme hashes many keys as it hashes one", "[partition]") {
  const std::vector<std::string_view> keys{"a", "bc", "", "a long key of more than sixteen bytes"};
  const auto check = [&](const auto& scheme) {
    std::vector<typename std::decay_t<decltype(scheme)>::Point> found(keys.size());
    scheme.of_keys(keys, found);
    for (std::size_t i = 0; i < keys.size(); ++i) CHECK(found[i] == scheme.of_key(keys[i]));
    CHECK_THROWS_AS(scheme.of_keys(keys, std::span(found).first(2)), std::invalid_argument);
  };
  check(PlainPoints{});
  check(KetamaPoints{});
  check(EnvoyPoints{});
  check(CassandraTokens{});
}
