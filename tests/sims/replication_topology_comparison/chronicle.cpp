// What is noted in the record: messages with their fates, and what happened.

#include "replication_topology_comparison/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "../play.hpp"

using namespace microsims;
using Comparison = ReplicationTopologyComparison;

namespace {

const Sim sim = play::sim_of_model<Comparison>("replication-topology-comparison");

const Model& model_of(const std::unique_ptr<Session>& session) {
  return session->model();
}

const Mark* find(const Record& record, std::string_view id) {
  const auto& marks = record.marks();
  const auto found = std::find_if(marks.begin(), marks.end(),
                                  [&](const Mark& mark) { return !mark.command && mark.id == id; });
  return found == marks.end() ? nullptr : &*found;
}

std::size_t count(const Record& record, std::string_view id) {
  const auto& marks = record.marks();
  return static_cast<std::size_t>(std::count_if(marks.begin(), marks.end(), [&](const Mark& mark) {
    return !mark.command && mark.id == id;
  }));
}

const Comparison& comparison(const std::unique_ptr<Session>& session) {
  return static_cast<const Comparison&>(session->model());
}

std::size_t entries_of_write_1(const Comparison& model, NodeId node) {
  const auto& log = model.clusters().single().log(node);
  return static_cast<std::size_t>(
      std::count_if(log.begin(), log.end(), [](const auto& entry) { return entry.write == 1; }));
}

}  // namespace

TEST_CASE("The run's clock and the network's tell each other exactly",
          "[replication-topology-comparison]") {
  for (Milliseconds run = 0; run < 5000; ++run) {
    CHECK(run_time(network_time(run)) <= run * 1000);
    CHECK(run_time(network_time(run) + 1) > run * 1000);
  }
}

TEST_CASE("Each topology has a client and five nodes as lanes",
          "[replication-topology-comparison]") {
  const auto lanes = Comparison{1}.lanes();
  REQUIRE(lanes.size() == 18);
  CHECK(lanes[6] == "Multi-Leader client");
  CHECK(lanes[static_cast<std::size_t>(lane_of(Topology::leaderless, 4))] == "Node 5");
  CHECK(lane_of(Topology::leaderless, Clusters::client) == 12);
}

