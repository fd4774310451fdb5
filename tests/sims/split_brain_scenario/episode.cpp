#include "split_brain_scenario/episode.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "random/distributions.hpp"

using namespace microsims;
using simulation::milliseconds;
using simulation::seconds;

namespace {

Episode begun(Promotion promotion, std::uint64_t seed = 5) {
  Setup setup;
  setup.promotion = promotion;
  Episode episode(setup, distributed::Generator{seed});
  episode.cut();
  return episode;
}

// Everything that can be asked of it.
std::vector<double> all_of(const Episode& episode) {
  const Outcome outcome = episode.outcome();
  std::vector<double> all{episode.now(),
                          episode.cut_at(),
                          episode.elected_at(),
                          episode.writes_at(),
                          episode.healed_at(),
                          episode.conflict_at(),
                          episode.timer(),
                          static_cast<double>(episode.moving()),
                          static_cast<double>(episode.can_heal()),
                          static_cast<double>(episode.phase()),
                          static_cast<double>(outcome.leaders),
                          static_cast<double>(outcome.a),
                          static_cast<double>(outcome.b),
                          static_cast<double>(outcome.lost)};
  for (NodeId node = 0; node < episode.setup().nodes; ++node) {
    all.push_back(static_cast<double>(episode.cluster().role(node)));
    all.push_back(static_cast<double>(episode.cluster().epoch(node)));
    for (const LogClusterEntry& entry : episode.cluster().log(node)) {
      all.push_back(static_cast<double>(entry.value));
      all.push_back(static_cast<double>(entry.written_at));
    }
  }
  for (const auto& pulse : episode.cluster().in_flight()) {
    all.push_back(static_cast<double>(pulse.sent_at));
    all.push_back(static_cast<double>(pulse.arrives_at));
  }
  return all;
}

}  // namespace

TEST_CASE("However finely time passes, an episode is the very same at each instant",
          "[split-brain-scenario]") {
  distributed::Generator chance{11};
  int healed = 0, resolved = 0;
  for (const Promotion promotion :
       {Promotion::timeout_only, Promotion::majority, Promotion::bully, Promotion::fencing}) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      Episode coarse = begun(promotion, seed), fine = coarse;
      for (int leg = 0; leg < 16; ++leg) {
        const std::uint32_t span = distributed::uniform_below(chance, 5000);
        coarse.advance(milliseconds(span));
        for (std::uint32_t left = span; left > 0;) {
          const std::uint32_t step = std::min(left, 1 + distributed::uniform_below(chance, 40));
          fine.advance(milliseconds(step));
          left -= step;
        }
        REQUIRE(all_of(coarse) == all_of(fine));
        for (Episode* episode : {&coarse, &fine}) {
          if (leg > 8) episode->heal();
          if (leg > 11) episode->resolve();
        }
      }
      healed += coarse.healed_at() != not_yet;
      resolved += coarse.resolution() != Resolution::none;
    }
  }
  CHECK(healed > 30);
  CHECK(resolved > 5);
}

TEST_CASE("A copy of an episode goes on alike, and apart", "[split-brain-scenario]") {
  Episode episode = begun(Promotion::timeout_only);
  episode.advance(seconds(12));
  Episode copy = episode;
  const std::vector<double> before = all_of(episode);
  copy.advance(seconds(20));
  CHECK(all_of(episode) == before);
  episode.advance(seconds(20));
  CHECK(all_of(episode) == all_of(copy));
}

TEST_CASE("An episode tells when each thing happened, and not before", "[split-brain-scenario]") {
  Episode episode(Setup{}, distributed::Generator{1});
  for (const double at : {episode.cut_at(), episode.elected_at(), episode.writes_at(),
                          episode.healed_at(), episode.conflict_at()}) {
    CHECK(at == not_yet);
  }
  episode.cut();
  CHECK(episode.cut_at() == 0);
  episode.advance(seconds(10));
  CHECK(episode.elected_at() == 10);
  CHECK(episode.writes_at() == 11.5);
  episode.advance(seconds(1.5));
  CHECK(episode.cluster().writes().size() == 1);
  episode.advance(seconds(0.6));
  CHECK(episode.cluster().writes().size() == 2);
  episode.advance(seconds(20));
  CHECK_FALSE(episode.moving());
  episode.heal();
  const double expected = episode.conflict_at();
  CHECK(expected < episode.healed_at() + 1);
  episode.advance(seconds(20));
  REQUIRE(episode.in_conflict());
  CHECK(episode.conflict_at() == expected);
  episode.resolve(600);
  CHECK(episode.resolution() == Resolution::manual);
  CHECK(episode.conflict_at() == expected);
}

