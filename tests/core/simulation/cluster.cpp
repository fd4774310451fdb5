#include "simulation/cluster.hpp"

#include <catch2/catch_test_macros.hpp>

#include "election/bully.hpp"
#include "election/raft.hpp"
#include "replication/leaderless.hpp"
#include "replication/multi_leader.hpp"
#include "replication/single_leader.hpp"

using namespace distributed;
using namespace distributed::simulation;

namespace {

// What every protocol passes on of the engine, seen on the messages of its first second.
template <typename Protocol, typename Begin>
void passes_on(Protocol run, Begin begin) {
  run.record(true);
  begin(run);
  for (Time t = 0; run.messages_sent() == 0; t += 1000) run.advance_to(t);
  const auto flying = run.in_flight();
  REQUIRE_FALSE(flying.empty());
  CHECK(run.duplicate(flying[0].id) == Disturbance::done);
  CHECK(run.delay(flying[0].id, 5) == Disturbance::done);
  CHECK(run.drop(flying[0].id) == Disturbance::done);
  CHECK(run.drop(flying[0].id) == Disturbance::lost);
  using What = typename TraceEvent<typename Protocol::Kind>::What;
  std::vector<What> seen;
  for (const auto& event : run.take_trace()) {
    if (event.what != What::sent) seen.push_back(event.what);
    CHECK_FALSE(name_of(event.message.kind).empty());
  }
  CHECK(seen == std::vector<What>{What::duplicated, What::delayed, What::lost});
  CHECK(run.take_trace().empty());
}

}  // namespace

TEST_CASE("Every protocol passes on the trace of its messages and faults on them", "[simulation]") {
  using namespace election;
  using namespace replication;
  const auto write = [](auto& run) { run.write(1); };
  passes_on(SingleLeader({}, Generator{1}), write);
  passes_on(Leaderless({}, Generator{1}), write);
  passes_on(MultiLeader({}, Generator{1}), [](MultiLeader& run) { run.write(0, 1); });
  passes_on(Bully({}, Generator{1}), [](Bully& run) { run.start_election(0); });
  passes_on(Raft({}, Generator{1}), [](Raft&) {});
}