TEST_CASE("A write of a single leader: its messages, its answer, its last copy",
          "[replication-topology-comparison]") {
  const auto session = play::open(sim, "?seed=7&do=simulate-write@0&at=6");
  const auto& messages = model_of(session).record().messages();
  REQUIRE(messages.size() == 10);  // the write, four copies, the answer, four acknowledgements
  CHECK(messages[0].number == 1);
  CHECK(messages[0].from == lane_of(Topology::single_leader, Clusters::client));
  CHECK(messages[0].to == lane_of(Topology::single_leader, 0));
  CHECK(messages[0].due == 75'000);  // 5 ms of the network
  for (std::size_t i = 0; i < messages.size(); ++i) {
    CHECK(messages[i].number == 1 + 3 * i);
    CHECK(messages[i].fate == Delivery::arrived);
    CHECK(messages[i].ended == messages[i].due);
  }
  const Mark* answered = find(model_of(session).record(), "answered");
  REQUIRE(answered);
  CHECK(answered->at == 150);
  CHECK(answered->words == "Single-Leader answered write 1");
  CHECK(answered->lane == 0);
  CHECK(find(model_of(session).record(), "everywhere")->at == 765);
}

TEST_CASE("What the other topologies do changes no message's number",
          "[replication-topology-comparison]") {
  const auto alone = play::open(sim, "?seed=7&do=simulate-write@0&at=6");
  const auto all = play::open(sim, "?seed=7&do=write-all@0&at=6");
  for (const Message& message : model_of(alone).record().messages()) {
    const Message* same = model_of(all).record().find(message.number);
    REQUIRE(same);
    CHECK(same->from == message.from);
    CHECK(same->to == message.to);
    CHECK(same->sent == message.sent);
  }
}

TEST_CASE("New rules lose what is under way and go on with the numbers",
          "[replication-topology-comparison]") {
  const auto session =
      play::open(sim, "?seed=7&do=simulate-write@0,w=2@0.1,simulate-write@0.1&at=6");
  const auto& messages = model_of(session).record().messages();
  const auto lost = std::count_if(messages.begin(), messages.end(), [](const Message& message) {
    return message.fate == Delivery::lost && message.ended == 100'000;
  });
  CHECK(lost == 5);  // four copies and the answer
  CHECK(messages.size() == 6 + 10);
  CHECK(messages[6].number == 19);
  CHECK(messages[6].sent <= 100'000);
  CHECK(messages[6].sent > 99'000);
}

TEST_CASE("A failover is noted with what it lost", "[replication-topology-comparison]") {
  const auto session = play::open(sim, "?seed=7&do=simulate-write@0,node-1=false@0.3&at=6");
  const Record& record = model_of(session).record();
  CHECK(record.marks()[2].kind == MarkKind::cut);
  REQUIRE(find(record, "elected"));
  CHECK(find(record, "elected")->at == 300 + 150 * 15);
  CHECK(find(record, "elected")->words == "Node 2 was elected");
  CHECK(find(record, "lost")->words == "Write 1 was lost although its client was told it is done");
}

TEST_CASE("A conflict is noted where it is found, its end when the application has chosen",
          "[replication-topology-comparison]") {
  const auto last = play::open(sim, "?seed=8&do=concurrent-writes@0&at=6");
  CHECK(find(model_of(last).record(), "conflict")->words ==
        "Node 3 found writes 1 and 2 in conflict");
  CHECK(find(model_of(last).record(), "lost")->words ==
        "Write 1 was lost: write 2 counts as the last");
  const auto ask =
      play::open(sim, "?conflicts=ask&seed=8&do=concurrent-writes@0,keep-first@3&at=6");
  CHECK(find(model_of(ask).record(), "settled")->at > 3000);  // the other leader hears of it
  CHECK(count(model_of(ask).record(), "lost") == 0);
}

TEST_CASE("All live nodes having a write is said once, and that not all are up",
          "[replication-topology-comparison]") {
  const auto session = play::open(sim, "?seed=7&do=node-5=false@0,write-all@0,node-5=true@4&at=9");
  CHECK(count(model_of(session).record(), "everywhere") == 3);
  CHECK(find(model_of(session).record(), "everywhere")->words.find("all nodes that are up") !=
        std::string::npos);
}

TEST_CASE("A dropped copy is sent again; the run does not rest before",
          "[replication-topology-comparison]") {
  const auto session = play::open(sim, "?seed=7&do=simulate-write@0,drop=m16@0.1,drop=m10@0.1");
  CHECK(model_of(session).record().find(10)->fate == Delivery::dropped);
  REQUIRE_FALSE(session->advance(60));
  CHECK_FALSE(model_of(session).moving());
  CHECK(session->now() > 7500);  // 500 ms of the network later
  for (NodeId node = 0; node < World::nodes; ++node) {
    CHECK(comparison(session).clusters().of(Topology::single_leader).version(node) == 1);
  }
  // The answer is not: the client never asks again.
  CHECK(comparison(session).note(Topology::single_leader).words == "No answer to the last write");
}

TEST_CASE("A write that comes twice is applied once", "[replication-topology-comparison]") {
  const auto session =
      play::open(sim, "?seed=7&do=simulate-write@0,duplicate=m1@0.03,duplicate=m7@0.1&at=9");
  for (NodeId node = 0; node < World::nodes; ++node) {
    CHECK(entries_of_write_1(comparison(session), node) == 1);
  }
  const auto& messages = model_of(session).record().messages();
  CHECK(std::count_if(messages.begin(), messages.end(),
                      [](const Message& message) { return message.copy_of != 0; }) == 2);
}

TEST_CASE("A delayed message arrives 60 ms of the network later",
          "[replication-topology-comparison]") {
  const auto session = play::open(sim, "?seed=7&do=simulate-write@0,delay=m4@0.1&at=6");
  CHECK(model_of(session).record().find(4)->due == 495'000 + 900'000);
  CHECK(model_of(session).record().find(4)->ended == 495'000 + 900'000);
}
