#include "failure/swim.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>
#include <string>

#include "failure/swim_detection.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::failure;
using Catch::Matchers::WithinRel;

namespace {

constexpr MemberState alive = MemberState::alive, suspect = MemberState::suspect,
                      dead = MemberState::dead;

// All that is observable, as text.
std::string picture(const Swim& group) {
  std::string text;
  for (std::uint32_t a = 0; a < group.members(); ++a) {
    for (std::uint32_t b = 0; b < group.members(); ++b) {
      text += "ASD"[static_cast<int>(group.opinion(a, b).state)];
      text += std::to_string(group.opinion(a, b).incarnation);
    }
  }
  for (const SwimMessage& message : group.messages()) {
    text += ' ' + std::to_string(message.from) + '>' + std::to_string(message.to);
  }
  return text;
}

}  // namespace

TEST_CASE("An update changes a mind exactly as SWIM's table says", "[failure]") {
  // Das, Gupta, Motivala, DSN 2002, section 4.2.
  const auto wins = [](MemberState state, std::uint32_t i, MemberState over, std::uint32_t j) {
    return overrides({0, state, i}, {0, over, j});
  };
  for (std::uint32_t i = 0; i < 4; ++i) {
    for (std::uint32_t j = 0; j < 4; ++j) {
      CHECK(wins(alive, i, suspect, j) == (i > j));
      CHECK(wins(alive, i, alive, j) == (i > j));
      CHECK(wins(suspect, i, suspect, j) == (i > j));
      CHECK(wins(suspect, i, alive, j) == (i >= j));
      CHECK(wins(dead, i, alive, j));
      CHECK(wins(dead, i, suspect, j));
      CHECK_FALSE(wins(alive, i, dead, j));
      CHECK_FALSE(wins(suspect, i, dead, j));
      CHECK_FALSE(wins(dead, i, dead, j));
    }
  }
}

TEST_CASE("An update that arrives twice, or after a later one, changes nothing", "[failure]") {
  const MemberState states[] = {alive, suspect, dead};
  std::vector<MemberUpdate> updates;
  for (std::uint32_t incarnation = 0; incarnation < 3; ++incarnation) {
    for (const MemberState state : states) updates.push_back({0, state, incarnation});
  }
  for (const MemberUpdate& first : updates) {
    CHECK_FALSE(overrides(first, first));
    for (const MemberUpdate& second : updates) {
      // Whoever won, neither changes the mind again.
      const MemberUpdate& kept = overrides(second, first) ? second : first;
      if (overrides(second, first)) CHECK_FALSE(overrides(first, kept));
      CHECK_FALSE(overrides(kept, kept));
    }
  }
}

TEST_CASE("A failure is first noticed after as many periods as SWIM's analysis says", "[failure]") {
  // DSN 2002, section 3.1; geometric, so 1500 runs have a deviation of 2.5 % at most.
  const std::uint32_t members = GENERATE(3u, 8u, 25u);
  Generator chance{members};
  double periods = 0;
  constexpr int runs = 1500;
  for (int run = 0; run < runs; ++run) {
    Swim group{{.members = members, .probing = Probing::random}, chance};
    group.stop(members / 2);
    while (group.observers(members / 2, suspect) == 0) group.run_period(chance);
    periods += group.period();
  }
  CHECK_THAT(periods / runs, WithinRel(1 / detection_probability(members), 0.08));
}

TEST_CASE("Every member finds out about a dead one, and about nobody else", "[failure]") {
  const Probing probing = GENERATE(Probing::random, Probing::round_robin);
  const std::uint32_t members = GENERATE(2u, 5u, 40u);
  Generator chance{members};
  Swim group{{.members = members, .suspicion_periods = 4, .probing = probing}, chance};
  for (int period = 0; period < 10; ++period) group.run_period(chance);
  CHECK(group.changes().empty());
  group.stop(1);
  while (group.observers(1, dead) < members - 1) {
    group.run_period(chance);
    REQUIRE(group.period() < 200);
  }
  for (std::uint32_t other = 0; other < members; ++other) {
    if (other != 1) CHECK(group.observers(other, alive) == members - 1 - (other != 1 ? 1 : 0));
    CHECK(group.incarnation(other) == 0);
  }
  // A dead member is not probed any more.
  for (int period = 0; period < 20; ++period) {
    group.run_period(chance);
    for (const SwimMessage& message : group.messages()) CHECK(message.to != 1);
  }
}

