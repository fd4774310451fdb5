#include "partition/ring.hpp"

#include <algorithm>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "hash/md5.hpp"
#include "partition/balance.hpp"
#include "partition/partitioner.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

std::vector<Node> numbered(NodeId count, double weight = 1) {
  std::vector<Node> nodes;
  for (NodeId id = 0; id < count; ++id) {
    nodes.push_back({.id = id, .name = "node-" + std::to_string(id), .weight = weight});
  }
  return nodes;
}

std::vector<Node> envoy_hosts(std::vector<double> weights) {
  std::vector<Node> nodes;
  for (NodeId id = 0; id < weights.size(); ++id) {
    nodes.push_back(
        {.id = id, .name = "127.0.0.1:" + std::to_string(90 + id), .weight = weights[id]});
  }
  return nodes;
}

// Envoy's histogram: keys with evenly spaced hashes.
std::vector<int> histogram(const EnvoyRing& ring, std::uint64_t keys) {
  std::vector<int> counts(ring.nodes().size());
  for (std::uint64_t i = 0; i < keys; ++i) {
    ++counts[ring.owner_of_hash(i * (std::numeric_limits<std::uint64_t>::max() / keys))];
  }
  return counts;
}

template <typename Scheme>
bool same_points(const HashRing<Scheme>& left, const HashRing<Scheme>& right) {
  const auto equal = [](const auto& a, const auto& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  };
  return equal(left.table().points(), right.table().points()) &&
         equal(left.table().owners(), right.table().owners());
}

}  // namespace

TEST_CASE("Ketama's ring gives a million keys the owners of the original", "[partition]") {
  // R. Jones, libketama: hash, point and server of the keys 0 ... 999999, as the MD5 of that text.
  const double weights[] = {600, 300, 200, 350, 1000, 800, 950, 100};
  std::vector<Node> servers;
  for (NodeId id = 0; id < 8; ++id) {
    servers.push_back(
        {.id = id, .name = "10.0.1." + std::to_string(id + 1) + ":11211", .weight = weights[id]});
  }
  const KetamaRing ring{{}, servers};
  std::string text = "\n";
  for (int i = 0; i < 1000000; ++i) {
    const std::uint32_t hash = ketama_hash(std::to_string(i));
    const auto [point, owner] = ring.next(hash);
    text += std::to_string(hash) + ' ' + std::to_string(point) + ' ' + ring.nodes().at(owner).name;
    text += '\n';
  }
  // 5672b131391f5aa2b280936aec1eea74
  CHECK(md5(text) == Md5{0x31b17256, 0xa25a1f39, 0x6a9380b2, 0x74ea1eec});
}

TEST_CASE("Ketama's ring of two servers has the published points", "[partition]") {
  // R. Jones, libketama.
  const KetamaRing ring{{},
                        {{.id = 1, .name = "127.0.0.1:11211", .weight = 600},
                         {.id = 2, .name = "127.0.0.1:11212", .weight = 400}}};
  CHECK(ring.table().size() == 320);
  CHECK(ring.next(ketama_hash("test")) == Vnode<std::uint32_t>{3454255383, 1});
  CHECK(ring.owner("test") == 1);
}

TEST_CASE("Envoy's ring of six hosts has the published points and owners", "[partition]") {
  // Envoy, test/common/upstream/ring_hash_lb_test.cc: Basic.
  const EnvoyRing ring{{.minimum_ring_size = 12}, envoy_hosts({1, 1, 1, 1, 1, 1})};
  const std::vector<Vnode<std::uint64_t>> expected{
      {833437586790550860u, 4},   {928266305478181108u, 2},   {1033482794131418490u, 0},
      {3551244743356806947u, 5},  {3851675632748031481u, 3},  {5583722120771150861u, 1},
      {6311230543546372928u, 1},  {7700377290971790572u, 3},  {13144177310400110813u, 5},
      {13444792449719432967u, 2}, {15516499411664133160u, 4}, {16117243373044804889u, 0}};
  REQUIRE(ring.table().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(ring.table().points()[i] == expected[i].point);
    CHECK(ring.table().owner(i) == expected[i].owner);
  }
  CHECK(ring.owner_of_hash(0) == 4);
  CHECK(ring.owner_of_hash(std::numeric_limits<std::uint64_t>::max()) == 4);
  CHECK(ring.owner_of_hash(3551244743356806947u) == 5);
  CHECK(ring.owner_of_hash(3551244743356806948u) == 3);
  CHECK(ring.owner_of_hash(16117243373044804880u) == 0);
}

