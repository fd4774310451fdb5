#include "partition/relative_weights.hpp"

#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <string>

#include "partition/bounded_loads.hpp"
#include "partition/geographic.hpp"
#include "partition/logical_shards.hpp"
#include "partition/maglev.hpp"
#include "partition/rendezvous.hpp"
#include "partition/ring.hpp"
#include "random/distributions.hpp"

using namespace distributed;

namespace {

constexpr double factors[] = {0.1, 0.3, 1e-3, 7, 1e6, 1.0 / 3, 1e-9, 3e12, 0.7};

std::vector<Node> weighted(const std::vector<double>& weights, double factor) {
  std::vector<Node> nodes;
  for (NodeId id = 0; id < weights.size(); ++id) {
    nodes.push_back({.id = id,
                     .name = "node-" + std::to_string(id),
                     .weight = weights[id] * factor,
                     .region = "here"});
  }
  return nodes;
}

// Every two, and every three, of the weights 1 to 9.
std::vector<std::vector<double>> pairs() {
  std::vector<std::vector<double>> all;
  for (int a = 1; a <= 9; ++a) {
    for (int b = a; b <= 9; ++b) all.push_back({double(a), double(b)});
  }
  return all;
}

std::vector<std::vector<double>> triples() {
  std::vector<std::vector<double>> all;
  for (int a = 1; a <= 9; ++a) {
    for (int b = a; b <= 9; ++b) {
      for (int c = b; c <= 9; ++c) all.push_back({double(a), double(b), double(c)});
    }
  }
  return all;
}

std::vector<std::string> some_keys(int count) {
  std::vector<std::string> keys;
  for (int i = 0; i < count; ++i) keys.push_back("key-" + std::to_string(i));
  return keys;
}

template <typename Partitioner>
std::vector<NodeId> owners(const Partitioner& cluster, int keys) {
  std::vector<NodeId> found;
  for (const std::string& key : some_keys(keys)) found.push_back(cluster.owner(key));
  return found;
}

}  // namespace

TEST_CASE("Weights in the ratio of whole numbers become the smallest such", "[partition]") {
  using Weights = std::vector<double>;
  CHECK(relative_weights(Weights{}) == Weights{});
  CHECK(relative_weights(Weights{0.3}) == Weights{1});
  CHECK(relative_weights(Weights{600, 400}) == Weights{3, 2});
  CHECK(relative_weights(Weights{1, 2.5, 0.25}) == Weights{4, 10, 1});
  CHECK(relative_weights(Weights{1.0 / 3, 1}) == Weights{1, 3});
  CHECK(relative_weights(Weights{127.0 * 1023, 1}) == Weights{127.0 * 1023, 1});
  CHECK(relative_weights(Weights{1, 16777216}) == Weights{1, 16777216});
  CHECK(relative_weights(Weights{1e300, 2e300, 3e300}) == Weights{1, 2, 3});
  CHECK(relative_weights(Weights{5e-324, 1e-323}) == Weights{1, 2});
  // No whole numbers: as they are.
  CHECK(relative_weights(Weights{1, 16777217}) == Weights{1, 16777217});
  CHECK(relative_weights(Weights{1, 3.14159265358979}) == Weights{1, 3.14159265358979});
  CHECK(relative_weights(Weights{1e-300, 1e300}) == Weights{1e-300, 1e300});
}

TEST_CASE("Whole numbers are found again whatever their unit", "[partition]") {
  Generator chance{8};
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> whole;
    const std::uint32_t most = 1 + uniform_below(chance, i % 2 ? 20 : 100000);
    for (std::uint32_t n = 0; n < 2 + i % 7u; ++n)
      whole.push_back(1.0 + uniform_below(chance, most));
    std::uint64_t divisor = 0;
    for (const double weight : whole)
      divisor = std::gcd(divisor, static_cast<std::uint64_t>(weight));
    std::vector<double> smallest;
    for (const double weight : whole) smallest.push_back(weight / static_cast<double>(divisor));
    const double unit = std::pow(10.0, uniform_between(chance, -9, 9));
    std::vector<double> scaled;
    for (const double weight : whole) scaled.push_back(weight * unit);
    REQUIRE(relative_weights(scaled) == smallest);
  }
}

TEST_CASE("Envoy's and Ketama's counts do not depend on the unit of the weights", "[partition]") {
  REQUIRE(triples().size() == 165);
  for (const std::vector<double>& weights : triples()) {
    const Nodes plain(weighted(weights, 1));
    for (const double factor : factors) {
      const Nodes scaled(weighted(weights, factor));
      CHECK(EnvoyPoints{}.counts(scaled) == EnvoyPoints{}.counts(plain));
      CHECK(KetamaPoints{}.counts(scaled) == KetamaPoints{}.counts(plain));
    }
  }
}

TEST_CASE("Maglev's table does not depend on the unit of the weights", "[partition]") {
  REQUIRE(pairs().size() == 45);
  for (const std::vector<double>& weights : pairs()) {
    const std::vector<NodeId> plain = owners(MaglevPartitioner(weighted(weights, 1), 1009), 1000);
    for (const double factor : factors) {
      CHECK(owners(MaglevPartitioner(weighted(weights, factor), 1009), 1000) == plain);
    }
  }
}

TEST_CASE("Rendezvous, shards, bounded loads and regions do not depend on the unit either",
          "[partition]") {
  for (const std::vector<double>& weights : pairs()) {
    const auto all = [&](double factor) {
      const std::vector<Node> nodes = weighted(weights, factor);
      std::vector<NodeId> found = owners(RendezvousPartitioner(nodes), 200);
      const auto more = [&](const std::vector<NodeId>& next) {
        found.insert(found.end(), next.begin(), next.end());
      };
      more(owners(LogicalShards(105, nodes), 200));
      BoundedLoads<KetamaRing> bounded{KetamaRing{{}, nodes}, 1.25};
      bounded.add(some_keys(120));
      more(owners(bounded, 120));
      for (const Node& node : nodes)
        found.push_back(static_cast<NodeId>(bounded.capacity(node.id)));
      more(
          owners(GeographicPartitioner<MaglevPartitioner>(MaglevPartitioner({}, 101), nodes), 100));
      return found;
    };
    const std::vector<NodeId> plain = all(1);
    for (const double factor : factors) CHECK(all(factor) == plain);
  }
}
