#include "replication_lag/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"
#include "stage/model/text.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using play::press;
using play::state;

namespace {

constexpr double long_enough = 60;

const Sim sim = play::sim_of_model<ReplicationLag>("replication-lag");

const ReplicationLag& model(const microsims::Session& session) {
  return static_cast<const ReplicationLag&>(session.model());
}

double fact(const ReplicationLag& lag, std::string_view id) {
  for (const Fact& fact : lag.facts()) {
    if (fact.id == id) return fact.value.value_or(-1);
  }
  return -2;
}

std::vector<std::string> events(const ReplicationLag& lag) {
  std::vector<std::string> ids;
  for (const Mark& mark : lag.record().marks()) {
    if (!mark.command) ids.push_back(mark.id);
  }
  return ids;
}

std::size_t count(const std::vector<std::string>& ids, std::string_view id) {
  return static_cast<std::size_t>(std::count(ids.begin(), ids.end(), id));
}

}  // namespace

TEST_CASE("There are a leader and three replicas with their log positions", "[replication-lag]") {
  const ReplicationLag lag{1};
  const std::string told = state(lag);
  for (const char* id : {"leader-1", "replica-1", "replica-2", "replica-3"}) {
    CHECK_THAT(told, ContainsSubstring(std::string{"\"id\":\""} + id));
  }
  CHECK_THAT(told, ContainsSubstring(R"("leader":"leader-1")"));
  CHECK_THAT(told, ContainsSubstring(R"("role":"replica","up":true,"position":2,"applied":2)"));
  CHECK_FALSE(lag.moving());
}

TEST_CASE("The main view has five controls of its own, as the page contract has them",
          "[replication-lag]") {
  const ReplicationLag lag{1};
  std::vector<std::string> panel;
  for (const Control& control : lag.controls().all()) {
    if (control.place == ControlPlace::panel) panel.push_back(control.id);
  }
  CHECK(panel == std::vector<std::string>{"mode", "read-from", "write", "read", "crash-leader"});
  const auto options = [&](const char* id) {
    std::string ids;
    for (const Option& option : lag.controls().find(id)->choices()) append(ids, {option.id, " "});
    return ids;
  };
  CHECK(options("mode") == "asynchronous semi-synchronous synchronous ");
  CHECK(options("read-from") == "leader replica-1 replica-2 replica-3 any ");
}

TEST_CASE("Each write's life is seen: committed, sent, received, applied, answered",
          "[replication-lag]") {
  ReplicationLag lag{1};
  press(lag, "write");
  CHECK(lag.record().messages().size() == 1);
  lag.advance(0.25);
  CHECK(events(lag) == std::vector<std::string>{"committed"});
  // To three replicas and to the client.
  CHECK(lag.record().messages().size() == 5);
  lag.advance(0.25);
  CHECK(events(lag).back() == "answered");
  lag.advance(0.75);
  CHECK(events(lag).back() == "received");
  lag.advance(long_enough);
  CHECK(count(events(lag), "received") == 3);
  CHECK(count(events(lag), "applied") == 3);
  CHECK_FALSE(lag.moving());
}

