#include "crdt/lww_register.hpp"

#include <algorithm>
#include <string>

#include "laws.hpp"

using namespace distributed;
using namespace distributed::test;

TEST_CASE("Merging last-writer-wins registers is commutative, associative and idempotent",
          "[crdt]") {
  Generator chance{77};
  std::uint64_t now = 0;
  check_merge_laws(chance,
                   generated_states<LwwRegister<std::uint64_t>>(
                       chance, 150, [&](LwwRegister<std::uint64_t>& value, ReplicaId replica) {
                         // Clocks that stand still now and then: ties between replicas are common.
                         now += replica == 0;
                         value.assign(chance(), std::max(now, value.timestamp() + 1), replica);
                       }));
}

TEST_CASE("The latest timestamp wins, wherever it was written", "[crdt]") {
  LwwRegister<std::string> a{"none"}, b{"none"};
  CHECK(a.value() == "none");
  CHECK(a.assign("first", 10, 0));
  CHECK(b.assign("second", 11, 1));
  a.merge(b);
  b.merge(a);
  CHECK(a.value() == "second");
  CHECK(a == b);
  CHECK(a.timestamp() == 11);
  CHECK(a.replica() == 1);
  CHECK_FALSE(a.assign("late", 9, 2));
  CHECK(a.value() == "second");
}

TEST_CASE("Among equal timestamps the higher replica wins on both sides", "[crdt]") {
  LwwRegister<int> a, b;
  a.assign(1, 5, 1);
  b.assign(2, 5, 2);
  CHECK(merged(a, b).value() == 2);
  CHECK(merged(b, a).value() == 2);
  CHECK_FALSE(merged(a, b).assign(3, 5, 2));
}

TEST_CASE("A first write counts even at time 0, and an empty register overwrites nothing",
          "[crdt]") {
  LwwRegister<int> written, empty{99};
  CHECK(written.assign(7, 0, 0));
  CHECK(merged(written, empty).value() == 7);
  CHECK(merged(empty, written).value() == 7);
}
