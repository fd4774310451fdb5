#include "election/raft_schedule.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed;
using namespace distributed::election;

namespace {

// The sanitizers and unoptimised builds are ten and more times slower.
#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
constexpr int schedules = 30'000;
#else
constexpr int schedules = 1'000'000;
#endif

}  // namespace

TEST_CASE(
    "No term has two leaders and no leader lacks what was committed before it, in every one of a "
    "million random schedules",
    "[election]") {
  Generator chance{61};
  std::uint64_t leaders = 0, elections = 0, mishaps = 0;
  for (int i = 0; i < schedules; ++i) {
    const ScheduleResult result = run_random_schedule(chance);
    if (!result.safe) FAIL("schedule " << i << " breaks a promise");
    leaders += result.leaders;
    elections += result.elections;
    mishaps += result.mishaps;
  }
  // The schedules are worth checking: most elect somebody, elections collide, things go wrong.
  CHECK(leaders > schedules);
  CHECK(elections > 3 * leaders);
  CHECK(mishaps > 3u * schedules);
}

TEST_CASE("The check finds the schedules in which nodes forget their votes", "[election]") {
  Generator chance{62};
  int unsafe = 0;
  for (int i = 0; i < 60'000 && unsafe == 0; ++i) {
    unsafe += !run_random_schedule(chance, false).safe;
  }
  CHECK(unsafe > 0);
}

TEST_CASE("The same seed runs the same schedule", "[election]") {
  Generator first{63}, second{63};
  for (int i = 0; i < 100; ++i) {
    const ScheduleResult a = run_random_schedule(first), b = run_random_schedule(second);
    REQUIRE(a.events == b.events);
    REQUIRE(a.elections == b.elections);
    REQUIRE(a.leaders == b.leaders);
  }
}
