#include "gossip/dissemination.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <map>
#include <stdexcept>

#include "gossip/convergence.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::gossip;
using Catch::Matchers::WithinAbs;

namespace {

double mean_rounds(Exchange exchange, std::uint32_t nodes, int runs, std::uint64_t seed) {
  Generator chance{seed};
  double sum = 0;
  for (int run = 0; run < runs; ++run) {
    Dissemination spread{{.nodes = nodes, .fanout = 1, .exchange = exchange}};
    spread.inform_random(chance);
    sum += spread.run_to_completion(chance);
  }
  return sum / runs;
}

// Everything that a page shows of a state.
std::vector<int> picture(const Dissemination& spread) {
  std::vector<int> seen;
  for (std::uint32_t node = 0; node < spread.nodes(); ++node) {
    seen.push_back(static_cast<int>(spread.status(node)));
  }
  for (const Contact& contact : spread.contacts()) {
    seen.push_back(static_cast<int>(contact.from));
    seen.push_back(static_cast<int>(contact.to));
    seen.push_back(contact.useful);
    seen.push_back(contact.lost);
  }
  return seen;
}

}  // namespace

TEST_CASE("The rounds until all know have the means of the random phone call model", "[gossip]") {
  // Means of 10^4 runs of our own, held by the exact law in convergence.cpp; the deviation of one
  // run is below 2.3, so of 2000 runs below 0.052.
  CHECK_THAT(mean_rounds(Exchange::push, 100, 2000, 1), WithinAbs(12.29, 0.2));
  CHECK_THAT(mean_rounds(Exchange::pull, 100, 2000, 2), WithinAbs(9.78, 0.2));
  CHECK_THAT(mean_rounds(Exchange::push_pull, 100, 2000, 3), WithinAbs(6.54, 0.1));
  CHECK_THAT(mean_rounds(Exchange::push, 1000, 1000, 4), WithinAbs(18.04, 0.25));
  CHECK_THAT(mean_rounds(Exchange::pull, 1000, 1000, 5), WithinAbs(13.76, 0.25));
  CHECK_THAT(mean_rounds(Exchange::push_pull, 1000, 1000, 6), WithinAbs(9.15, 0.1));
}

TEST_CASE("Push stays within the bounds of Doerr and Künnemann", "[gossip]") {
  // ANALCO 2014: floor(log2 n) + ln n - 1.116 <= E <= ceil(log2 n) + ln n + 2.765 + o(1).
  for (const std::uint32_t nodes : {64u, 1000u, 20000u}) {
    const double mean = mean_rounds(Exchange::push, nodes, 100, nodes);
    CHECK(mean > push_rounds_lower(nodes));
    CHECK(mean < push_rounds_upper(nodes));
  }
}

TEST_CASE("Each round informs as many as the exact law expects", "[gossip]") {
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  const std::uint32_t nodes = GENERATE(11u, 80u);
  const std::uint32_t fanout = GENERATE(1u, 2u, 3u, 4u, 5u);
  const double loss = GENERATE(0.0, 0.3);
  constexpr std::uint32_t rounds = 6;
  constexpr int runs = 1500;
  const SpreadLaw law = spread_law(exchange, nodes, fanout, loss, rounds);
  Generator chance{nodes + 10 * fanout};
  std::vector<double> sums(rounds + 1, 0.0), squares(rounds + 1, 0.0);
  for (int run = 0; run < runs; ++run) {
    Dissemination spread{{.nodes = nodes, .fanout = fanout, .exchange = exchange, .loss = loss}};
    spread.inform(0);
    for (std::uint32_t round = 0; round < rounds; ++round) spread.run_round(chance);
    for (std::uint32_t round = 0; round <= rounds; ++round) {
      sums[round] += spread.history()[round];
      squares[round] += std::pow(spread.history()[round], 2);
    }
  }
  for (std::uint32_t round = 0; round <= rounds; ++round) {
    CAPTURE(static_cast<int>(exchange), nodes, fanout, loss, round);
    const double mean = sums[round] / runs;
    const double deviation = std::sqrt(std::max(0.0, squares[round] / runs - mean * mean) / runs);
    // A start that gets stuck for some rounds is rarer than one run in 1500 and weighs up to 0.05.
    CHECK_THAT(mean, WithinAbs(law.expected[round], 5 * deviation + 0.05));
  }
}

