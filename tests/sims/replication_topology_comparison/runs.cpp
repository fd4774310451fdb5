// The run of the sim: rewound, linked to, disturbed.

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "../play.hpp"
#include "random/distributions.hpp"
#include "replication_topology_comparison/model.hpp"
#include "stage/model/text.hpp"

using namespace microsims;

namespace {

const Sim sim =
    play::sim_of_model<ReplicationTopologyComparison>("replication-topology-comparison");

std::string note(const Session& session, Topology topology) {
  return static_cast<const ReplicationTopologyComparison&>(session.model()).note(topology).words;
}

}  // namespace

TEST_CASE("Every place of a random run, sought, is as it was when it was played",
          "[replication-topology-comparison]") {
  play::check_random_runs(sim, 1000);
}

TEST_CASE("A failover loses a confirmed write, unless the leader waited for a replica",
          "[replication-topology-comparison]") {
  const std::string crash = "&seed=7&do=simulate-write@0,node-1=false@0.3&at=6";
  const auto async = play::open(sim, "?topology=single-leader" + crash);
  CHECK(note(*async, Topology::single_leader) == "Now node 2 leads: write 1 lost");
  const auto semi = play::open(sim, "?replication=semi-synchronous" + crash);
  CHECK(note(*semi, Topology::single_leader) == "Now node 2 leads: write 1 gone");
}

TEST_CASE("A replica that is slow keeps no client waiting, but its readers behind",
          "[replication-topology-comparison]") {
  const auto session =
      play::open(sim, "?seed=7&do=simulate-write@0,delay=m10@0.1,delay=m10@0.1&at=2");
  const auto facts = session->model().facts();
  CHECK(facts[0].value == 10.);
  CHECK_FALSE(facts[1].value);
  CHECK(facts[2].value == 0.2);
}

TEST_CASE("Of two concurrent writes the last wins; two of three answers are none",
          "[replication-topology-comparison]") {
  const auto conflict =
      play::open(sim, "?topology=multi-leader&seed=8&do=concurrent-writes@0&at=3");
  CHECK(note(*conflict, Topology::multi_leader) == "CONFLICT: write 1 is lost");
  const auto hangs =
      play::open(sim, "?topology=leaderless&seed=7&do=node-2=false@0,simulate-write@0.5&at=6");
  CHECK(note(*hangs, Topology::leaderless) == "No answer: fewer than W acks");
  CHECK_FALSE(hangs->model().moving());
  CHECK(hangs->model().facts()[1].value.has_value());
}

TEST_CASE("A minute of writes and failures is sought in milliseconds",
          "[replication-topology-comparison]") {
  std::string deeds;
  for (int i = 0; i < 60; ++i) {
    if (i > 0) deeds += ',';
    append(deeds, {i % 12 == 5    ? "node-1=false"
                   : i % 12 == 11 ? "node-1=true"
                                  : "write-all",
                   "@", i});
  }
  const auto session = play::open(sim, "?seed=7&do=" + deeds + "&at=60");
  distributed::Generator chance{1};
  double worst = 0, sum = 0;
  for (int i = 0; i < 200; ++i) {
    const double to = distributed::uniform_below(chance, 60001) / 1000.0;
    const auto begun = std::chrono::steady_clock::now();
    REQUIRE_FALSE(session->seek(to));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    worst = std::max(worst, took.count());
    sum += took.count();
  }
  INFO("mean " << sum / 200 << " ms, worst " << worst << " ms, "
               << session->record().messages().size() << " messages");
  // About 1 ms; the bound leaves room for a busy machine and sanitizers.
  CHECK(sum / 200 < 50);
}
