#include "election/raft.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <stdexcept>
#include <string>

#include "../simulation/disturbed.hpp"

using namespace distributed;
using namespace distributed::election;
using simulation::milliseconds;
using simulation::seconds;

namespace {

Raft cluster(std::size_t nodes, std::uint64_t seed) {
  RaftOptions options;
  options.nodes = nodes;
  return {options, Generator{seed}};
}

}  // namespace

TEST_CASE("A healthy cluster elects one leader and keeps it", "[election]") {
  for (const std::size_t nodes : {1u, 2u, 3u, 5u, 9u, 64u}) {
    Raft raft = cluster(nodes, nodes);
    raft.advance_to(seconds(3));
    REQUIRE(raft.leader());
    const Raft::Victory won = raft.victories().back();
    raft.advance_to(seconds(60));
    CHECK(raft.victories().back().at == won.at);
    CHECK(raft.leaders() == std::vector<NodeId>{won.leader});
    for (NodeId node = 0; node < nodes; ++node) {
      CHECK(raft.term(node) == won.term);
      CHECK(raft.log(node) == raft.committed());
      CHECK(raft.role(node) == (node == won.leader ? RaftRole::leader : RaftRole::follower));
    }
  }
}

TEST_CASE("The first election of a quiet network counts its messages", "[election]") {
  Raft raft = cluster(5, 3);
  Time first = simulation::never;
  NodeId candidate = 0;
  for (NodeId node = 0; node < 5; ++node) {
    if (raft.deadline(node) < first) {
      first = raft.deadline(node);
      candidate = node;
    }
  }
  raft.advance_to(first);
  CHECK(raft.role(candidate) == RaftRole::candidate);
  CHECK(raft.vote(candidate) == candidate);
  CHECK(raft.messages_sent() == 4);
  for (const auto& pulse : raft.in_flight()) CHECK(pulse.kind == RaftMessage::Kind::request_vote);
  raft.advance_to(first + milliseconds(10));
  CHECK(raft.messages_sent() == 8);
  CHECK(raft.vote((candidate + 1) % 5) == candidate);
  raft.advance_to(first + milliseconds(20));
  REQUIRE(raft.leader() == candidate);
  CHECK(raft.deadline(candidate) == simulation::never);
  CHECK(raft.in_flight().front().kind == RaftMessage::Kind::append_entries);
}

TEST_CASE(
    "When the leader crashes another is elected in a later term; the old one comes back as "
    "follower",
    "[election]") {
  Raft raft = cluster(5, 4);
  raft.advance_to(seconds(2));
  const NodeId old = raft.leader().value();
  const std::uint32_t term = raft.term(old);
  raft.crash(old);
  CHECK_FALSE(raft.leader());
  raft.advance_to(seconds(4));
  REQUIRE(raft.leader());
  CHECK(*raft.leader() != old);
  CHECK(raft.term(*raft.leader()) > term);
  raft.restart(old);
  CHECK(raft.role(old) == RaftRole::follower);
  raft.advance_to(seconds(6));
  CHECK(raft.leaders().size() == 1);
  CHECK(raft.term(old) == raft.term(*raft.leader()));
}

TEST_CASE("Across a partition only the majority elects; the old leader stands down when it heals",
          "[election]") {
  Raft raft = cluster(5, 5);
  raft.advance_to(seconds(2));
  const NodeId old = raft.leader().value();
  const LogPosition before = raft.committed();
  raft.network().partition({{old, (old + 1) % 5}});
  // What the minority's leader adds now is never committed.
  REQUIRE(raft.append(old));
  raft.advance_to(seconds(4));
  CHECK(raft.leaders().size() == 2);
  const NodeId fresh = raft.leader().value();
  CHECK(fresh != old);
  CHECK(raft.term(fresh) > raft.term(old));
  CHECK(raft.log(old).index == before.index + 1);
  CHECK(raft.committed() == raft.log(fresh));
  REQUIRE(raft.append(fresh));
  raft.network().heal();
  raft.advance_to(seconds(6));
  CHECK(raft.leaders().size() == 1);
  CHECK(raft.role(old) == RaftRole::follower);
  CHECK(raft.log(old) == raft.committed());
  CHECK(raft.one_leader_per_term());
  CHECK(raft.leaders_complete());
}