TEST_CASE("Callers choose each other node equally often and none twice in a round", "[gossip]") {
  // 63 and 64 nodes take different ways inside; so do fanouts up to and above 4.
  const std::uint32_t nodes = GENERATE(12u, 63u, 64u, 100u);
  const std::uint32_t fanout = GENERATE(1u, 3u, 4u, 5u, 11u);
  const bool with_down = GENERATE(false, true);
  DisseminationOptions options{.nodes = nodes, .fanout = fanout, .record_contacts = true};
  if (with_down) options.down = {3, 7};
  Dissemination spread{options};
  spread.inform(0);
  Generator chance{nodes * 100 + fanout};
  spread.run_to_completion(chance);
  std::map<std::uint32_t, int> chosen;
  constexpr int rounds = 400;
  for (int round = 0; round < rounds; ++round) {
    spread.run_round(chance);
    std::map<std::uint32_t, std::vector<std::uint32_t>> peers;
    for (const Contact& contact : spread.contacts()) {
      peers[contact.from].push_back(contact.to);
      ++chosen[contact.to];
    }
    for (auto& [caller, called] : peers) {
      REQUIRE(called.size() == std::min(fanout, spread.live() - 1));
      REQUIRE(std::count(called.begin(), called.end(), caller) == 0);
      std::sort(called.begin(), called.end());
      REQUIRE(std::adjacent_find(called.begin(), called.end()) == called.end());
    }
  }
  const double expected = rounds * std::min<double>(fanout, spread.live() - 1);
  CHECK(chosen.size() == spread.live());
  for (const auto& [node, times] : chosen) {
    CHECK(spread.status(node) != Status::down);
    CHECK(std::abs(times - expected) <= 5 * std::sqrt(expected));
  }
}

TEST_CASE("A node is new in the round after it learned and has spread the news from then on",
          "[gossip]") {
  Dissemination spread{{.nodes = 12, .fanout = 2, .down = {3}, .record_contacts = true}};
  Generator chance{42};
  CHECK(spread.status(3) == Status::down);
  CHECK(spread.status(0) == Status::unknown);
  CHECK(spread.informed() == 0);
  const std::uint32_t first = spread.inform_random(chance);
  CHECK(spread.status(first) == Status::fresh);
  CHECK(spread.history() == std::vector<std::uint32_t>{1});
  while (!spread.complete()) {
    std::vector<Status> before;
    for (std::uint32_t node = 0; node < 12; ++node) before.push_back(spread.status(node));
    spread.run_round(chance);
    for (std::uint32_t node = 0; node < 12; ++node) {
      const Status now = spread.status(node);
      if (before[node] == Status::fresh) CHECK(now == Status::spread);
      if (before[node] == Status::spread) CHECK(now == Status::spread);
      if (before[node] == Status::unknown) CHECK((now == Status::unknown || now == Status::fresh));
      const bool told =
          std::any_of(spread.contacts().begin(), spread.contacts().end(),
                      [&](const Contact& contact) { return contact.to == node && contact.useful; });
      CHECK(told == (now == Status::fresh));
    }
    for (const Contact& contact : spread.contacts()) {
      CHECK((before[contact.from] == Status::fresh || before[contact.from] == Status::spread));
      CHECK(contact.useful == (before[contact.to] == Status::unknown));
    }
  }
  CHECK(spread.live() == 11);
  CHECK(spread.informed() == 11);
  CHECK(spread.status(3) == Status::down);
}

TEST_CASE("Informed nodes never become fewer, and grow by at most the fanout each", "[gossip]") {
  Generator seeds{7};
  for (int run = 0; run < 200; ++run) {
    Generator chance = seeds.split();
    const std::uint32_t nodes = 2 + uniform_below(seeds, 300);
    const std::uint32_t fanout = 1 + uniform_below(seeds, 8);
    DisseminationOptions options{.nodes = nodes,
                                 .fanout = fanout,
                                 .loss = uniform_unit(seeds) * 0.9,
                                 .down = sample(seeds, nodes, nodes / 3),
                                 .contact_down = bernoulli(seeds, 0.5),
                                 .record_contacts = true};
    Dissemination spread{options};
    spread.inform_random(chance);
    std::uint64_t exchanges = 0;
    for (int round = 0; round < 12; ++round) {
      spread.run_round(chance);
      exchanges += spread.contacts().size();
    }
    REQUIRE(spread.exchanges() == exchanges);
    REQUIRE(spread.round() == 12);
    const std::vector<std::uint32_t>& history = spread.history();
    for (std::size_t round = 1; round < history.size(); ++round) {
      REQUIRE(history[round] >= history[round - 1]);
      REQUIRE(history[round] <= history[round - 1] * (1 + fanout));
      REQUIRE(history[round] <= spread.live());
    }
  }
}

