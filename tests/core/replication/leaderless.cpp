#include "replication/leaderless.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "../simulation/disturbed.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinAbs;
using simulation::Latency;
using simulation::MessageId;
using simulation::milliseconds;
using simulation::never;
using simulation::seconds;

TEST_CASE("A write is done when W replicas have acknowledged it", "[replication]") {
  for (std::size_t w = 1; w <= 5; ++w) {
    LeaderlessOptions options;
    options.write_quorum = w;
    Leaderless cluster(options, Generator{1});
    for (NodeId node = 0; node < 5; ++node) {
      cluster.network().set_latency(5, node, Latency::constant(milliseconds(10 * (node + 1))));
    }
    cluster.write(500);
    cluster.advance_to(seconds(1));
    // The W-th fastest there, 20 ms back.
    CHECK(cluster.writes()[0].latency() == milliseconds(10 * static_cast<double>(w) + 20));
    CHECK(cluster.writes()[0].everywhere_at() == milliseconds(50));
  }
}

TEST_CASE("Without a leader a write costs what the law says, if it goes to all", "[replication]") {
  for (const std::size_t targets : {3, 5}) {
    LeaderlessOptions options;
    options.write_quorum = 2;
    options.read_quorum = 2;
    options.write_targets = targets;
    Leaderless cluster(options, Generator{1});
    for (NodeId node = 0; node < 5; ++node) {
      cluster.network().set_latency(5, node, Latency::constant(milliseconds(10 * (node + 1))));
    }
    CHECK(cluster.targets().empty());
    CHECK_FALSE(cluster.law().latency_ms);
    cluster.write(500);
    for (NodeId node = 0; node < 5; ++node) CHECK_FALSE(cluster.acked(node));
    cluster.advance_to(seconds(60));
    CHECK(cluster.law().latency_ms == cluster.figures()->latency_ms);
    CHECK_THAT(*cluster.law().stale_share, WithinAbs(0.3, 1e-12));  // C(3, 2) / C(5, 2)
    CHECK(*cluster.figures()->stale_share <= 0.3);
    CHECK(cluster.law().everywhere_ms.has_value() == (targets == 5));
    if (targets == 5) CHECK(cluster.law().everywhere_ms == cluster.figures()->everywhere_ms);
    // All have it, but only whom the client asked says so.
    std::size_t acked = 0;
    for (NodeId node = 0; node < 5; ++node) acked += cluster.acked(node);
    CHECK(acked == targets);
    CHECK(cluster.live() == 5);
  }
}

TEST_CASE("With three targets three pulses leave the client; anti-entropy brings the rest",
          "[replication]") {
  LeaderlessOptions options;
  options.write_targets = 3;
  Leaderless cluster(options, Generator{2});
  cluster.write(500);
  REQUIRE(cluster.in_flight().size() == 3);
  for (const auto& pulse : cluster.in_flight()) {
    CHECK(pulse.from == cluster.client());
    CHECK(pulse.kind == LeaderlessMessage::Kind::write);
  }
  CHECK(cluster.targets(1).size() == 3);
  cluster.advance_to(milliseconds(100));
  CHECK(cluster.writes()[0].copies(cluster.now()) == 3);
  CHECK(cluster.writes()[0].latency() == milliseconds(40));
  cluster.advance_to(seconds(60));
  CHECK(cluster.writes()[0].copies(cluster.now()) == 5);
  CHECK(cluster.writes()[0].everywhere_at() > seconds(1));
  for (NodeId node = 0; node < 5; ++node) CHECK(cluster.value(node) == 500);
  // Once all agree nothing moves any more.
  CHECK(cluster.in_flight().empty());
  const std::uint64_t sent = cluster.messages_sent();
  cluster.advance_to(seconds(1e6));
  CHECK(cluster.messages_sent() == sent);
}