TEST_CASE("Without a majority nobody is elected", "[election]") {
  Raft raft = cluster(5, 6);
  for (NodeId node = 0; node < 3; ++node) raft.crash(node);
  raft.advance_to(seconds(20));
  CHECK_FALSE(raft.leader());
  CHECK(raft.campaigns() > 20);
  CHECK(raft.victories().empty());
}

TEST_CASE("Only a node with an up-to-date log is elected", "[election]") {
  std::set<NodeId> winners;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Raft raft = cluster(5, seed);
    raft.set_log(0, {2, 3});
    raft.set_log(1, {2, 3});
    raft.set_log(2, {2, 4});
    raft.set_log(3, {1, 9});
    raft.set_log(4, {1, 9});
    raft.advance_to(seconds(5));
    REQUIRE(raft.leader());
    // Whoever leads brings the others' logs up to its own: only the first had to have it.
    winners.insert(raft.victories().front().leader);
  }
  // Three of five hold an entry of term 2, so nobody without it gets a majority; 0 and 1 may win
  // with each other's votes and those of 3 and 4.
  CHECK(winners == std::set<NodeId>{0, 1, 2});
}

TEST_CASE("An entry is committed when a majority has it", "[election]") {
  Raft raft = cluster(5, 8);
  raft.advance_to(seconds(2));
  const NodeId leader = raft.leader().value();
  const LogPosition before = raft.committed();
  CHECK_FALSE(raft.append((leader + 1) % 5));
  REQUIRE(raft.append(leader));
  CHECK(raft.committed() == before);
  raft.advance_to(raft.now() + milliseconds(19));
  CHECK(raft.committed() == before);
  raft.advance_to(raft.now() + milliseconds(1));
  CHECK(raft.committed() == LogPosition{raft.term(leader), before.index + 1});
}

TEST_CASE(
    "A leader that only sends cannot be unseated by those it reaches; one that only hears "
    "stands down",
    "[election]") {
  Raft raft = cluster(3, 9);
  raft.advance_to(seconds(2));
  const NodeId leader = raft.leader().value();
  const NodeId other = (leader + 1) % 3, third = (leader + 2) % 3;
  raft.network().cut_one_way(other, leader);
  raft.network().cut_one_way(third, leader);
  raft.advance_to(seconds(4));
  CHECK(raft.leaders() == std::vector<NodeId>{leader});
  raft.network().heal();
  raft.network().cut_one_way(leader, other);
  raft.network().cut_one_way(leader, third);
  raft.advance_to(seconds(6));
  CHECK(raft.role(leader) == RaftRole::follower);
  CHECK(raft.leaders().size() == 1);
}

TEST_CASE("The same seed elects the same leaders", "[election]") {
  RaftOptions options;
  options.latency = simulation::Latency::exponential(milliseconds(5), milliseconds(30));
  options.loss = 0.05;
  const auto run = [&](std::uint64_t seed) {
    Raft raft(options, Generator{seed});
    std::string history;
    for (int i = 1; i <= 20; ++i) {
      raft.advance_to(seconds(i));
      const NodeId node = static_cast<NodeId>(i % 5);
      if (i % 2 == 0) raft.crash(node);
      if (i % 3 == 0) raft.restart((node + 1) % 5);
    }
    for (const Raft::Victory& victory : raft.victories()) {
      history += std::to_string(victory.term) + ":" + std::to_string(victory.leader) + "@" +
                 std::to_string(victory.at) + " ";
    }
    return history;
  };
  CHECK(run(1) == run(1));
  CHECK(run(1) != run(2));
}

TEST_CASE("Raft refuses what is no cluster", "[election]") {
  const auto make = [](auto change) {
    RaftOptions options;
    change(options);
    return Raft(options, Generator{1});
  };
  CHECK_THROWS_AS(make([](RaftOptions& o) { o.nodes = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](RaftOptions& o) { o.nodes = 65; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](RaftOptions& o) { o.timeout_low = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](RaftOptions& o) { o.timeout_high = 1; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](RaftOptions& o) { o.heartbeat_interval = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](RaftOptions& o) { o.loss = 2; }), std::invalid_argument);
  Raft raft = cluster(3, 1);
  CHECK_THROWS_AS(raft.crash(3), std::out_of_range);
  CHECK_THROWS_AS(raft.restart(3), std::out_of_range);
  CHECK_THROWS_AS(raft.role(3), std::out_of_range);
  CHECK_THROWS_AS(raft.append(3), std::out_of_range);
  CHECK_THROWS_AS(raft.set_log(3, {1, 1}), std::out_of_range);
}