TEST_CASE("Recording the contacts does not change what happens", "[gossip]") {
  const std::uint32_t nodes = GENERATE(12u, 500u);
  const double loss = GENERATE(0.0, 0.2);
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  DisseminationOptions options{
      .nodes = nodes, .fanout = 3, .exchange = exchange, .loss = loss, .contact_down = true};
  options.down = {2, 3, 4};
  Dissemination silent{options};
  options.record_contacts = true;
  Dissemination spread{options};
  Generator first{5}, second{5};
  spread.inform(1);
  silent.inform(1);
  for (int round = 0; round < 8; ++round) {
    spread.run_round(first);
    silent.run_round(second);
  }
  CHECK(spread.history() == silent.history());
  CHECK(first() == second());
  CHECK(silent.contacts().empty());
}

TEST_CASE("The same seed gives the same spread, another seed another", "[gossip]") {
  const std::uint32_t nodes = GENERATE(12u, 500u);
  std::vector<std::vector<int>> pictures;
  for (const std::uint64_t seed : {1u, 1u, 2u}) {
    Generator chance{seed};
    Dissemination spread{{.nodes = nodes, .fanout = 2, .loss = 0.1, .record_contacts = true}};
    spread.inform_random(chance);
    for (int round = 0; round < 3; ++round) spread.run_round(chance);
    pictures.push_back(picture(spread));
  }
  CHECK(pictures[0] == pictures[1]);
  CHECK(pictures[0] != pictures[2]);
}

TEST_CASE("Loss and dead peers slow a spread down as the theory says", "[gossip]") {
  Generator chance{9};
  DisseminationOptions options{.nodes = 20000, .fanout = 2, .contact_down = true};
  for (std::uint32_t node = 1; node <= 5000; ++node) options.down.push_back(node * 3);
  options.loss = 0.1;
  Dissemination spread{options};
  // Enough to begin with that chance no longer matters.
  for (std::uint32_t node = 0; spread.informed() < 100; ++node) {
    if (spread.status(node) == Status::unknown) spread.inform(node);
  }
  double expected = 100;
  const double reach = 2 * 0.9 / 19999.0;
  for (int round = 0; round < 8; ++round) {
    spread.run_round(chance);
    expected = 15000 - (15000 - expected) * std::pow(1 - reach, expected);
    CHECK(std::abs(spread.informed() / expected - 1) < 0.1);
  }
}

TEST_CASE("Nothing is learned when every exchange gets lost", "[gossip]") {
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  Generator chance{3};
  Dissemination spread{
      {.nodes = 50, .fanout = 3, .exchange = exchange, .loss = 1.0, .record_contacts = true}};
  spread.inform(0);
  CHECK(spread.run_to_completion(chance, 20) == 20);
  CHECK(spread.informed() == 1);
  for (const Contact& contact : spread.contacts()) {
    CHECK(contact.lost);
    CHECK_FALSE(contact.useful);
  }
  spread.set_loss(0.0);
  spread.run_to_completion(chance);
  CHECK(spread.complete());
}

TEST_CASE("A fanout of everybody informs all in one round", "[gossip]") {
  const std::uint32_t nodes = GENERATE(1u, 2u, 5u, 64u, 65u, 200u);
  Generator chance{4};
  Dissemination spread{{.nodes = nodes, .fanout = 1000, .down = {}}};
  spread.inform(nodes - 1);
  CHECK(spread.run_to_completion(chance) == (nodes == 1 ? 0 : 1));
  CHECK(spread.complete());
}

TEST_CASE("A million nodes know within the rounds that three peers need", "[gossip]") {
  // log4 n + ln n / 3 + O(1): Pittel's law for push, with the growth of three peers.
  Generator chance{1};
  Dissemination spread{{.nodes = 1000000, .fanout = 3}};
  spread.inform(0);
  const std::uint32_t rounds = spread.run_to_completion(chance, 100);
  CHECK(spread.complete());
  CHECK(rounds >= 14);
  CHECK(rounds <= 18);
}