TEST_CASE("Round-robin probing notices within two passes", "[failure]") {
  // DSN 2002, section 4.3: 2n - 1 periods at worst for any one member.
  Generator chance{5};
  for (int run = 0; run < 200; ++run) {
    Swim group{{.members = 6, .suspicion_periods = 1000}, chance};
    for (std::uint32_t period = uniform_below(chance, 10); period > 0; --period) {
      group.run_period(chance);
    }
    const std::uint32_t start = group.period();
    // Nobody but member 0 can hear of it, so it has to find out by itself.
    for (std::uint32_t from = 0; from < 6; ++from) {
      for (std::uint32_t to = 0; to < 6; ++to) {
        if (from != to && from != 0 && to != 0) group.set_link(from, to, false);
      }
    }
    group.stop(3);
    while (group.opinion(0, 3).state == alive) group.run_period(chance);
    CHECK(group.period() - start <= 2 * 6 - 1);
  }
}

TEST_CASE("A dead member is declared dead when its suspicion times out, not before", "[failure]") {
  const std::uint32_t patience = GENERATE(1u, 3u, 8u);
  Generator chance{patience};
  Swim group{{.members = 12, .suspicion_periods = patience}, chance};
  group.stop(4);
  std::uint32_t suspected = 0;
  while (group.observers(4, dead) == 0) {
    group.run_period(chance);
    if (suspected == 0 && group.observers(4, suspect) > 0) suspected = group.period();
    REQUIRE(group.period() < 100);
  }
  CHECK(group.period() - suspected == patience);
}

TEST_CASE("A member that was only slow refutes with a higher incarnation", "[failure]") {
  Generator chance{3};
  Swim group{{.members = 10, .suspicion_periods = 8}, chance};
  group.stop(6);
  while (group.observers(6, suspect) < 9) {
    group.run_period(chance);
    REQUIRE(group.observers(6, dead) == 0);
  }
  CHECK(group.incarnation(6) == 0);
  group.resume(6);
  for (int period = 0; period < 8; ++period) group.run_period(chance);
  CHECK(group.incarnation(6) == 1);
  CHECK(group.observers(6, alive) == 9);
  for (std::uint32_t other = 0; other < 10; ++other) {
    CHECK(group.opinion(other, 6).incarnation == 1);
  }
}

TEST_CASE("Without suspicion loss kills members that are well; with it far fewer", "[failure]") {
  // DSN 2002, section 4.2: suspicion is there to lower the rate of false positives.
  const auto killed = [](std::uint32_t patience) {
    Generator chance{12};
    std::uint32_t count = 0;
    for (int run = 0; run < 20; ++run) {
      Swim group{{.members = 15, .indirect = 2, .suspicion_periods = patience, .loss = 0.1},
                 chance};
      for (int period = 0; period < 30; ++period) group.run_period(chance);
      for (std::uint32_t member = 0; member < 15; ++member) {
        count += group.observers(member, dead) > 0;
      }
    }
    return count;
  };
  const std::uint32_t hasty = killed(0), patient = killed(8);
  CAPTURE(hasty, patient);
  CHECK(hasty > 100);
  CHECK(patient * 10 < hasty);
}

TEST_CASE("A cut link between two members is bridged by the others", "[failure]") {
  Generator chance{7};
  Swim group{{.members = 8, .indirect = 2}, chance};
  group.set_link(0, 1, false);
  group.set_link(1, 0, false);
  bool asked = false;
  for (int period = 0; period < 100; ++period) {
    group.run_period(chance);
    CHECK(group.changes().empty());
    for (const SwimMessage& message : group.messages()) {
      asked |= message.kind == SwimMessage::Kind::ping_request;
      if (message.from + message.to == 1) CHECK(message.lost);
    }
  }
  CHECK(asked);
  Swim direct{{.members = 8, .indirect = 0}, chance};
  direct.set_link(0, 1, false);
  direct.set_link(1, 0, false);
  for (int period = 0; period < 20; ++period) direct.run_period(chance);
  CHECK(direct.incarnation(0) + direct.incarnation(1) > 0);
}