TEST_CASE("Envoy's rings of weighted hosts spread keys as its tests say", "[partition]") {
  // Envoy, test/common/upstream/ring_hash_lb_test.cc: HostWeightedLargeRing, LargeFractionalScale,
  // HostAndLocalityWeightedLargeRing (its two localities have weights 1 and 2).
  CHECK(histogram(EnvoyRing{{.minimum_ring_size = 6144}, envoy_hosts({1, 2, 3})}, 6000) ==
        std::vector<int>{987, 1932, 3081});
  const EnvoyPoints fixed{.minimum_ring_size = 1023, .maximum_ring_size = 1023};
  CHECK(histogram(EnvoyRing{fixed, envoy_hosts({1, 1})}, 1023) == std::vector<int>{526, 497});
  CHECK(histogram(EnvoyRing{{.minimum_ring_size = 9216}, envoy_hosts({1, 2, 2, 4})}, 9000) ==
        std::vector<int>{924, 2009, 2053, 4014});
}

TEST_CASE("Envoy's ring leaves out hosts for which it is too small", "[partition]") {
  // Envoy, test/common/upstream/ring_hash_lb_test.cc: LopsidedWeightSmallScale.
  std::vector<Node> hosts;
  for (NodeId id = 0; id < 1024; ++id) {
    hosts.push_back({.id = id,
                     .name = "127.0.0.1:" + std::to_string(id),
                     .weight = id == 0 ? 127.0 * 1023 : 1.0});
  }
  const EnvoyRing ring{{.minimum_ring_size = 1024, .maximum_ring_size = 1024}, hosts};
  CHECK(ring.table().size() == 1024);
  CHECK(ring.points_of(0).size() == 1016);
  const std::map<std::uint64_t, NodeId> expected{
      {11664790346325243808u, 1},   {15894554872961148518u, 128}, {13958138884277627155u, 256},
      {15803774069438192949u, 384}, {3829253010855396576u, 512},  {17918147347826565154u, 640},
      {6442769608292299103u, 768},  {5881074926069334434u, 896}};
  for (const auto& [hash, owner] : expected) CHECK(ring.owner_of_hash(hash) == owner);
}

TEST_CASE("Cassandra's ring takes tokens as they are given", "[partition]") {
  CassandraRing ring;
  const auto join = [&](NodeId id, const std::vector<std::int64_t>& tokens) {
    std::vector<std::uint64_t> points;
    for (const std::int64_t token : tokens) points.push_back(CassandraTokens::point(token));
    ring.join({.id = id, .name = "node-" + std::to_string(id)}, points);
  };
  join(1, {-6000000000000000000, 0});
  join(2, {-3000000000000000000, 6000000000000000000});
  // The token of "123" is -7468325962851647638: before every token.
  CHECK(ring.owner("123") == 1);
  CHECK(ring.owner_of_hash(CassandraTokens::point(-3000000000000000000)) == 2);
  CHECK(ring.owner_of_hash(CassandraTokens::point(-2999999999999999999)) == 1);
  CHECK(ring.owner_of_hash(CassandraTokens::point(6000000000000000001)) == 1);
  CHECK_THROWS_AS(ring.reweight(1, 2), std::invalid_argument);
  join(3, {1});
  CHECK(ring.owner_of_hash(CassandraTokens::point(1)) == 3);
  ring.leave(3);
  CHECK(ring.owner_of_hash(CassandraTokens::point(1)) == 2);
  CHECK(ring.points_of(1).size() == 2);
}

