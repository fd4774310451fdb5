#include "quorum/client.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace distributed;

namespace {

// Each there in 10 more than its node's number, and back in 10.
std::vector<Trip> trips_to(const std::vector<int>& nodes, simulation::Time sent) {
  std::vector<Trip> trips;
  for (const int node : nodes) {
    trips.push_back(
        {.node = node, .sent = sent, .arrived = sent + 10 + node, .answered = sent + 20 + node});
  }
  return trips;
}

// A client that notes what happens, with all that was noted so far.
struct Followed : QuorumClient {
  explicit Followed(int count) : QuorumClient(count) { record(true); }

  void listen() {
    for (const auto& event : take_trace()) {
      using simulation::Happening;
      last += event.what == Happening::sent || event.what == Happening::duplicated;
      arrivals += event.what == Happening::arrived;
      losses += event.what == Happening::lost;
    }
    for (const auto& [request, at] : take_decisions()) {
      (request.succeeded ? successes : failures).push_back(at);
    }
  }
  void run(simulation::Time until) {
    QuorumClient::run(until);
    listen();
  }
  simulation::MessageId last = 0;
  int arrivals = 0, losses = 0;
  std::vector<simulation::Time> successes, failures;
};

constexpr simulation::Time all = 100000;

}  // namespace

TEST_CASE("A write is stored where it arrives and has succeeded with the last answer it needs",
          "[quorum-client]") {
  Followed client{5};
  client.write(3, trips_to({0, 2, 4}, 100));
  CHECK(client.end() == 124);
  client.run(112);
  CHECK(client.replicas[0].version == 2);
  CHECK(client.replicas[2].version == 2);
  CHECK(client.replicas[4].version == 1);
  CHECK(client.decided().replicas[4].version == 2);
  CHECK(client.decided().last_write()->succeeded);
  CHECK_FALSE(client.last_write()->succeeded);
  client.run(all);
  CHECK(client.successes == std::vector<simulation::Time>{124});
  CHECK(client.last_write()->answered() == std::vector<int>{0, 2, 4});
  CHECK(client.last == 6);
  CHECK(client.arrivals == 6);
}

TEST_CASE("A read returns the newest of its answers", "[quorum-client]") {
  QuorumClient client{5};
  client.write(2, trips_to({0, 1}, 0));
  client.run(all);
  client.read(2, trips_to({1, 2}, 200));
  client.run(all);
  CHECK(client.last_read()->version == 2);
  CHECK_FALSE(client.last_read()->stale());
  client.read(2, trips_to({2, 3}, 300));
  client.run(all);
  CHECK(client.last_read()->version == 1);
  CHECK(client.last_read()->stale());
}

TEST_CASE("A dropped write is never stored, and the write fails", "[quorum-client]") {
  Followed client{3};
  client.write(2, trips_to({0, 1}, 0));
  client.run(5);
  client.drop(2);
  client.run(all);
  CHECK(client.replicas[0].version == 2);
  CHECK(client.replicas[1].version == 1);
  CHECK_FALSE(client.last_write()->succeeded);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(client.failures == std::vector<simulation::Time>{20});
}

TEST_CASE("A dropped acknowledgement leaves the write stored and unacknowledged",
          "[quorum-client]") {
  Followed client{3};
  client.write(2, trips_to({0, 1}, 0));
  client.run(15);
  REQUIRE(client.last == 4);
  client.drop(4);
  client.run(all);
  CHECK(client.replicas[1].version == 2);
  CHECK_FALSE(client.last_write()->succeeded);
  // Nothing was promised: a read of version 1 is not stale, and one may return version 2.
  client.read(1, trips_to({2}, 100));
  client.run(all);
  CHECK(client.last_read()->version == 1);
  CHECK_FALSE(client.last_read()->stale());
  client.read(1, trips_to({1}, 200));
  client.run(all);
  CHECK(client.last_read()->version == 2);
}

TEST_CASE("A read that overtakes a delayed write answers with what was there", "[quorum-client]") {
  Followed client{3};
  client.write(2, trips_to({0, 1}, 0));
  client.run(5);
  client.delay(2, 500);
  client.read(1, trips_to({1}, 100));
  CHECK(client.decided().last_read()->version == 1);
  client.run(200);
  CHECK(client.last_read()->version == 1);
  CHECK_FALSE(client.last_read()->stale());
  CHECK_FALSE(client.last_write()->succeeded);
  client.run(all);
  CHECK(client.replicas[1].version == 2);
  CHECK(client.last_write()->succeeded);
  CHECK(client.successes == std::vector<simulation::Time>{121, 521});
}

