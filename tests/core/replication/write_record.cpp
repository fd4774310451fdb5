#include "replication/write_record.hpp"

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>

#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using simulation::milliseconds;
using simulation::never;
using simulation::seconds;

namespace {

WriteRecord record(std::vector<Time> had_at, Time acknowledged_at) {
  WriteRecord write;
  write.sent_at = seconds(1);
  write.acknowledged_at = acknowledged_at;
  write.had_at = std::move(had_at);
  return write;
}

// Sent at 100 ms, confirmed at 110 ms, on the nodes at these milliseconds.
WriteRecord write_on(const std::vector<double>& had_at_ms) {
  WriteRecord write;
  write.sent_at = milliseconds(100);
  write.acknowledged_at = milliseconds(110);
  for (const double ms : had_at_ms) write.had_at.push_back(ms < 0 ? never : milliseconds(ms));
  return write;
}

const std::vector<bool> all_up(5, true);

}  // namespace

TEST_CASE("A write reports its latency and when it was everywhere", "[replication]") {
  const WriteRecord write = record({seconds(1), seconds(3), seconds(2)}, seconds(1.5));
  CHECK(write.latency() == seconds(0.5));
  CHECK(write.everywhere_at() == seconds(3));
  CHECK(write.copies(seconds(2)) == 2);
  CHECK(record({seconds(1), never}, never).latency() == never);
  CHECK(record({seconds(1), never}, never).everywhere_at() == never);
}

TEST_CASE("A read of r nodes misses a write by C(n-copies, r) / C(n, r)", "[replication]") {
  const WriteRecord write = record({0, never, never}, 0);
  // Bailis et al., PVLDB 5(8), 2012: N = 3, W = 1: R = 1 misses two of three, R = 2 one of three.
  CHECK_THAT(write.stale_probability(seconds(1), 1), WithinRel(2.0 / 3, 1e-12));
  CHECK_THAT(write.stale_probability(seconds(1), 2), WithinRel(1.0 / 3, 1e-12));
  CHECK(write.stale_probability(seconds(1), 3) == 0);
  CHECK_THROWS_AS(write.stale_probability(0, 0), std::invalid_argument);
  CHECK_THROWS_AS(write.stale_probability(0, 4), std::invalid_argument);
}

TEST_CASE("Stale reads add up the time that each node lags behind the acknowledgement",
          "[replication]") {
  const WriteRecord write = record({seconds(1), seconds(2), seconds(4), seconds(3)}, seconds(2));
  // Nodes lag 0, 0, 2 and 1 seconds: 3 of 4 node-seconds.
  CHECK_THAT(write.stale_reads(100, seconds(10)), WithinRel(100 * 3.0 / 4, 1e-12));
  // Until 3.5 s: 1.5 and 1 seconds.
  CHECK_THAT(write.stale_reads(100, seconds(3.5)), WithinRel(100 * 2.5 / 4, 1e-12));
  // Two nodes asked: both lag for one second (1 of 6 pairs), then nobody misses it.
  CHECK_THAT(write.stale_reads(100, seconds(10), 2), WithinRel(100.0 / 6, 1e-12));
  CHECK(write.stale_reads(100, seconds(2)) == 0);
  CHECK(record({0, never}, never).stale_reads(100, seconds(5)) == 0);
  CHECK_THAT(record({0, never}, 0).stale_reads(10, seconds(5)), WithinRel(25.0, 1e-12));
  CHECK_THROWS_AS(write.stale_reads(-1, seconds(1)), std::invalid_argument);
}

TEST_CASE("Stale reads are as many as simulated readers find", "[replication]") {
  const WriteRecord write =
      record({seconds(1), seconds(2), seconds(4), seconds(3), seconds(2.5)}, seconds(1));
  Generator chance{71};
  constexpr int reads = 200000;
  int missed = 0;
  for (int i = 0; i < reads; ++i) {
    const Time at = seconds(uniform_between(chance, 1, 5));
    bool found = false;
    for (const std::uint32_t node : sample(chance, 5, 2)) found |= write.had_at[node] <= at;
    missed += !found;
  }
  CHECK_THAT(missed / (reads / 4.0), WithinAbs(write.stale_reads(1, seconds(5), 2), 0.01));
}

