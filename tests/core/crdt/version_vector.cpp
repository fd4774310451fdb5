#include "crdt/version_vector.hpp"

#include <set>
#include <utility>

#include "laws.hpp"

using namespace distributed;
using namespace distributed::test;

TEST_CASE("A version vector tells before, after, equal and concurrent", "[crdt]") {
  VersionVector a, b;
  CHECK(compare(a, b) == Order::equal);
  CHECK(a.increment(7) == 1);
  CHECK(compare(a, b) == Order::after);
  CHECK(compare(b, a) == Order::before);
  b.increment(3);
  CHECK(compare(a, b) == Order::concurrent);
  CHECK(compare(b, a) == Order::concurrent);
  a.merge(b);
  CHECK(compare(a, b) == Order::after);
  b.merge(a);
  CHECK(compare(a, b) == Order::equal);
  CHECK(a.at(7) == 1);
  CHECK(a.at(3) == 1);
  CHECK(a.at(0) == 0);
}

TEST_CASE("The shopping cart's versions of the Dynamo paper stand to each other as it says",
          "[crdt]") {
  // DeCandia et al., SOSP 2007, figure 3: D1 and D2 by Sx, D3 by Sy and D4 by Sz from D2, D5 by Sx
  // reconciles both.
  constexpr ReplicaId sx = 0, sy = 1, sz = 2;
  VersionVector d1;
  d1.increment(sx);
  VersionVector d2 = d1;
  d2.increment(sx);
  VersionVector d3 = d2, d4 = d2;
  d3.increment(sy);
  d4.increment(sz);
  VersionVector d5 = merged(d3, d4);
  d5.increment(sx);
  CHECK(compare(d1, d2) == Order::before);
  CHECK(compare(d2, d3) == Order::before);
  CHECK(compare(d3, d4) == Order::concurrent);
  CHECK(compare(d5, d3) == Order::after);
  CHECK(compare(d5, d4) == Order::after);
  CHECK(d5.counters() == std::vector<ReplicaCounts::Entry>{{sx, 3}, {sy, 1}, {sz, 1}});
}

TEST_CASE("Merging version vectors is commutative, associative and idempotent", "[crdt]") {
  Generator chance{71};
  check_merge_laws(chance, generated_states<VersionVector>(
                               chance, 150, [](VersionVector& vector, ReplicaId replica) {
                                 vector.increment(replica);
                               }));
}

TEST_CASE("Version vectors order writes exactly as the sets of writes that they stand for",
          "[crdt]") {
  // The history itself: every write has a name, and a replica knows a set of names.
  struct Known {
    VersionVector vector;
    std::set<std::pair<ReplicaId, std::uint64_t>> writes;
    void merge(const Known& other) {
      vector.merge(other.vector);
      writes.insert(other.writes.begin(), other.writes.end());
    }
  };
  Generator chance{72};
  const auto states = generated_states<Known>(chance, 120, [](Known& known, ReplicaId replica) {
    const std::uint64_t number = known.vector.increment(replica);
    known.writes.insert({replica, number});
  });
  const auto includes = [](const auto& all, const auto& some) {
    for (const auto& write : some) {
      if (all.count(write) == 0) return false;
    }
    return true;
  };
  for (const Known& a : states) {
    for (const Known& b : states) {
      const bool in_b = includes(b.writes, a.writes), in_a = includes(a.writes, b.writes);
      const Order expected = in_a && in_b ? Order::equal
                             : in_b       ? Order::before
                             : in_a       ? Order::after
                                          : Order::concurrent;
      REQUIRE(compare(a.vector, b.vector) == expected);
    }
  }
}
