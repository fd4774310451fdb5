#include "gossip_protocol_spread/trials.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <ctime>

#include "../play.hpp"
#include "gossip/convergence.hpp"
#include "gossip_protocol_spread/model.hpp"
#include "stage/model/text.hpp"

using namespace microsims;
using namespace distributed::gossip;
using Catch::Matchers::WithinAbs;
using distributed::Generator;
using play::press;
using play::set;
using Gossip = GossipProtocolSpread;

namespace {

double mean_rounds(const Gossip& sim, Exchange exchange) {
  return *sim.costs(exchange).front().value;
}

}  // namespace

TEST_CASE("A larger fanout needs fewer rounds", "[gossip-protocol-spread]") {
  double before = 1e9;
  for (const double fanout : {1, 2, 3, 4}) {
    Gossip sim{1};
    set(sim, "fanout", number_text(fanout));
    press(sim, "run-many");
    sim.advance(10);
    const double rounds = mean_rounds(sim, Exchange::push);
    CHECK(rounds < before - 0.3);
    before = rounds;
  }
}

TEST_CASE("Many runs take as many rounds as the exact law says", "[gossip-protocol-spread]") {
  Gossip sim{1};
  press(sim, "run-many");
  CHECK(sim.moving());
  sim.advance(0.5);
  CHECK(sim.trials().runs() == 125);
  sim.advance(10);
  REQUIRE(sim.trials().runs() == 500);
  CHECK_FALSE(sim.moving());
  for (const Exchange exchange : {Exchange::push, Exchange::pull, Exchange::push_pull}) {
    const Trials::Tally& tally = sim.trials().tally(exchange);
    std::uint32_t runs = 0;
    for (const std::uint32_t some : tally.rounds) runs += some;
    CHECK(runs == 500);
    CHECK_THAT(mean_rounds(sim, exchange), WithinAbs(expected_rounds(exchange, 11, 2, 0), 0.15));
  }
}

TEST_CASE("With push and fanout 1 the mean of many runs lies in Doerr and Künnemann's band",
          "[gossip-protocol-spread]") {
  Gossip sim{1};
  set(sim, "nodes", "1025");
  set(sim, "fanout", "1");
  press(sim, "run-many");
  sim.advance(10);
  const double mean = mean_rounds(sim, Exchange::push);
  CHECK(mean > push_rounds_lower(1024));
  CHECK(mean < push_rounds_upper(1024));
}

TEST_CASE("Other settings make the many runs obsolete", "[gossip-protocol-spread]") {
  Gossip sim{1};
  for (const auto& [id, value] : {std::pair{"fanout", "3"}, {"loss", "10"}, {"nodes", "20"}}) {
    press(sim, "run-many");
    sim.advance(5);
    CHECK(sim.trials().runs() > 0);
    set(sim, id, value);
    CHECK(sim.trials().runs() == 0);
    CHECK_FALSE(sim.moving());
  }
}

TEST_CASE("Runs come in by simulated time, however it is cut", "[gossip-protocol-spread]") {
  Trials fine, coarse;
  for (Trials* trials : {&fine, &coarse}) trials->begin({.nodes = 12, .down = {3}}, Generator{1});
  CHECK(fine.left() == 2000);
  for (int i = 0; i < 700; ++i) fine.advance(1);
  coarse.advance(700);
  CHECK(coarse.runs() == 175);
  CHECK(coarse.left() == 1300);
  for (const Exchange exchange : all_exchanges) {
    CHECK(fine.tally(exchange).rounds == coarse.tally(exchange).rounds);
    CHECK(fine.tally(exchange).all_messages == coarse.tally(exchange).all_messages);
  }
  coarse.advance(100000);
  CHECK(coarse.runs() == coarse.wanted());
  CHECK(coarse.left() == 0);
}

TEST_CASE("What has been run is read again, by copies too, and other chance is run anew",
          "[gossip-protocol-spread]") {
  const DisseminationOptions costly{.nodes = 2000, .fanout = 1, .loss = 0.8, .down = {3}};
  Trials trials;
  const auto run = [&](Trials& some, std::uint64_t seed) {
    const std::clock_t begin = std::clock();
    some.begin(costly, Generator{seed});
    some.advance(5000);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  Trials copy = trials;
  const double first = run(trials, 1);
  const double again = run(copy, 1);
  CHECK(again < first / 20);
  CHECK(copy.tally(Exchange::pull).rounds == trials.tally(Exchange::pull).rounds);
  run(copy, 2);
  CHECK(copy.tally(Exchange::pull).rounds != trials.tally(Exchange::pull).rounds);
  // Far back it is forgotten, and comes out the same.
  for (const std::uint64_t seed : {3, 4, 5, 1}) run(copy, seed);
  CHECK(copy.tally(Exchange::pull).rounds == trials.tally(Exchange::pull).rounds);
}