TEST_CASE("W + R > N is never stale, whatever is lost, late or down", "[replication]") {
  Generator chance{73};
  int done = 0;
  for (int trial = 0; trial < 1500; ++trial) {
    LeaderlessOptions options;
    options.nodes = 3 + uniform_below(chance, 5);
    const auto n = static_cast<std::uint32_t>(options.nodes);
    options.write_quorum = 1 + uniform_below(chance, n);
    const auto w = static_cast<std::uint32_t>(options.write_quorum);
    options.read_quorum = n - w + 1 + uniform_below(chance, w);
    options.client_link = Latency::exponential(milliseconds(1), milliseconds(30));
    options.loss = 0.1;
    options.read_repair = uniform_below(chance, 2) == 0;
    options.anti_entropy_interval = uniform_below(chance, 2) == 0 ? seconds(1) : never;
    Leaderless cluster(options, chance.split());
    for (int step = 0; step < 30; ++step) {
      const NodeId node = uniform_below(chance, n);
      switch (uniform_below(chance, 6)) {
        case 0:
          cluster.crash(node);
          break;
        case 1:
          cluster.restart(node);
          break;
        case 2:
        case 3:
          cluster.write(step);
          break;
        default:
          cluster.read();
          break;
      }
      cluster.advance_to(cluster.now() + milliseconds(uniform_below(chance, 80)));
    }
    cluster.advance_to(cluster.now() + seconds(1));
    for (const ReadRecord& read : cluster.reads()) {
      REQUIRE_FALSE(read.stale());
      done += read.done() && read.expected > 0;
    }
  }
  CHECK(done > 3000);
}

TEST_CASE("Partial quorums are stale as often as C(N-W, R) / C(N, R)", "[replication]") {
  // Bailis et al., "Probabilistically Bounded Staleness", PVLDB 5(8), 2012, eq. 1.
  struct Case {
    std::size_t n, w, r;
    double stale;
  };
  for (const Case& quorum : {Case{3, 1, 1, 2.0 / 3}, Case{3, 2, 1, 1.0 / 3}, Case{5, 2, 2, 0.3},
                             Case{5, 3, 2, 0.1}, Case{5, 3, 3, 0}}) {
    LeaderlessOptions options;
    options.nodes = quorum.n;
    options.write_quorum = options.write_targets = quorum.w;
    options.read_quorum = options.read_targets = quorum.r;
    options.read_repair = false;
    options.anti_entropy_interval = never;
    Leaderless cluster(options, Generator{74});
    constexpr int trials = 4000;
    int stale = 0;
    for (int i = 0; i < trials; ++i) {
      cluster.write(i);
      cluster.advance_to(cluster.now() + seconds(1));
      CHECK_THAT(cluster.writes().back().stale_probability(cluster.now(), quorum.r),
                 WithinAbs(quorum.stale, 1e-12));
      cluster.read();
      cluster.advance_to(cluster.now() + seconds(1));
      stale += cluster.reads().back().stale();
    }
    const double slack = 4 * std::sqrt(quorum.stale * (1 - quorum.stale) / trials);
    CHECK_THAT(stale / double{trials}, WithinAbs(quorum.stale, slack));
  }
}

TEST_CASE("A read repairs the replicas that answered with an older version", "[replication]") {
  LeaderlessOptions options;
  options.anti_entropy_interval = never;
  for (const bool repairs : {true, false}) {
    options.read_repair = repairs;
    Leaderless cluster(options, Generator{3});
    cluster.crash(4);
    cluster.write(500);
    cluster.advance_to(seconds(1));
    cluster.restart(4);
    cluster.advance_to(seconds(2));
    CHECK(cluster.version(4) == 0);
    cluster.read();
    cluster.advance_to(seconds(3));
    CHECK(cluster.reads()[0].value == 500);
    CHECK(cluster.reads()[0].consulted.size() == 3);
    CHECK(cluster.reads()[0].answered_at == seconds(2) + milliseconds(40));
    CHECK(cluster.version(4) == (repairs ? 1 : 0));
  }
}

TEST_CASE("Without W replicas a write is never acknowledged, without R a read never done",
          "[replication]") {
  Leaderless cluster(LeaderlessOptions{}, Generator{4});
  for (NodeId node = 0; node < 3; ++node) cluster.crash(node);
  cluster.write(500);
  cluster.read();
  cluster.advance_to(seconds(60));
  CHECK(cluster.writes()[0].latency() == never);
  CHECK_FALSE(cluster.reads()[0].done());
  // It is on the two that live all the same, and spreads when the others come back.
  CHECK(cluster.value(4) == 500);
  for (NodeId node = 0; node < 3; ++node) cluster.restart(node);
  cluster.advance_to(seconds(120));
  CHECK(cluster.value(0) == 500);
}