TEST_CASE("Whoever hears of its own death leaves", "[failure]") {
  Generator chance{8};
  Swim group{{.members = 6, .suspicion_periods = 1}, chance};
  group.stop(2);
  while (group.observers(2, dead) < 5) group.run_period(chance);
  CHECK_FALSE(group.running(2));
  group.resume(2);
  CHECK(group.running(2));
  // The others no longer call it; it hears of its death in an ack.
  for (int period = 0; period < 3; ++period) group.run_period(chance);
  CHECK(group.observers(2, dead) == 5);
}

TEST_CASE("Opinions obey SWIM in every run: no incarnation falls, nobody rises from the dead",
          "[failure]") {
  Generator seeds{10};
  for (int run = 0; run < 40; ++run) {
    Generator chance = seeds.split();
    const std::uint32_t members = 2 + uniform_below(seeds, 12);
    Swim group{{.members = members,
                .indirect = uniform_below(seeds, 4),
                .suspicion_periods = uniform_below(seeds, 6),
                .piggyback = 1 + uniform_below(seeds, 4),
                .loss = uniform_unit(seeds) * 0.6,
                .probing = bernoulli(seeds, 0.5) ? Probing::random : Probing::round_robin},
               chance};
    std::vector<Opinion> before(members * members);
    for (int period = 0; period < 60; ++period) {
      if (bernoulli(chance, 0.1)) group.stop(uniform_below(chance, members));
      if (bernoulli(chance, 0.1)) group.resume(uniform_below(chance, members));
      group.run_period(chance);
      for (std::uint32_t a = 0; a < members; ++a) {
        for (std::uint32_t b = 0; b < members; ++b) {
          const Opinion& now = group.opinion(a, b);
          Opinion& then = before[a * members + b];
          if (now.state != dead) REQUIRE(now.incarnation >= then.incarnation);
          REQUIRE(now.incarnation <= group.incarnation(b));
          if (then.state == dead) REQUIRE(now.state == dead);
          if (a == b) REQUIRE(now.state == alive);
          then = now;
        }
      }
    }
  }
}

TEST_CASE("The same seed gives the same group, another seed another", "[failure]") {
  std::vector<std::string> pictures;
  for (const std::uint64_t seed : {1u, 1u, 2u}) {
    Generator chance{seed};
    Swim group{{.members = 9, .loss = 0.2}, chance};
    group.stop(3);
    for (int period = 0; period < 7; ++period) group.run_period(chance);
    pictures.push_back(picture(group));
  }
  CHECK(pictures[0] == pictures[1]);
  CHECK(pictures[0] != pictures[2]);
}

TEST_CASE("Swim refuses what makes no sense", "[failure]") {
  Generator chance{1};
  CHECK_THROWS_AS(Swim({.members = 1}, chance), std::invalid_argument);
  CHECK_THROWS_AS(Swim({.members = 5, .retransmit_multiplier = 0}, chance), std::invalid_argument);
  CHECK_THROWS_AS(Swim({.members = 5, .piggyback = 0}, chance), std::invalid_argument);
  CHECK_THROWS_AS(Swim({.members = 5, .loss = 1.5}, chance), std::invalid_argument);
  Swim group{{.members = 3}, chance};
  CHECK_THROWS_AS(group.stop(3), std::out_of_range);
  CHECK_THROWS_AS(group.resume(3), std::out_of_range);
  CHECK_THROWS_AS(group.running(3), std::out_of_range);
  CHECK_THROWS_AS(group.opinion(0, 3), std::out_of_range);
  CHECK_THROWS_AS(group.set_link(3, 0, true), std::out_of_range);
}
