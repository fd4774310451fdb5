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

// Numbers messages from 1 and writes down what it hears.
class Log : public QuorumClient::Watch {
 public:
  std::uint32_t sent(const Request&, const Trip&) override { return ++last; }
  void ended(const Trip&, bool arrived, simulation::Time) override {
    ++(arrived ? arrivals : losses);
  }
  void decided(const Request& request, simulation::Time at) override {
    (request.succeeded ? successes : failures).push_back(at);
  }
  std::uint32_t last = 0;
  int arrivals = 0, losses = 0;
  std::vector<simulation::Time> successes, failures;
};

constexpr simulation::Time all = 100000;

}  // namespace

TEST_CASE("A write is stored where it arrives and has succeeded with the last answer it needs",
          "[quorum-client]") {
  QuorumClient client{5};
  Log log;
  client.write(3, trips_to({0, 2, 4}, 100));
  CHECK(client.end() == 124);
  client.run(112, &log);
  CHECK(client.replicas[0].version == 2);
  CHECK(client.replicas[2].version == 2);
  CHECK(client.replicas[4].version == 1);
  CHECK(client.decided().replicas[4].version == 2);
  CHECK(client.decided().last_write()->succeeded);
  CHECK_FALSE(client.last_write()->succeeded);
  client.run(all, &log);
  CHECK(log.successes == std::vector<simulation::Time>{124});
  CHECK(client.last_write()->answered() == std::vector<int>{0, 2, 4});
  CHECK(log.last == 6);
  CHECK(log.arrivals == 6);
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
  QuorumClient client{3};
  Log log;
  client.write(2, trips_to({0, 1}, 0));
  client.run(5, &log);
  client.drop(2, 5, &log);
  client.run(all, &log);
  CHECK(client.replicas[0].version == 2);
  CHECK(client.replicas[1].version == 1);
  CHECK_FALSE(client.last_write()->succeeded);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(log.failures == std::vector<simulation::Time>{20});
}

TEST_CASE("A dropped acknowledgement leaves the write stored and unacknowledged",
          "[quorum-client]") {
  QuorumClient client{3};
  Log log;
  client.write(2, trips_to({0, 1}, 0));
  client.run(15, &log);
  REQUIRE(log.last == 4);
  client.drop(4, 15, &log);
  client.run(all, &log);
  CHECK(client.replicas[1].version == 2);
  CHECK_FALSE(client.last_write()->succeeded);
  // Nothing was promised: a read of version 1 is not stale, and one may return version 2.
  client.read(1, trips_to({2}, 100));
  client.run(all, &log);
  CHECK(client.last_read()->version == 1);
  CHECK_FALSE(client.last_read()->stale());
  client.read(1, trips_to({1}, 200));
  client.run(all, &log);
  CHECK(client.last_read()->version == 2);
}

TEST_CASE("A read that overtakes a delayed write answers with what was there", "[quorum-client]") {
  QuorumClient client{3};
  Log log;
  client.write(2, trips_to({0, 1}, 0));
  client.run(5, &log);
  client.delay(2, 500);
  client.read(1, trips_to({1}, 100));
  CHECK(client.decided().last_read()->version == 1);
  client.run(200, &log);
  CHECK(client.last_read()->version == 1);
  CHECK_FALSE(client.last_read()->stale());
  CHECK_FALSE(client.last_write()->succeeded);
  client.run(all, &log);
  CHECK(client.replicas[1].version == 2);
  CHECK(client.last_write()->succeeded);
  CHECK(log.successes == std::vector<simulation::Time>{121, 521});
}

TEST_CASE("A write that comes late does not overwrite a newer one", "[quorum-client]") {
  QuorumClient client{2};
  Log log;
  client.write(1, trips_to({0}, 0));
  client.run(5, &log);
  client.delay(1, 500);
  client.write(1, trips_to({0}, 100));
  client.run(200, &log);
  CHECK(client.replicas[0].version == 3);
  client.run(all, &log);
  CHECK(client.replicas[0].version == 3);
  CHECK(log.successes.size() == 2);
}

TEST_CASE("What comes twice is stored once and counts once", "[quorum-client]") {
  QuorumClient client{3};
  Log log;
  client.write(2, trips_to({0, 1}, 0));
  client.run(5, &log);
  client.duplicate(1, ++log.last, 50);
  client.drop(2, 5, &log);
  client.run(all, &log);
  // Two acknowledgements of node 0 are not two nodes.
  CHECK_FALSE(client.last_write()->succeeded);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(client.replicas[0].version == 2);
}

TEST_CASE("A duplicate does what the lost original would have done", "[quorum-client]") {
  QuorumClient client{3};
  Log log;
  client.write(1, trips_to({0}, 0));
  client.run(5, &log);
  client.duplicate(1, ++log.last, 50);
  client.drop(1, 6, &log);
  client.run(all, &log);
  CHECK(client.last_write()->succeeded);
  CHECK(log.successes == std::vector<simulation::Time>{70});
}

TEST_CASE("A duplicated answer counts once", "[quorum-client]") {
  QuorumClient client{3};
  Log log;
  client.read(2, trips_to({0, 1}, 0));
  client.run(10, &log);
  REQUIRE(log.last == 3);
  client.duplicate(3, ++log.last, 5);
  client.drop(2, 10, &log);
  client.run(all, &log);
  CHECK_FALSE(client.last_read()->succeeded);
  CHECK(log.failures.size() == 1);
}

TEST_CASE("What reaches a node that is down is lost, what it sent before is not",
          "[quorum-client]") {
  QuorumClient client{3};
  Log log;
  client.write(2, trips_to({0, 1}, 0));
  client.run(10, &log);
  client.replicas[0].down = client.replicas[1].down = true;
  CHECK(client.end() == 20);
  client.run(all, &log);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(client.replicas[1].version == 1);
  CHECK(log.losses == 1);
}

TEST_CASE("Who is in a hurry finds all arrived that nobody held up", "[quorum-client]") {
  QuorumClient client{3};
  Log log;
  client.write(2, trips_to({0, 1}, 0));
  client.run(5, &log);
  client.delay(2, 500);
  client.hurry(6);
  client.run(6, &log);
  CHECK(client.last_write()->answered() == std::vector<int>{0});
  CHECK(client.end() == 521);
}

TEST_CASE("However time is cut, the same happens", "[quorum-client]") {
  QuorumClient large{5}, small{5};
  Log large_log, small_log;
  for (QuorumClient* client : {&large, &small}) {
    client->write(3, trips_to({4, 1, 2}, 0));
    client->read(3, trips_to({0, 3, 4}, 12));
  }
  large.run(50, &large_log);
  for (simulation::Time t = 0; t <= 50; ++t) small.run(t, &small_log);
  CHECK(large_log.successes == small_log.successes);
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(large.requests()[i].trips[j].message == small.requests()[i].trips[j].message);
    }
  }
}