TEST_CASE("The missed share is the mean over the staircase, whoever never gets the write",
          "[replication]") {
  // One of three from 1 s on, two from 3 s on; asked from 1 s to 5 s.
  CHECK_THAT(missed_share({seconds(3), never, seconds(1)}, seconds(1), seconds(5)),
             WithinRel((2.0 / 3 + 1.0 / 3) / 2, 1e-12));
  CHECK_THAT(missed_share({seconds(3), never, seconds(1)}, seconds(1), seconds(5), 2),
             WithinRel((1.0 / 3 + 0) / 2, 1e-12));
  CHECK_THAT(missed_share({seconds(3), never}, 0, seconds(4)), WithinRel((3 + 0.5) / 4, 1e-12));
  CHECK(missed_share({never, never}, 0, seconds(4), 2) == 1);
  CHECK(missed_share({seconds(1), seconds(2)}, seconds(2), seconds(9)) == 0);
  CHECK(missed_share({seconds(5)}, seconds(2), seconds(2)) == 0);
  CHECK(missed_share({seconds(5)}, seconds(3), seconds(2)) == 0);
  CHECK_THROWS_AS(missed_share({0, 0}, 0, 1, 3), std::invalid_argument);
  CHECK_THROWS_AS(missed_share({0, 0}, 0, 1, 0), std::invalid_argument);
}

TEST_CASE("A read of r nodes misses c copies as often as counting the sets says", "[replication]") {
  for (unsigned nodes = 1; nodes <= 7; ++nodes) {
    for (unsigned copies = 0; copies <= nodes; ++copies) {
      std::vector<double> sets(nodes + 1), missing(nodes + 1);
      for (unsigned set = 0; set < 1u << nodes; ++set) {
        const auto size = static_cast<std::size_t>(std::popcount(set));
        ++sets[size];
        missing[size] += (set & ((1u << copies) - 1)) == 0;
      }
      for (std::size_t r = 1; r <= nodes; ++r) {
        CHECK_THAT(missed_probability(nodes, copies, r), WithinAbs(missing[r] / sets[r], 1e-12));
      }
      CHECK_THROWS_AS(missed_probability(nodes, nodes + 1, 1), std::invalid_argument);
    }
  }
}

TEST_CASE("Before all nodes have a write, reads miss it by the nodes that lack it at present",
          "[replication]") {
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
          "[replication]") {
  // From 110 to 120 ms 4 of 5 lack it, then 3 for 10 ms, then 1 for 20 ms.
  const Figures figures =
      figures_of(write_on({105, 120, 130, 130, 150}), all_up, 1, milliseconds(200));
  CHECK(figures.everywhere_ms == 50);
  CHECK_THAT(*figures.stale_share, WithinAbs((10 * 0.8 + 10 * 0.6 + 20 * 0.2) / 40, 1e-12));
}

TEST_CASE("Nodes that are down count in nothing that is still to come", "[replication]") {
  std::vector<bool> up = all_up;
  up[4] = false;
  const WriteRecord write = write_on({105, 120, 130, 140, -1});
  const Figures figures = figures_of(write, up, 1, milliseconds(150));
  CHECK(figures.alive == 4);
  CHECK(figures.everywhere_ms == 40);
  CHECK_THAT(*figures.stale_share, WithinAbs((10 * .75 + 10 * .5 + 10 * .25) / 30, 1e-12));
}

TEST_CASE("A write that is lost is nowhere, one that nobody answered has no latency",
          "[replication]") {
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

TEST_CASE("By law all nodes have a write in the end", "[replication]") {
  const Figures law = figures_by_law(
      {milliseconds(5), milliseconds(20), milliseconds(30), milliseconds(30), milliseconds(50)},
      milliseconds(10));
  CHECK(law.latency_ms == 10);
  CHECK(law.everywhere_ms == 50);
  CHECK_THAT(*law.stale_share, WithinAbs((10 * 0.8 + 10 * 0.6 + 20 * 0.2) / 40, 1e-12));
  // Whoever waits for all leaves nothing stale.
  CHECK(figures_by_law({milliseconds(5), milliseconds(20)}, milliseconds(40)).stale_share == 0.);
}
