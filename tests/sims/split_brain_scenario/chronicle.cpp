#include <catch2/catch_test_macros.hpp>

#include "split_brain_scenario/episode.hpp"

using namespace microsims;
using simulation::milliseconds;
using simulation::seconds;

namespace {

// "10 elected: Node 2 was elected", the times in whole seconds.
std::vector<std::string> told(Episode& episode) {
  std::vector<std::string> lines;
  for (const Mark& mark : episode.take_marks()) {
    lines.push_back(phrase({mark.at / 1000, " ", mark.id, ": ", mark.words}));
  }
  return lines;
}

Episode begun(Promotion promotion) {
  Setup setup;
  setup.promotion = promotion;
  Episode episode(setup, distributed::Generator{1});
  episode.cut();
  return episode;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("The chronicle tells who leads and what became of the writes", "[split-brain-scenario]") {
  Episode episode = begun(Promotion::majority);
  episode.advance(seconds(30));
  CHECK(told(episode) == Lines{"10 timeout: Node 2 heard no heartbeat for 10\u00a0s",
                               "10 stood-down: Node 1 stood down", "11 elected: Node 2 was elected",
                               "14 write-refused: Node 1 refused Write A",
                               "16 write-confirmed: Node 2 confirmed Write B, $750"});
  CHECK(told(episode).empty());
  episode.heal();
  episode.advance(seconds(30));
  const Lines end = told(episode);
  REQUIRE(end.size() == 1);
  CHECK(end[0].find("settled: Nodes 1, 2 and 3 agree on $750") != std::string::npos);
}

TEST_CASE("The chronicle tells of power cut off and of writes without an answer",
          "[split-brain-scenario]") {
  Episode episode = begun(Promotion::fencing);
  episode.advance(seconds(30));
  CHECK(told(episode) == Lines{"10 timeout: Node 2 heard no heartbeat for 10\u00a0s",
                               "12 powered-off: Node 1 was powered off",
                               "12 elected: Node 2 was elected",
                               "15 write-confirmed: Node 2 confirmed Write B, $750",
                               "15 write-unanswered: Write A got no answer"});
  episode.heal();
  REQUIRE_FALSE(told(episode).empty());
}

TEST_CASE("The chronicle tells of the conflict, and of the write that the decision loses",
          "[split-brain-scenario]") {
  Episode episode = begun(Promotion::timeout_only);
  episode.advance(seconds(30));
  episode.heal();
  (void)told(episode);
  episode.advance(seconds(5));
  const Lines conflict = told(episode);
  REQUIRE(conflict.size() == 1);
  CHECK(conflict[0].find("conflict: Nodes 1 and 2 contradict each other") != std::string::npos);
  episode.resolve(600);
  const Lines lost = told(episode);
  REQUIRE(lost.size() == 3);
  CHECK(lost[0].find("Node 1 follows Node 2") != std::string::npos);
  CHECK(lost[1].find("Write A was lost, although it was confirmed") != std::string::npos);
  CHECK(lost[2].find("Write B was lost, although it was confirmed") != std::string::npos);
}

TEST_CASE("Who was not elected is told too", "[split-brain-scenario]") {
  Setup setup;
  setup.promotion = Promotion::majority;
  setup.beside = {true, true, false, false, true};
  Episode episode(setup, distributed::Generator{1});
  episode.cut();
  episode.advance(seconds(30));
  const Lines lines = told(episode);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "10 timeout: Node 3 heard no heartbeat for 10\u00a0s");
  CHECK(lines[1].find("not-elected: Node 3 was not elected") != std::string::npos);
}

TEST_CASE("The chronicle is the same however finely time passes", "[split-brain-scenario]") {
  for (const Promotion promotion :
       {Promotion::timeout_only, Promotion::majority, Promotion::bully, Promotion::fencing}) {
    Episode coarse = begun(promotion), fine = coarse;
    coarse.advance(seconds(25));
    for (int i = 0; i < 25000; ++i) fine.advance(milliseconds(1));
    CHECK(told(coarse) == told(fine));
  }
}
