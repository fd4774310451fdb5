#include "crdt/replica_counts.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "random/distributions.hpp"

using namespace distributed;

namespace {

using Expected = std::map<ReplicaId, std::uint64_t>;

void check_same(const ReplicaCounts& counts, const Expected& expected) {
  REQUIRE(counts.entries().size() == expected.size());
  auto entry = counts.entries().begin();
  for (const auto& [replica, count] : expected) {
    REQUIRE(*entry++ == ReplicaCounts::Entry{replica, count});
    REQUIRE(counts.at(replica) == count);
  }
}

}  // namespace

TEST_CASE("Counts of replicas are those of a map", "[crdt]") {
  Generator chance{15};
  for (int run = 0; run < 100; ++run) {
    ReplicaCounts counts[2];
    Expected expected[2];
    for (int i = 0; i < 20; ++i) {
      const std::uint32_t side = uniform_below(chance, 2), replica = uniform_below(chance, 9);
      ++counts[side][replica];
      ++expected[side][replica];
    }
    check_same(counts[0], expected[0]);
    CHECK(counts[0].at(9) == 0);
    counts[0].merge(counts[1]);
    for (const auto& [replica, count] : expected[1]) {
      expected[0][replica] = std::max(expected[0][replica], count);
    }
    check_same(counts[0], expected[0]);
  }
}