TEST_CASE("A spread refuses what makes no sense", "[gossip]") {
  CHECK_THROWS_AS(Dissemination({.nodes = 0}), std::invalid_argument);
  CHECK_THROWS_AS(Dissemination({.nodes = 5, .fanout = 0}), std::invalid_argument);
  CHECK_THROWS_AS(Dissemination({.nodes = 5, .loss = 1.1}), std::invalid_argument);
  CHECK_THROWS_AS(Dissemination({.nodes = 5, .loss = -0.1}), std::invalid_argument);
  CHECK_THROWS_AS(Dissemination({.nodes = 5, .loss = std::nan("")}), std::invalid_argument);
  CHECK_THROWS_AS(Dissemination({.nodes = 2, .down = {0, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(Dissemination({.nodes = 2, .down = {2}}), std::out_of_range);
  Dissemination spread{{.nodes = 3, .down = {2}}};
  Generator chance{1};
  CHECK_THROWS_AS(spread.inform(2), std::invalid_argument);
  CHECK_THROWS_AS(spread.inform(3), std::out_of_range);
  CHECK_THROWS_AS(spread.status(3), std::out_of_range);
  CHECK_THROWS_AS(spread.set_fanout(0), std::invalid_argument);
  CHECK_THROWS_AS(spread.set_loss(2), std::invalid_argument);
  spread.inform(0);
  spread.inform(0);
  CHECK(spread.informed() == 1);
  spread.inform_random(chance);
  CHECK_THROWS_AS(spread.inform_random(chance), std::invalid_argument);
}

namespace {

// The rules of losing and delaying, anew and without cleverness: what was known when the last round
// began, its contacts, and who was told by hand since; all else follows each time it is asked.
struct Reference {
  Exchange exchange = Exchange::push;
  std::vector<bool> alive, before;
  std::vector<Contact> contacts;
  std::vector<std::uint32_t> told;
  std::vector<std::uint32_t> counts;

  std::vector<bool> now() const {
    std::vector<bool> knows = before;
    for (const Contact& contact : contacts) {
      if (contact.lost || contact.delayed) continue;
      if (contact.news == News::to_peer) knows[contact.to] = true;
      if (contact.news == News::to_caller) knows[contact.from] = true;
    }
    for (const std::uint32_t node : told) knows[node] = true;
    return knows;
  }

  // The round that `spread` has just run: whom it chose and what chance lost is taken from it.
  void begin_round(const Dissemination& spread) {
    std::vector<Contact> late;
    for (Contact contact : contacts) {
      if (!contact.delayed) continue;
      contact.delayed = false;
      contact.late = true;
      late.push_back(contact);
    }
    counts.push_back(informed());
    before = now();
    told.clear();
    contacts.clear();
    for (const Contact& seen : spread.contacts()) {
      if (seen.late) continue;
      Contact contact{seen.from, seen.to, false, seen.lost || !alive[seen.to]};
      const bool push = exchange != Exchange::pull, pull = exchange != Exchange::push;
      if (push && before[seen.from] && !before[seen.to]) contact.news = News::to_peer;
      if (pull && before[seen.to] && !before[seen.from]) contact.news = News::to_caller;
      contacts.push_back(contact);
    }
    contacts.insert(contacts.end(), late.begin(), late.end());
  }

  std::uint32_t informed() const {
    const std::vector<bool> knows = now();
    return static_cast<std::uint32_t>(std::count(knows.begin(), knows.end(), true));
  }

  void check(const Dissemination& spread) const {
    std::vector<Contact> expected = contacts;
    for (Contact& contact : expected) {
      const bool arrives = !contact.lost && !contact.delayed && contact.news != News::none;
      contact.useful =
          arrives && !before[contact.news == News::to_peer ? contact.to : contact.from];
    }
    CHECK(spread.contacts() == expected);
    const std::vector<bool> knows = now();
    for (std::uint32_t node = 0; node < spread.nodes(); ++node) {
      const Status status = !alive[node]   ? Status::down
                            : !knows[node] ? Status::unknown
                            : before[node] ? Status::spread
                                           : Status::fresh;
      CHECK(spread.status(node) == status);
    }
    std::vector<std::uint32_t> history = counts;
    history.push_back(informed());
    CHECK(spread.history() == history);
    CHECK(spread.informed() == informed());
  }
};

}  // namespace

TEST_CASE("Exchanges that are lost or late after the fact: as if it had been so from the start",
          "[gossip]") {
  Generator chance{77};
  int lost = 0, delayed = 0;
  for (int group = 0; group < 600; ++group) {
    DisseminationOptions options;
    options.nodes = 2 + uniform_below(chance, 9);
    options.fanout = 1 + uniform_below(chance, 3);
    options.exchange = static_cast<Exchange>(uniform_below(chance, 3));
    options.loss = bernoulli(chance, 0.5) ? 0.3 : 0;
    options.contact_down = bernoulli(chance, 0.5);
    options.record_contacts = true;
    for (std::uint32_t node = 1; node < options.nodes; ++node) {
      if (bernoulli(chance, 0.15)) options.down.push_back(node);
    }
    Dissemination spread{options};
    Reference reference{options.exchange,
                        std::vector<bool>(options.nodes, true),
                        std::vector<bool>(options.nodes, false),
                        {},
                        {},
                        {}};
    for (const std::uint32_t node : options.down) reference.alive[node] = false;
    spread.inform(0);
    reference.told.push_back(0);
    std::uint64_t exchanges = 0;
    for (int round = 0; round < 6; ++round) {
      spread.run_round(chance);
      reference.begin_round(spread);
      reference.check(spread);
      for (const Contact& contact : spread.contacts()) exchanges += !contact.late;
      for (int act = 0; act < 4; ++act) {
        if (spread.contacts().empty()) break;
        const std::size_t index =
            uniform_below(chance, static_cast<std::uint32_t>(spread.contacts().size()));
        Contact& chosen = reference.contacts[index];
        switch (uniform_below(chance, 5)) {
          case 0: {
            const std::uint32_t node = uniform_below(chance, options.nodes);
            if (!reference.alive[node]) break;
            spread.inform(node);
            reference.told.push_back(node);
            break;
          }
          case 1:
          case 2:
            CHECK(spread.lose_contact(index) == !chosen.lost);
            if (!chosen.lost) ++lost;
            chosen.lost = true;
            chosen.delayed = false;
            break;
          default:
            CHECK(spread.delay_contact(index) == (!chosen.lost && !chosen.delayed));
            if (!chosen.lost) {
              chosen.delayed = true;
              ++delayed;
            }
        }
        reference.check(spread);
      }
      CHECK(spread.exchanges() == exchanges);
    }
  }
  CHECK(lost > 1000);
  CHECK(delayed > 1000);
}

TEST_CASE("Losing the only exchange that told a node leaves it without the news", "[gossip]") {
  Generator chance{3};
  Dissemination spread{{.nodes = 2, .fanout = 1, .record_contacts = true}};
  spread.inform(0);
  spread.run_round(chance);
  REQUIRE(spread.complete());
  CHECK(spread.contacts()[0].news == News::to_peer);
  CHECK(spread.lose_contact(0));
  CHECK_FALSE(spread.complete());
  CHECK(spread.history() == std::vector<std::uint32_t>{1, 1});
  CHECK_FALSE(spread.lose_contact(0));
  CHECK_FALSE(spread.delay_contact(0));
  spread.run_round(chance);
  CHECK(spread.delay_contact(0));
  CHECK(spread.history() == std::vector<std::uint32_t>{1, 1, 1});
  spread.run_round(chance);
  // The late one and the new one both bring it.
  REQUIRE(spread.contacts().size() == 2);
  CHECK_FALSE(spread.contacts()[0].late);
  CHECK(spread.contacts()[1].late);
  CHECK(spread.contacts()[1].useful);
  CHECK(spread.lose_contact(0));
  CHECK(spread.complete());
  CHECK_THROWS_AS(spread.lose_contact(2), std::out_of_range);
  CHECK_THROWS_AS(spread.delay_contact(2), std::out_of_range);
}

TEST_CASE("Disturbing an exchange draws nothing: other rounds choose as they would", "[gossip]") {
  Generator chance{5};
  Dissemination plain{{.nodes = 40, .fanout = 2, .record_contacts = true}};
  plain.inform(0);
  for (int round = 0; round < 3; ++round) plain.run_round(chance);
  Dissemination delayed = plain;
  const Generator before = chance;
  std::size_t useless = 0;
  while (delayed.contacts()[useless].useful) ++useless;
  delayed.delay_contact(useless);
  Generator one = before, two = before;
  plain.run_round(one);
  delayed.run_round(two);
  CHECK(plain.history() == delayed.history());
  CHECK(one() == two());
}