TEST_CASE("Whichever message arrives twice or late, Raft keeps its promises and its leader works",
          "[election]") {
  const auto day = [](Raft& run, int t) {
    if (t == 400 || t == 1200) {
      if (const auto leader = run.leader()) run.append(*leader);
    }
    if (t == 600) run.crash(run.leader().value_or(0));
  };
  const auto promises = [](const Raft& plain, const Raft& run) {
    CHECK(run.one_leader_per_term());
    CHECK(run.leaders_complete());
    REQUIRE(run.leaders().size() == 1);
    CHECK(run.log(*run.leader()) == run.committed());
    CHECK(run.committed().index >= 3);
    // Nothing but a timeout can come between a message and the first victory.
    CHECK(run.victories()[0].term == plain.victories()[0].term);
    CHECK(run.victories()[0].leader == plain.victories()[0].leader);
  };
  for (const std::uint64_t seed : {1u, 2u}) {
    for (const simulation::Time behind :
         {simulation::Time{0}, milliseconds(4), milliseconds(250)}) {
      testing::for_each_message(
          [&] { return cluster(5, seed); }, 2500, day,
          [&](Raft& run, auto message) { return run.duplicate(message, behind); }, promises);
    }
    const auto safe = [](const Raft&, const Raft& run) {
      CHECK(run.one_leader_per_term());
      CHECK(run.leaders_complete());
      CHECK(run.leader());
    };
    testing::for_each_message(
        [&] { return cluster(5, seed); }, 2500, day,
        [&](Raft& run, auto message) { return run.delay(message, milliseconds(450)); }, safe);
    testing::for_each_message([&] { return cluster(5, seed); }, 2500, day,
                              [&](Raft& run, auto message) { return run.drop(message); }, safe);
  }
}

TEST_CASE("Two of five never elect or commit, however often their messages arrive", "[election]") {
  Raft run = cluster(5, 3);
  for (const NodeId node : {2u, 3u, 4u}) run.crash(node);
  simulation::MessageId seen = 0;
  for (int t = 0; t < 3000; ++t) {
    run.advance_to(milliseconds(t));
    while (seen < run.messages_sent() && seen < 2000) run.duplicate(++seen, milliseconds(1));
  }
  REQUIRE(run.campaigns() > 5);
  REQUIRE(seen > 50);
  CHECK(run.victories().empty());
  CHECK(run.committed() == LogPosition{});
}

TEST_CASE("A vote, or the question for it, that comes twice elects nobody else, at no other time",
          "[election]") {
  using Kind = RaftMessage::Kind;
  const auto play = [](std::uint64_t seed, bool doubles, Kind kind, Time behind, int& copies) {
    Raft raft = cluster(5, seed);
    simulation::MessageId seen = 0;
    for (int step = 0; step < 600; ++step) {
      if (step == 200) raft.network().partition({{0, 1}, {2, 3, 4}});
      if (step == 300) raft.network().heal();
      if (step == 400 && raft.leader()) raft.crash(*raft.leader());
      for (const auto& pulse : raft.in_flight()) {
        if (!doubles || pulse.id <= seen || pulse.copy_of != 0 || pulse.kind != kind) continue;
        copies += raft.duplicate(pulse.id, behind) == simulation::Disturbance::done;
      }
      seen = raft.messages_sent();
      raft.advance_to(raft.now() + milliseconds(5));
    }
    return raft;
  };
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    int copies = 0;
    const Raft once = play(seed, false, Kind::vote, 0, copies);
    for (const Kind kind : {Kind::request_vote, Kind::vote, Kind::append_reply}) {
      for (const Time behind : {Time{0}, milliseconds(3), milliseconds(40), milliseconds(400)}) {
        copies = 0;
        const Raft twice = play(seed, true, kind, behind, copies);
        CHECK(copies > 0);
        REQUIRE(twice.victories().size() == once.victories().size());
        for (std::size_t i = 0; i < once.victories().size(); ++i) {
          const Raft::Victory &a = once.victories()[i], &b = twice.victories()[i];
          CHECK((a.term == b.term && a.leader == b.leader && a.at == b.at));
        }
        CHECK(twice.campaigns() == once.campaigns());
        CHECK(twice.committed() == once.committed());
        for (NodeId node = 0; node < 5; ++node) {
          CHECK(twice.term(node) == once.term(node));
          CHECK(twice.deadline(node) == once.deadline(node));
        }
      }
    }
  }
}