TEST_CASE("The latest version wins, in whatever order writes arrive", "[replication]") {
  LeaderlessOptions options;
  options.client_link = Latency::exponential(0, milliseconds(50));
  Leaderless cluster(options, Generator{5});
  for (int i = 1; i <= 200; ++i) {
    cluster.write(i);
    cluster.advance_to(cluster.now() + milliseconds(5));
  }
  cluster.advance_to(seconds(60));
  bool overtaken = false;
  for (NodeId node = 0; node < 5; ++node) {
    CHECK(cluster.value(node) == 200);
    CHECK(cluster.role(node) == Role::peer);
    const std::vector<Version>& log = cluster.log(node);
    for (std::size_t i = 1; i < log.size(); ++i) REQUIRE(log[i].number > log[i - 1].number);
    overtaken |= log.size() < 200;
  }
  CHECK(overtaken);
  for (const WriteRecord& write : cluster.writes()) CHECK(write.everywhere_at() != never);
}

TEST_CASE("A partitioned replica catches up when the network heals", "[replication]") {
  LeaderlessOptions options;
  options.write_targets = 3;
  Leaderless cluster(options, Generator{6});
  cluster.write(1);
  cluster.advance_to(milliseconds(100));
  NodeId without = 0;
  while (cluster.version(without) == 1) ++without;
  cluster.partition({{without}});
  cluster.advance_to(seconds(1000));
  CHECK(cluster.version(without) == 0);
  CHECK(cluster.writes()[0].copies(cluster.now()) == 4);
  cluster.heal();
  cluster.advance_to(seconds(1060));
  CHECK(cluster.version(without) == 1);
}

TEST_CASE("Leaderless replication refuses what is no quorum", "[replication]") {
  const auto make = [](auto change) {
    LeaderlessOptions options;
    change(options);
    return Leaderless(options, Generator{1});
  };
  using O = LeaderlessOptions;
  CHECK_THROWS_AS(make([](O& o) { o.nodes = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.write_quorum = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.write_quorum = 6; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.read_quorum = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.read_quorum = 6; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.write_targets = 2; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.read_targets = 6; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.anti_entropy_interval = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.loss = -1; }), std::invalid_argument);
  Leaderless cluster(LeaderlessOptions{}, Generator{1});
  CHECK_THROWS_AS(cluster.crash(5), std::out_of_range);
  CHECK_THROWS_AS(cluster.restart(5), std::out_of_range);
  CHECK_THROWS_AS(cluster.targets(1), std::out_of_range);
  CHECK_THROWS_AS(cluster.targets(0), std::out_of_range);
}

namespace {

Leaderless quorums(std::size_t w, std::size_t r) {
  LeaderlessOptions options;
  options.write_quorum = w;
  options.read_quorum = r;
  return {options, Generator{4}};
}

// Writes and reads while two replicas are cut off and one is down.
void rough_day(Leaderless& run, int t) {
  if (t == 0 || t == 65 || t == 300 || t == 820) run.write(100 + t);
  if (t == 20 || t == 70 || t == 310 || t == 500 || t == 830) run.read();
  if (t == 60) run.partition({{0, 1, 2}, {3, 4}});
  if (t == 290) run.crash(3);
  if (t == 700) run.heal();
  if (t == 900) run.restart(3);
}

using Outcome = std::tuple<std::vector<std::tuple<std::uint32_t, std::int64_t, Time>>,
                           std::vector<std::tuple<Time, bool, bool, std::vector<Time>>>,
                           std::vector<std::tuple<Time, std::uint32_t, std::vector<NodeId>>>>;

Outcome outcome(const Leaderless& run) {
  Outcome seen;
  for (NodeId node = 0; node < run.size(); ++node) {
    for (const Version& version : run.log(node)) {
      std::get<0>(seen).emplace_back(version.number, version.value, version.had_at);
    }
  }
  for (const WriteRecord& write : run.writes()) {
    std::get<1>(seen).emplace_back(write.acknowledged_at, write.confirmed, write.lost,
                                   write.had_at);
  }
  for (const ReadRecord& read : run.reads()) {
    std::get<2>(seen).emplace_back(read.answered_at, read.version, read.consulted);
  }
  return seen;
}

}  // namespace

