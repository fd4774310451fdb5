#include "split_brain_scenario/model.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using play::press;

TEST_CASE("The prompt leads through the story", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  CHECK_THAT(sim.prompt(), ContainsSubstring("Press Partition Network to cut Node 1 off from "
                                             "Nodes 2 and 3"));
  press(sim, "partition");
  CHECK_THAT(sim.prompt(), ContainsSubstring("no longer hear Node 1"));
  sim.advance(20);
  CHECK_THAT(sim.prompt(), ContainsSubstring("press Heal Partition"));
  press(sim, "heal");
  CHECK_THAT(sim.prompt(), ContainsSubstring("sync"));
  sim.advance(5);
  CHECK_THAT(sim.prompt(), ContainsSubstring("press Last-Write-Wins"));
  press(sim, "resolve-manual");
  sim.advance(5);
  CHECK_THAT(sim.prompt(), ContainsSubstring("Play it again"));
}

TEST_CASE("What each rule led to in words", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  CHECK_THAT(sim.explored(),
             ContainsSubstring("each side may get a leader. Here: not played yet."));
  press(sim, "compare-rules");
  CHECK_THAT(sim.explored(),
             ContainsSubstring("each side may get a leader. Here: 2\u00a0leaders, new after "));
  CHECK_THAT(sim.explored(), ContainsSubstring("1\u00a0write lost."));
  CHECK_THAT(sim.explored(),
             ContainsSubstring("at most one leader per term. Here: 1\u00a0leader, "));
}