TEMPLATE_TEST_CASE("A ring that grew and shrank is the ring built at once", "[partition]",
                   PlainPoints, KetamaPoints, EnvoyPoints, CassandraTokens) {
  Generator chance{31};
  HashRing<TestType> ring;
  std::map<NodeId, Node> there;
  for (int change = 0; change < 120; ++change) {
    const NodeId id = uniform_below(chance, 12);
    const double weight = 1 + uniform_below(chance, 5);
    if (there.count(id) == 0) {
      there[id] = {.id = id, .name = "node-" + std::to_string(id), .weight = weight};
      ring.join(there[id]);
    } else if (bernoulli(chance, 0.5)) {
      there[id].weight = weight;
      ring.reweight(id, weight);
    } else {
      there.erase(id);
      ring.leave(id);
    }
    std::vector<Node> nodes;
    for (const auto& [key, node] : there) nodes.push_back(node);
    REQUIRE(same_points(ring, HashRing<TestType>{{}, nodes}));
  }
}

TEMPLATE_TEST_CASE("A node that joins takes keys, and no other key moves", "[partition]",
                   PlainPoints, CassandraTokens) {
  HashRing<TestType> ring{{}, numbered(9)};
  const HashRing<TestType> before = ring;
  ring.join({.id = 9, .name = "node-9"});
  int moved = 0;
  constexpr int keys = 20000;
  for (int i = 0; i < keys; ++i) {
    const std::string key = "key-" + std::to_string(i);
    const NodeId from = before.owner(key), to = ring.owner(key);
    if (from == to) continue;
    REQUIRE(to == 9);
    ++moved;
  }
  // 1/(N+1) on average; the share of a node varies by sqrt((N-1)/(kN+1)), here at most 24 %.
  CHECK_THAT(moved / double{keys}, WithinRel(0.1, 0.5));

  ring.leave(9);
  CHECK(same_points(ring, before));
}

TEST_CASE("Only the keys of a node that leaves move", "[partition]") {
  Ring ring{{}, numbered(10)};
  const Ring before = ring;
  ring.leave(4);
  for (int i = 0; i < 20000; ++i) {
    const std::string key = "key-" + std::to_string(i);
    const NodeId from = before.owner(key), to = ring.owner(key);
    REQUIRE(to != 4);
    if (from != 4) REQUIRE(from == to);
  }
}

TEST_CASE("A node that becomes heavier only takes keys, a lighter one only gives", "[partition]") {
  Ring ring{{}, numbered(10)};
  const Ring before = ring;
  ring.reweight(3, 2);
  const Ring heavier = ring;
  ring.reweight(3, 0.5);
  for (int i = 0; i < 20000; ++i) {
    const std::string key = "key-" + std::to_string(i);
    const NodeId first = before.owner(key), second = heavier.owner(key), third = ring.owner(key);
    if (first != second) REQUIRE(second == 3);
    if (second != third) REQUIRE(second == 3);
  }
}

TEST_CASE("The share of a node on a ring varies as the theory says", "[partition]") {
  // A share is Beta(k, (N-1)k) distributed: coefficient of variation sqrt((N-1)/(kN+1)).
  constexpr NodeId n = 10;
  for (const std::uint32_t k : {1u, 10u, 100u}) {
    double squares = 0;
    constexpr int rings = 400;
    for (int trial = 0; trial < rings; ++trial) {
      std::vector<Node> nodes;
      for (NodeId id = 0; id < n; ++id) {
        nodes.push_back({.id = id, .name = std::to_string(trial) + "/" + std::to_string(id)});
      }
      const Ring ring{{.vnodes = k}, nodes};
      const double variation = arc_balance(ring).variation();
      squares += variation * variation;
    }
    CHECK_THAT(std::sqrt(squares / rings), WithinRel(expected_ring_variation(n, k), 0.08));
  }
}

TEST_CASE("A preference list has distinct nodes, the owner first, in clockwise order",
          "[partition]") {
  const Ring ring{{.vnodes = 20}, numbered(7)};
  for (int i = 0; i < 500; ++i) {
    const std::string key = "key-" + std::to_string(i);
    const std::vector<NodeId> list = ring.preference_list(key, 3);
    REQUIRE(list.size() == 3);
    REQUIRE(list[0] == ring.owner(key));
    REQUIRE(std::set<NodeId>(list.begin(), list.end()).size() == 3);

    // Without the owner the next of the list takes over, and so on.
    Ring fewer = ring;
    fewer.leave(list[0]);
    REQUIRE(fewer.owner(key) == list[1]);
    fewer.leave(list[1]);
    REQUIRE(fewer.owner(key) == list[2]);
  }
}

