#include "crdt/g_counter.hpp"

#include "laws.hpp"

using namespace distributed;
using namespace distributed::test;

TEST_CASE("Merging counters that grow is commutative, associative and idempotent", "[crdt]") {
  Generator chance{73};
  check_merge_laws(
      chance, generated_states<GCounter>(chance, 150, [&](GCounter& counter, ReplicaId replica) {
        counter.increment(replica, uniform_below(chance, 4));
      }));
}

TEST_CASE("Replicas that merged have counted every increment once", "[crdt]") {
  Generator chance{74};
  std::uint64_t total = 0;
  std::vector<GCounter> replicas(4);
  for (int step = 0; step < 500; ++step) {
    const std::uint32_t replica = uniform_below(chance, 4);
    if (bernoulli(chance, 0.4)) {
      replicas[replica].merge(replicas[uniform_below(chance, 4)]);
    } else {
      const std::uint64_t by = uniform_below(chance, 10);
      replicas[replica].increment(replica, by);
      total += by;
    }
    REQUIRE(replicas[replica].value() <= total);
  }
  for (GCounter& replica : replicas) {
    for (const GCounter& other : replicas) replica.merge(other);
    CHECK(replica.value() == total);
  }
}

TEST_CASE("Counting nothing leaves a counter as it is", "[crdt]") {
  GCounter counter;
  counter.increment(5, 0);
  CHECK(counter == GCounter{});
  CHECK(counter.value() == 0);
}
