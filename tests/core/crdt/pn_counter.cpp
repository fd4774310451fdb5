#include "crdt/pn_counter.hpp"

#include <limits>

#include "laws.hpp"

using namespace distributed;
using namespace distributed::test;

TEST_CASE("Merging counters that grow and shrink is commutative, associative and idempotent",
          "[crdt]") {
  Generator chance{75};
  check_merge_laws(
      chance, generated_states<PnCounter>(chance, 150, [&](PnCounter& counter, ReplicaId replica) {
        counter.add(replica, static_cast<int>(uniform_below(chance, 9)) - 4);
      }));
}

TEST_CASE("Concurrent withdrawals both count", "[crdt]") {
  PnCounter here, there;
  here.add(0, 500);
  there.merge(here);
  here.add(0, -100);
  there.add(1, -300);
  here.merge(there);
  there.merge(here);
  CHECK(here.value() == 100);
  CHECK(there == here);
  here.add(0, -101);
  CHECK(here.value() == -1);
}

TEST_CASE("Replicas that merged have counted every addition and subtraction once", "[crdt]") {
  Generator chance{76};
  std::int64_t total = 0;
  std::vector<PnCounter> replicas(3);
  for (int step = 0; step < 500; ++step) {
    const std::uint32_t replica = uniform_below(chance, 3);
    if (bernoulli(chance, 0.4)) {
      replicas[replica].merge(replicas[uniform_below(chance, 3)]);
    } else {
      const std::int64_t amount = static_cast<std::int64_t>(uniform_below(chance, 21)) - 10;
      replicas[replica].add(replica, amount);
      total += amount;
    }
  }
  for (PnCounter& replica : replicas) {
    for (const PnCounter& other : replicas) replica.merge(other);
    CHECK(replica.value() == total);
  }
}

TEST_CASE("The smallest and the largest amount cancel as numbers modulo 2^64 do", "[crdt]") {
  PnCounter counter;
  counter.add(0, std::numeric_limits<std::int64_t>::min());
  counter.add(0, std::numeric_limits<std::int64_t>::max());
  CHECK(counter.value() == -1);
}
