// The sim in words.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"
#include "gossip_protocol_spread/model.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using play::press;
using play::set;
using Gossip = GossipProtocolSpread;

namespace {

void start_by_hand(Gossip& sim) {
  set(sim, "auto", "false");
  press(sim, "start");
}

}  // namespace

TEST_CASE("The counter's words are in the description", "[gossip-protocol-spread]") {
  Gossip sim{1};
  start_by_hand(sim);
  CHECK_THAT(sim.describe(), ContainsSubstring("Round 0 — Nodes informed: 1 / 11."));
  while (sim.running()) {
    press(sim, "next-round");
    CHECK_THAT(sim.describe(),
               ContainsSubstring("Round " + std::to_string(sim.spread().round()) +
                                 " — Nodes informed: " + std::to_string(sim.spread().informed()) +
                                 " / 11."));
  }
}

TEST_CASE("The prompt says what to do, and gives nothing away before it can be seen",
          "[gossip-protocol-spread]") {
  Gossip sim{1};
  CHECK_THAT(sim.prompt(), ContainsSubstring("Press Start Gossip"));
  start_by_hand(sim);
  CHECK_THAT(sim.prompt(), ContainsSubstring("no answer from Node 4"));
  sim.advance(2);
  CHECK_THAT(sim.prompt(), ContainsSubstring("Press Next Round: it tells 2 random peers"));
  while (sim.running()) {
    press(sim, "next-round");
    CHECK_THAT(sim.prompt(), ContainsSubstring("exchanges state with 2 random peers"));
    sim.advance(2);
  }
  CHECK_THAT(sim.prompt(), ContainsSubstring("All know"));
}

TEST_CASE("The words tell what Explore shows", "[gossip-protocol-spread]") {
  Gossip sim{1};
  press(sim, "run-many");
  sim.advance(5);
  CHECK_THAT(sim.explored(), ContainsSubstring("in 500 runs. Mean: 3."));
  CHECK_THAT(sim.explored(), ContainsSubstring("By push-pull: "));
  set(sim, "topic", "phi-accrual");
  CHECK_THAT(sim.explored(), ContainsSubstring("threshold of 8 for phi, Node 4 is suspected"));
  set(sim, "topic", "anti-entropy");
  CHECK_THAT(sim.explored(), ContainsSubstring("of 1000 nodes without the news"));
}