TEST_CASE("A write that comes late does not overwrite a newer one", "[quorum-client]") {
  Followed client{2};
  client.write(1, trips_to({0}, 0));
  client.run(5);
  client.delay(1, 500);
  client.write(1, trips_to({0}, 100));
  client.run(200);
  CHECK(client.replicas[0].version == 3);
  client.run(all);
  CHECK(client.replicas[0].version == 3);
  CHECK(client.successes.size() == 2);
}

TEST_CASE("What comes twice is stored once and counts once", "[quorum-client]") {
  Followed client{3};
  client.write(2, trips_to({0, 1}, 0));
  client.run(5);
  client.duplicate(1, 50);
  client.drop(2);
  client.run(all);
  // Two acknowledgements of node 0 are not two nodes.
  CHECK_FALSE(client.last_write()->succeeded);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(client.replicas[0].version == 2);
}

TEST_CASE("A duplicate does what the lost original would have done", "[quorum-client]") {
  Followed client{3};
  client.write(1, trips_to({0}, 0));
  client.run(5);
  client.duplicate(1, 50);
  client.drop(1);
  client.run(all);
  CHECK(client.last_write()->succeeded);
  CHECK(client.successes == std::vector<simulation::Time>{70});
}

TEST_CASE("A duplicated answer counts once", "[quorum-client]") {
  Followed client{3};
  client.read(2, trips_to({0, 1}, 0));
  client.run(10);
  REQUIRE(client.last == 3);
  client.duplicate(3, 5);
  client.drop(2);
  client.run(all);
  CHECK_FALSE(client.last_read()->succeeded);
  CHECK(client.failures.size() == 1);
}

TEST_CASE("What reaches a node that is down is lost, what it sent before is not",
          "[quorum-client]") {
  Followed client{3};
  client.write(2, trips_to({0, 1}, 0));
  client.run(10);
  client.replicas[0].down = client.replicas[1].down = true;
  CHECK(client.end() == 20);
  client.run(all);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(client.replicas[1].version == 1);
  CHECK(client.losses == 1);
}

TEST_CASE("Who is in a hurry finds all arrived that nobody held up", "[quorum-client]") {
  Followed client{3};
  client.write(2, trips_to({0, 1}, 0));
  client.run(5);
  client.delay(2, 500);
  client.hurry(6);
  client.run(6);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(client.end() == 521);
}

TEST_CASE("However time is cut, the same happens", "[quorum-client]") {
  Followed large{5}, small{5};
  for (QuorumClient* client : {&large, &small}) {
    client->write(3, trips_to({4, 1, 2}, 0));
    client->read(3, trips_to({0, 3, 4}, 12));
  }
  large.run(50);
  for (simulation::Time t = 0; t <= 50; ++t) small.run(t);
  CHECK(large.successes == small.successes);
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(large.requests()[i].trips[j].message == small.requests()[i].trips[j].message);
    }
  }
}

TEST_CASE("Messages are followed as those of the engine are", "[quorum-client]") {
  using simulation::Happening;
  QuorumClient client{2};
  client.record(true);
  client.write(1, trips_to({1}, 100));
  client.run(105);
  client.delay(1, 50);
  client.duplicate(1, 7);
  client.drop(1);
  client.replicas[1].down = true;
  client.run(all);
  const auto trace = client.take_trace();
  REQUIRE(trace.size() == 5);
  CHECK(trace[0].what == Happening::sent);
  CHECK(trace[0].at == 100);
  CHECK(trace[0].message.id == 1);
  CHECK(trace[0].message.from == 2);
  CHECK(trace[0].message.to == 1);
  CHECK(trace[0].message.kind == QuorumClient::Kind::write);
  CHECK(trace[0].message.arrives_at == 111);
  CHECK(trace[1].what == Happening::delayed);
  CHECK(trace[1].message.arrives_at == 161);
  CHECK(trace[2].what == Happening::duplicated);
  CHECK(trace[2].message.id == 2);
  CHECK(trace[2].message.copy_of == 1);
  CHECK(trace[2].message.arrives_at == 168);
  CHECK(trace[3].what == Happening::lost);
  CHECK(trace[3].message.loss == simulation::Loss::dropped);
  CHECK(trace[4].what == Happening::lost);
  CHECK(trace[4].message.loss == simulation::Loss::receiver_down);
  CHECK(trace[4].at == 168);
  CHECK(client.take_trace().empty());
  CHECK(client.take_decisions().size() == 1);
}