TEST_CASE("Whichever message reaches replica or client twice, all goes as if it had come once",
          "[replication]") {
  for (const auto& [w, r] : {std::pair{3u, 3u}, std::pair{5u, 1u}, std::pair{2u, 4u}}) {
    const auto start = [write = w, read = r] { return quorums(write, read); };
    for (const Time behind : {Time{0}, milliseconds(7)}) {
      testing::for_each_message(
          start, 6000, rough_day,
          [&](Leaderless& run, auto message) { return run.duplicate(message, behind); },
          [](const Leaderless& plain, const Leaderless& disturbed) {
            CHECK(outcome(plain) == outcome(disturbed));
          });
    }
    // A copy that comes so late finds a replica up again that missed the original: it may make up
    // for it, and no more.
    testing::for_each_message(
        start, 6000, rough_day,
        [&](Leaderless& run, auto message) { return run.duplicate(message, milliseconds(900)); },
        [](const Leaderless& plain, const Leaderless& disturbed) {
          CHECK(std::get<2>(outcome(plain)) == std::get<2>(outcome(disturbed)));
          for (std::size_t i = 0; i < plain.writes().size(); ++i) {
            CHECK(disturbed.writes()[i].acknowledged_at <= plain.writes()[i].acknowledged_at);
          }
          for (NodeId node = 0; node < plain.size(); ++node) {
            CHECK(plain.version(node) == disturbed.version(node));
          }
        });
  }
}

TEST_CASE("Whichever message is late or lost, the replicas agree in the end", "[replication]") {
  const auto agree = [](const Leaderless&, const Leaderless& run) {
    for (NodeId node = 0; node < run.size(); ++node) {
      CHECK(run.version(node) == run.version(0));
      CHECK(run.value(node) == run.value(0));
    }
    // 3 + 3 > 5.
    for (const ReadRecord& read : run.reads()) CHECK_FALSE(read.stale());
  };
  for (const Time by : {milliseconds(60), milliseconds(1100)}) {
    testing::for_each_message([] { return quorums(3, 3); }, 20000, rough_day,
                              [&](Leaderless& run, auto message) { return run.delay(message, by); },
                              agree);
  }
  testing::for_each_message([] { return quorums(3, 3); }, 20000, rough_day,
                            [&](Leaderless& run, auto message) { return run.drop(message); },
                            agree);
}

TEST_CASE("Two replicas make no quorum of three, however often their answers arrive",
          "[replication]") {
  Leaderless run = quorums(3, 3);
  for (const NodeId node : {2u, 3u, 4u}) run.crash(node);
  run.write(500);
  run.read();
  MessageId seen = 0;
  for (int t = 0; t < 1000; ++t) {
    run.advance_to(milliseconds(t));
    if (seen < run.messages_sent() && seen < 500) run.duplicate(++seen, milliseconds(1));
  }
  REQUIRE(seen > 20);
  CHECK_FALSE(run.writes()[0].confirmed);
  CHECK_FALSE(run.reads()[0].done());
}

TEST_CASE("Without a leader all has settled when anti-entropy finds no two that differ",
          "[replication]") {
  LeaderlessOptions options;
  options.write_targets = 3;
  for (const Time interval : {milliseconds(500), simulation::never}) {
    options.anti_entropy_interval = interval;
    Leaderless cluster(options, Generator{1});
    CHECK(cluster.settled());
    cluster.write(1);
    CHECK_FALSE(cluster.settled());
    cluster.advance_to(milliseconds(200));
    CHECK(cluster.in_flight().empty());
    CHECK(cluster.settled() == (interval == simulation::never));
    cluster.advance_to(milliseconds(60000));
    CHECK(cluster.settled());
  }
}