TEST_CASE("What cannot be done now has no effect", "[split-brain-scenario]") {
  Episode episode(Setup{}, distributed::Generator{1});
  const std::vector<double> before = all_of(episode);
  episode.heal();
  episode.resolve();
  episode.resolve(600);
  episode.advance(seconds(5));
  CHECK(all_of(episode) == before);
  Setup together;
  together.beside.fill(true);
  Episode whole(together, distributed::Generator{1});
  CHECK_FALSE(whole.can_cut());
  whole.cut();
  CHECK_FALSE(whole.cluster().split());
}

TEST_CASE("A line of a log is told in as many words as there is room for",
          "[split-brain-scenario]") {
  Episode episode = begun(Promotion::timeout_only);
  const LogClusterEntry a{1, 500, 0, 0, 1}, b{2, 750, 1, 0, 2}, decided{0, 640, 1, 0, 3};
  CHECK(episode.words_of(a) == "Write A: user balance = $500");
  CHECK(episode.words_of(b, Length::brief) == "Write B: $750");
  CHECK(episode.words_of(b, Length::least) == "B: $750");
  CHECK(episode.words_of(decided) == "Last-Write-Wins: user balance = $640");
  CHECK(episode.words_of(decided, Length::brief) == "LWW: $640");
  CHECK(episode.words_of(decided, Length::least) == "$640");
  episode.advance(seconds(20));
  episode.heal();
  episode.advance(seconds(5));
  episode.resolve(640);
  CHECK(episode.words_of(decided) == "Manual Resolution: user balance = $640");
  CHECK(episode.words_of(decided, Length::brief) == "Manual: $640");
}

TEST_CASE("Those that lost their leader stand one after the other, the first after ten seconds",
          "[split-brain-scenario]") {
  Setup setup;
  setup.nodes = 5;
  setup.promotion = Promotion::majority;
  setup.beside = {true, true, false, true, false};
  Episode episode(setup, distributed::Generator{1});
  CHECK(episode.timeout_of(2) == 10);
  CHECK(episode.timeout_of(4) == 13);
  episode.cut();
  const auto asked_by = [&](NodeId node) {
    const auto flying = episode.cluster().in_flight();
    return std::any_of(flying.begin(), flying.end(), [&](const auto& pulse) {
      return pulse.kind == LogClusterMessage::Kind::request_vote && pulse.from == node;
    });
  };
  episode.advance(milliseconds(9999));
  CHECK_FALSE(asked_by(2));
  episode.advance(milliseconds(1));
  CHECK(asked_by(2));
  // Nobody was elected: four seconds later that is clear.
  episode.advance(milliseconds(3999));
  CHECK_FALSE(episode.decided());
  episode.advance(milliseconds(1));
  CHECK(episode.decided());
}

TEST_CASE("An episode comes to rest at a whole millisecond, and says until when it moves",
          "[split-brain-scenario]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Episode episode = begun(Promotion::bully, seed);
    while (const Milliseconds busy = episode.busy()) {
      const Time before = episode.cluster().now();
      episode.advance(1000 * busy);
      REQUIRE(episode.cluster().now() == before + 1000 * busy);
    }
    CHECK_FALSE(episode.moving());
    CHECK(episode.cluster().now() % 1000 == 0);
  }
}

TEST_CASE("An episode goes through its phases, whose names follow from its cluster",
          "[split-brain-scenario]") {
  Episode episode(Setup{}, distributed::Generator{1});
  CHECK(episode.phase() == Phase::healthy);
  episode.cut();
  CHECK(episode.phase() == Phase::partitioned);
  Episode healed = episode;
  healed.heal();
  CHECK(healed.phase() == Phase::healthy);
  episode.advance(seconds(20));
  CHECK(episode.phase() == Phase::elected);
  REQUIRE(episode.writes().size() == 2);
  CHECK(episode.writes()[0].letter() == std::string{"A"});
  CHECK(episode.writes()[1].at == 1);
  CHECK_FALSE(episode.writes()[1].lost);
  episode.heal();
  CHECK(episode.phase() == Phase::elected);
  episode.advance(seconds(5));
  CHECK(episode.phase() == Phase::conflict);
  episode.resolve();
  CHECK(episode.phase() == Phase::resolved);
  CHECK(episode.resolution() == Resolution::last_write_wins);
  CHECK(episode.writes()[0].lost);
  // One leader, nothing to decide: resolved once all have learned of it.
  Episode voted = begun(Promotion::majority);
  voted.advance(seconds(20));
  voted.heal();
  CHECK(voted.phase() == Phase::elected);
  voted.advance(seconds(5));
  CHECK(voted.phase() == Phase::resolved);
  CHECK(voted.resolution() == Resolution::none);
}
