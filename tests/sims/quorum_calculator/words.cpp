// What the Quorum Calculator tells of faults: words, state, marks.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"
#include "quorum_calculator/model.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;

namespace {

const Sim sim = play::sim_of_model<QuorumCalculator>("quorum-calculator");

std::string history(const Session& session) {
  Json json;
  session.history(json);
  return json.text();
}

}  // namespace

TEST_CASE("One replica is down, two are", "[quorum-calculator]") {
  QuorumCalculator model{1};
  play::set(model, "node-1-down", "true");
  CHECK_THAT(model.describe(), ContainsSubstring(" 1 of the replicas is down."));
  play::set(model, "node-2-down", "true");
  CHECK_THAT(model.describe(), ContainsSubstring(" 2 of the replicas are down."));
}

TEST_CASE("A write and a read are marked when they are answered", "[quorum-calculator]") {
  const auto session = play::open(sim, "?do=simulate-write@0,simulate-read@3&at=6");
  CHECK_THAT(
      history(*session),
      ContainsSubstring(
          R"("id":"write-acknowledged","words":"Write v2 was acknowledged by 3 of 3 nodes")") &&
          ContainsSubstring(R"("id":"fresh-read","words":"Read returned v2, fresh")"));
}

TEST_CASE("A write without enough acknowledgements is told to have failed", "[quorum-calculator]") {
  const auto session = play::open(sim, "?n=3&w=2&r=1&do=simulate-write@0,drop=m1@0.1&at=4");
  const Model& model = session->model();
  CHECK_THAT(play::state(model), ContainsSubstring(R"("outcome":"write-failed")"));
  CHECK_THAT(model.describe(),
             ContainsSubstring("The write failed: too few replicas acknowledged it.") &&
                 ContainsSubstring("; it needed 2."));
  CHECK_THAT(model.prompt(), ContainsSubstring("stays where it arrived"));
  CHECK_THAT(history(*session), ContainsSubstring("Write v2 failed, acknowledged by 1 of 2 nodes"));
}

TEST_CASE("A read without enough answers is told to have failed", "[quorum-calculator]") {
  const auto session = play::open(
      sim, "?n=3&w=2&r=2&do=simulate-write@0,simulate-read@2,drop=m5@2.1,drop=m6@2.1&at=4");
  const Model& model = session->model();
  CHECK_THAT(play::state(model), ContainsSubstring(R"("outcome":"read-failed","lastRead":null)"));
  CHECK_THAT(model.describe(), ContainsSubstring("and was answered by no node; it needed 2."));
  CHECK_THAT(history(*session), ContainsSubstring("Read failed, answered by 0 of 2 nodes"));
}

TEST_CASE("A stale read is marked as a conflict", "[quorum-calculator]") {
  const auto session = play::open(sim, "?w=2&r=2&do=simulate-stale-read@0&at=5");
  CHECK(session->record().marks().back().kind == MarkKind::conflict);
  CHECK(session->record().marks().back().words == "Read returned v1, which is older than v2");
}

TEST_CASE("A write that is refused is marked with who is up", "[quorum-calculator]") {
  const auto session =
      play::open(sim, "?n=3&w=2&do=node-1-down=true@0,node-2-down=true@0,simulate-write@0");
  CHECK(session->record().marks().back().words ==
        "Write was refused: 1 of 3 nodes is up, it needs 2");
  CHECK(session->record().marks().front().kind == MarkKind::cut);
  CHECK(session->record().messages().empty());
}

TEST_CASE("A node that goes down loses what is on its way to it", "[quorum-calculator]") {
  const auto session =
      play::open(sim, "?n=3&w=3&r=1&do=simulate-write@0,node-1-down=true@0.1&at=4");
  CHECK_THAT(
      play::state(session->model()),
      ContainsSubstring(
          R"("id":"node-1","wrote":false,"read":false,"overlap":false,"version":1,"down":true)"));
  int lost = 0;
  for (const Message& message : session->record().messages()) {
    lost += message.fate == Delivery::lost;
  }
  CHECK(lost == 1);
}

TEST_CASE("Each message has its kind and its lanes", "[quorum-calculator]") {
  const auto session = play::open(sim, "?do=simulate-write@0,simulate-read@3&at=6");
  const auto lanes = session->model().lanes();
  const auto kinds = session->model().message_kinds();
  CHECK(lanes.size() == 6);
  REQUIRE(kinds.size() == 4);
  int of_kind[4] = {};
  for (const Message& message : session->record().messages()) {
    ++of_kind[message.kind];
    CHECK(message.fate == Delivery::arrived);
    CHECK(message.ended == message.due);
    CHECK((message.kind % 2 == 0 ? message.from : message.to) == 0);
  }
  for (const int count : of_kind) CHECK(count == 3);
}