TEST_CASE("A preference list has all nodes if there are fewer than replicas", "[partition]") {
  const Ring ring{{}, numbered(2)};
  CHECK(ring.preference_list("key", 5).size() == 2);
  CHECK(ring.preference_list("key", 0).empty());
  CHECK(Ring{}.preference_list("key", 3).empty());
}

TEMPLATE_TEST_CASE("Looking up keys together gives what one by one gives", "[partition]",
                   PlainPoints, KetamaPoints, EnvoyPoints, CassandraTokens) {
  const HashRing<TestType> ring{{}, numbered(20)};
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back(std::to_string(i * 7919));
  const std::vector<std::string_view> keys(texts.begin(), texts.end());
  std::vector<NodeId> owners(keys.size());
  ring.owners(keys, owners);
  for (std::size_t i = 0; i < keys.size(); ++i) REQUIRE(owners[i] == ring.owner(keys[i]));
  CHECK_THROWS_AS(ring.owners(keys, std::span(owners).first(5)), std::invalid_argument);
}

TEST_CASE("An empty ring has no owner, and says so", "[partition]") {
  Ring ring;
  CHECK_THROWS_AS(ring.owner("key"), std::out_of_range);
  CHECK_THROWS_AS(ring.next(0), std::out_of_range);
  ring.join({.id = 1, .name = "a"});
  CHECK(ring.owner("key") == 1);
  CHECK_THROWS_AS(ring.join({.id = 1, .name = "b"}), std::invalid_argument);
  CHECK_THROWS_AS(ring.leave(2), std::out_of_range);
  CHECK_THROWS_AS(ring.reweight(1, -1), std::invalid_argument);
  ring.leave(1);
  CHECK_THROWS_AS(ring.owner("key"), std::out_of_range);
}

TEST_CASE("Points are shown as degrees", "[partition]") {
  CHECK(Ring::degrees(0) == 0);
  CHECK(Ring::degrees(0x40000000) == 90);
  CHECK(Ring::degrees(0xffffffff) < 360);
  CHECK(EnvoyRing::degrees(0xc000000000000000) == 270);
  CHECK(EnvoyRing::degrees(0xffffffffffffffff) < 360);
}

TEST_CASE("The tokens of a node are its points, and next finds them", "[partition]") {
  const Ring ring{{.vnodes = 16}, numbered(4)};
  std::size_t all = 0;
  for (NodeId id = 0; id < 4; ++id) {
    const std::vector<std::uint32_t> tokens = ring.points_of(id);
    CHECK(tokens.size() == 16);
    CHECK(std::is_sorted(tokens.begin(), tokens.end()));
    for (const std::uint32_t token : tokens) {
      CHECK(ring.next(token) == Vnode<std::uint32_t>{token, id});
    }
    all += tokens.size();
  }
  CHECK(all == ring.table().size());
  CHECK_THROWS_AS(ring.points_of(4), std::out_of_range);
}

TEST_CASE("Rings are partitioners", "[partition]") {
  STATIC_REQUIRE(Partitioner<Ring>);
  STATIC_REQUIRE(Partitioner<KetamaRing>);
  STATIC_REQUIRE(Partitioner<EnvoyRing>);
  STATIC_REQUIRE(Partitioner<CassandraRing>);
}

TEST_CASE("The next point of a node is the first clockwise that is its own", "[partition]") {
  const Ring ring{{.vnodes = 5}, numbered(6)};
  distributed::Generator chance{3};
  for (int trial = 0; trial < 200; ++trial) {
    const auto hash = static_cast<Ring::Point>(chance());
    for (NodeId id = 0; id < 6; ++id) {
      const auto points = ring.points_of(id);
      const auto found = std::lower_bound(points.begin(), points.end(), hash);
      const std::size_t place = ring.next_of(id, hash);
      CHECK(ring.table().points()[place] == (found == points.end() ? points.front() : *found));
      CHECK(ring.table().owner(place) == id);
    }
    CHECK(ring.next_of(ring.owner_of_hash(hash), hash) == ring.table().successor(hash));
  }
}