TEST_CASE("Twenty milliseconds of the network take a second", "[replication-lag]") {
  ReplicationLag lag{1};
  press(lag, "write");
  lag.advance(1);
  CHECK(lag.ms(lag.set().now()) == 20);
  CHECK(lag.record().messages().front().due == 250'000);  // 5 ms
}

TEST_CASE("What the client waits in each mode is what the law says", "[replication-lag]") {
  const std::pair<const char*, double> costs[] = {
      {"asynchronous", 10}, {"semi-synchronous", 50}, {"synchronous", 130}};
  for (const auto& [mode, ms] : costs) {
    ReplicationLag lag{1};
    play::set(lag, "mode", mode);
    press(lag, "write");
    lag.advance(long_enough);
    CHECK(fact(lag, "writeLatency") == ms);
    CHECK(lag.facts()[0].law == ms);
    CHECK_THAT(state(lag), ContainsSubstring(phrase({"\"mode\":\"", mode, "\""})));
  }
}

TEST_CASE("A read older than what this client wrote is stale and says so", "[replication-lag]") {
  const auto session = play::open(sim, "?seed=1&do=write@0,read@0.5&at=1");
  const ReplicationLag& lag = model(*session);
  CHECK(lag.news().kind == ReplicationLag::News::bad);
  CHECK(lag.news().head == "Stale read");
  CHECK(lag.news().words == "You wrote v3 at 0\u00a0ms; Replica 2 answered v2 at 20\u00a0ms");
  CHECK_THAT(lag.describe(), ContainsSubstring(lag.news().words));
  CHECK_THAT(
      state(lag),
      ContainsSubstring(R"("reads":[{"version":2,"from":"replica-2","ownLatest":3,"stale":true)"));
  CHECK(count(events(lag), "stale-read") == 1);
}

TEST_CASE("The answer of a stale read is seen to be one while it is on its way",
          "[replication-lag]") {
  const auto session = play::open(sim, "?seed=1&do=write@0,read@0.5&at=0.9");
  const ReplicationLag& lag = model(*session);
  int bad = 0;
  for (const Message& message : lag.record().messages()) bad += lag.is_bad_answer(message);
  CHECK(bad == 1);
  CHECK(lag.is_bad_answer(lag.record().messages().back()));
}

TEST_CASE("A read goes where it is told to, and of the leader it is fresh", "[replication-lag]") {
  for (const char* from : {"leader", "replica-1", "replica-2", "replica-3"}) {
    ReplicationLag lag{1};
    play::set(lag, "read-from", from);
    press(lag, "write");
    lag.advance(0.5);
    press(lag, "read");
    lag.advance(0.6);
    const bool of_leader = std::string_view{from} == "leader";
    CHECK_THAT(state(lag),
               ContainsSubstring(phrase({"\"from\":\"", of_leader ? "leader-1" : from})));
    CHECK(lag.news().kind == (of_leader ? ReplicationLag::News::good : ReplicationLag::News::bad));
  }
  ReplicationLag lag{1};
  play::set(lag, "read-from", "any");
  for (int i = 0; i < 60; ++i) press(lag, "read");
  lag.advance(long_enough);
  for (const char* node : {"leader-1", "replica-1", "replica-2", "replica-3"}) {
    CHECK_THAT(state(lag), ContainsSubstring(phrase({"\"from\":\"", node})));
  }
}

TEST_CASE("Each replica's lag is told in milliseconds and in writes", "[replication-lag]") {
  ReplicationLag lag{1};
  press(lag, "write");
  lag.advance(0.5);
  press(lag, "write");
  lag.advance(0.75);  // 25 ms
  CHECK(lag.lag_words(1) == "20\u00a0ms, 2 writes behind");
  CHECK(lag.lag_words(0) == "leads");
  lag.advance(long_enough);
  CHECK(lag.lag_words(1) == "in step");
}

TEST_CASE("After a crash the replica with the least lag leads; lost and diverged writes are listed",
          "[replication-lag]") {
  ReplicationLag lag{1};
  press(lag, "write");
  lag.advance(1);
  press(lag, "crash-leader");
  CHECK_THAT(state(lag), ContainsSubstring(R"("leader":"replica-1")"));
  CHECK_THAT(state(lag), ContainsSubstring(R"("lost":[3],"diverged":[])"));
  CHECK(lag.news().head == "Your write is lost");
  CHECK(count(events(lag), "promoted") == 1);
  CHECK(count(events(lag), "lost") == 1);
  press(lag, "write");
  lag.advance(2);
  play::set(lag, "leader-1", "true");
  lag.advance(long_enough);
  CHECK_THAT(state(lag), ContainsSubstring(R"("lost":[3],"diverged":[3])"));
  CHECK(lag.losses() == "Lost, and diverged: v3");
  CHECK_FALSE(lag.moving());
}

TEST_CASE("With an acknowledgement a crash loses no confirmed write", "[replication-lag]") {
  for (const char* mode : {"semi-synchronous", "synchronous"}) {
    for (int at = 0; at < 60; ++at) {
      ReplicationLag lag{1};
      play::set(lag, "mode", mode);
      press(lag, "write");
      lag.advance(0.1 * at);
      press(lag, "crash-leader");
      lag.advance(long_enough);
      CHECK(lag.set().lost().empty());
    }
  }
}

TEST_CASE("The last node that is up cannot be crashed by the button", "[replication-lag]") {
  ReplicationLag lag{1};
  for (int i = 0; i < 3; ++i) press(lag, "crash-leader");
  CHECK_FALSE(lag.controls().find("crash-leader")->is_enabled());
  play::set(lag, "leader-1", "true");
  CHECK(lag.controls().find("crash-leader")->is_enabled());
}

TEST_CASE("Semi-synchronous it waits 10 s for one acknowledgement, then goes on asynchronously",
          "[replication-lag]") {
  const auto session = play::open(sim,
                                  "?mode=semi-synchronous&seed=1&do=replica-1=false@0,"
                                  "replica-2=false@0,replica-3=false@0,write@0,write@20&at=30");
  const ReplicationLag& lag = model(*session);
  CHECK(lag.set().cluster().writes()[2].latency() == 10'010'000);
  CHECK(lag.set().cluster().writes()[3].latency() == 10'000);
  CHECK_THAT(state(lag), ContainsSubstring("\"degraded\":true"));
  CHECK(count(events(lag), "degraded") == 1);
  // Time is lapsed while nothing can be seen: not 500 s.
  CHECK(lag.now() <= 30'000);
}

TEST_CASE("One slow replica of three keeps nobody waiting for one, but who waits for all",
          "[replication-lag]") {
  const auto waited = [](const char* settings) {
    const auto session = play::open(sim, phrase({settings, "&do=write@0&at=40"}));
    return fact(model(*session), "writeLatency");
  };
  CHECK(waited("?mode=semi-synchronous&far-replica=true") == 50);
  CHECK(waited("?mode=semi-synchronous&far-replica=true&acks=3") == 330);
  CHECK(waited("?mode=semi-synchronous&far-replica=true&acks=3&ack-timeout=100") == 110);
}

TEST_CASE("Others write at their rate for half a second, a burst is ten, then all rests",
          "[replication-lag]") {
  ReplicationLag lag{1};
  press(lag, "others-write");
  CHECK(lag.moving());
  lag.advance(300);
  CHECK_FALSE(lag.moving());
  const auto written = lag.set().cluster().writes().size() - 2;
  CHECK_THAT(double(written), WithinAbs(30, 17));
  press(lag, "burst");
  lag.advance(300);
  CHECK(lag.set().cluster().writes().size() == written + 12);
  CHECK(fact(lag, "furthestMs") == 0);
  // The events are of this client's writes.
  CHECK(events(lag).empty());
}

TEST_CASE("A long transaction blocks what follows it on the replicas", "[replication-lag]") {
  ReplicationLag lag{1};
  press(lag, "long-transaction");
  press(lag, "write");
  lag.advance(6);
  for (NodeId node = 1; node < 4; ++node) {
    CHECK(lag.set().cluster().lag(node) == 0);
    CHECK(lag.set().cluster().unseen(node) == 2);
  }
  lag.advance(long_enough);
  CHECK_FALSE(lag.moving());
}

TEST_CASE("A remedy of the client holds in the run too", "[replication-lag]") {
  const auto news = [](const char* remedy) {
    const auto session =
        play::open(sim, phrase({"?remedy=", remedy, "&seed=1&do=write@0,read@0.5&at=9"}));
    return model(*session).news();
  };
  CHECK(news("none").kind == ReplicationLag::News::bad);
  CHECK(news("leader-after-write").words == "Leader answered v3 at 20\u00a0ms");
  CHECK(news("leader").kind == ReplicationLag::News::good);
  CHECK(news("wait-for-position").kind == ReplicationLag::News::good);
}

TEST_CASE("The drawer's figures stand beside their laws in words", "[replication-lag]") {
  ReplicationLag lag{1};
  CHECK_THAT(lag.explored(), ContainsSubstring("by law 25\u00a0ms"));
  CHECK_THAT(lag.explored(), ContainsSubstring("writes, by law 1.2\u00a0writes"));
  play::set(lag, "rate", "120");
  CHECK_THAT(lag.explored(), !ContainsSubstring("Mean lag"));
}

TEST_CASE("A write that nobody answers leaves the page at rest", "[replication-lag]") {
  ReplicationLag lag{1};
  play::set(lag, "mode", "synchronous");
  play::set(lag, "replica-3", "false");
  press(lag, "write");
  lag.advance(long_enough);
  CHECK_FALSE(lag.moving());
  CHECK(fact(lag, "writeLatency") == -1);
  CHECK_THAT(lag.prompt(), ContainsSubstring("do not answer"));
}

TEST_CASE("A dropped log entry is sent again", "[replication-lag]") {
  const auto session = play::open(sim, "?seed=1&do=write@0,drop=m2@0.5&at=60");
  CHECK(model(*session).set().cluster().version(1) == 3);
  CHECK_FALSE(session->model().moving());
}

TEST_CASE("Lag: every place of a random run, sought, is as it was when it was played",
          "[replication-lag]") {
  play::check_random_runs(sim, 1000);
}
