#include "replication_topology_comparison/figures.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace microsims;
using Catch::Matchers::WithinAbs;
using distributed::replication::ReplicationMode;
using distributed::replication::WriteRecord;
using distributed::simulation::milliseconds;
using distributed::simulation::never;

namespace {

// Sent at 100 ms, confirmed at 110 ms, on the nodes at these milliseconds.
WriteRecord write_on(const std::vector<double>& had_at_ms) {
  WriteRecord write;
  write.number = 1;
  write.sent_at = milliseconds(100);
  write.acknowledged_at = milliseconds(110);
  for (const double ms : had_at_ms) write.had_at.push_back(ms < 0 ? never : milliseconds(ms));
  return write;
}

const std::vector<bool> all_up(5, true);

}  // namespace

TEST_CASE("Before all nodes have a write, reads miss it by the nodes that lack it at present",
          "[replication-topology-comparison]") {
  const WriteRecord write = write_on({105, 120, 130, -1, -1});
  Figures figures = figures_of(write, all_up, 1, milliseconds(135));
  CHECK(figures.latency_ms == 10);
  CHECK_FALSE(figures.everywhere_ms);
  CHECK(figures.copies == 3);
  CHECK(figures.alive == 5);
  CHECK_THAT(*figures.stale_share, WithinAbs(2.0 / 5, 1e-12));
  // Two of five miss it both: (2/5)(1/4).
  figures = figures_of(write, all_up, 2, milliseconds(135));
  CHECK_THAT(*figures.stale_share, WithinAbs(0.1, 1e-12));
}

TEST_CASE("Once all have it, reads missed it on average from the answer to the last copy",
          "[replication-topology-comparison]") {
  // From 110 to 120 ms 4 of 5 lack it, then 3 for 10 ms, then 1 for 20 ms.
  const Figures figures =
      figures_of(write_on({105, 120, 130, 130, 150}), all_up, 1, milliseconds(200));
  CHECK(figures.everywhere_ms == 50);
  CHECK_THAT(*figures.stale_share, WithinAbs((10 * 0.8 + 10 * 0.6 + 20 * 0.2) / 40, 1e-12));
}

TEST_CASE("Nodes that are down count in nothing that is still to come",
          "[replication-topology-comparison]") {
  std::vector<bool> up = all_up;
  up[4] = false;
  const WriteRecord write = write_on({105, 120, 130, 140, -1});
  const Figures figures = figures_of(write, up, 1, milliseconds(150));
  CHECK(figures.alive == 4);
  CHECK(figures.everywhere_ms == 40);
  CHECK_THAT(*figures.stale_share, WithinAbs((10 * .75 + 10 * .5 + 10 * .25) / 30, 1e-12));
}

TEST_CASE("A write that is lost is nowhere, one that nobody answered has no latency",
          "[replication-topology-comparison]") {
  WriteRecord write = write_on({105, 120, 130, 140, 150});
  write.lost = true;
  Figures figures = figures_of(write, all_up, 1, milliseconds(200));
  CHECK(figures.copies == 0);
  CHECK_FALSE(figures.everywhere_ms);
  CHECK_FALSE(figures.stale_share);
  write.lost = false;
  write.acknowledged_at = never;
  figures = figures_of(write, all_up, 1, milliseconds(200));
  CHECK_FALSE(figures.latency_ms);
  CHECK(figures.everywhere_ms == 50);
}

TEST_CASE("The client of a single leader waits for its own way and for whom the rule asks",
          "[replication-topology-comparison]") {
  distributed::Generator chance{3};
  const World world{chance};
  Time nearest = never, farthest = 0;
  for (NodeId node = 1; node < World::nodes; ++node) {
    nearest = std::min(nearest, world.link(0, node));
    farthest = std::max(farthest, world.link(0, node));
  }
  const auto wait = [&](ReplicationMode mode) {
    return milliseconds(*law_of_single_leader(world, 0, mode).latency_ms);
  };
  CHECK(wait(ReplicationMode::asynchronous) == milliseconds(10));
  CHECK(wait(ReplicationMode::semi_synchronous) == milliseconds(10) + 2 * nearest);
  CHECK(wait(ReplicationMode::synchronous) == milliseconds(10) + 2 * farthest);
  // Whoever waits for all leaves nothing stale.
  CHECK(law_of_single_leader(world, 0, ReplicationMode::synchronous).stale_share == 0.);
}

TEST_CASE("The facts are the figures beside their laws; a card says why one is missing",
          "[replication-topology-comparison]") {
  Law law;
  law.latency_ms = 12;
  auto facts = facts_of(std::nullopt, law);
  REQUIRE(facts.size() == 3);
  CHECK(facts[0].id == "clientLatencyMs");
  CHECK(value_text(facts[0]) == "–");
  CHECK(law_text(facts[0]) == "12\u00a0ms");
  Figures figures;
  figures.copies = 2;
  figures.alive = 5;
  facts = card_facts_of(figures, law, true);
  CHECK(value_text(facts[0]) == "waiting");
  CHECK(value_text(facts[1]) == "2 of 5");
  CHECK(value_text(card_facts_of(figures, law, false)[0]) == "no answer");
  figures.latency_ms = 10.24;
  figures.stale_share = 0.1234;
  facts = card_facts_of(figures, law, true);
  CHECK(value_text(facts[0]) == "10.2\u00a0ms");
  CHECK(value_text(facts[2]) == "12.3\u00a0%");
}
