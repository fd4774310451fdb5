#include "quorum/coordinator.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace distributed;
using Outcome = Coordinator::Outcome;

namespace {

constexpr simulation::Time all = simulation::seconds(100);

Coordinator client_of(const Quorum& quorum, std::uint64_t seed = 1) {
  return {7, quorum, {0.5, 0.9}, Generator{seed}};
}

int count(const Coordinator& client, bool Coordinator::Member::*in) {
  int count = 0;
  for (const auto& member : client.members()) count += member.*in;
  return count;
}

}  // namespace

TEST_CASE("A write reaches w of n replicas, a read asks r of them", "[coordinator]") {
  Coordinator client = client_of({5, 2, 4});
  CHECK(client.outcome() == Outcome::none);
  CHECK(client.members().size() == 5);
  client.write(0);
  client.read(0);
  CHECK(count(client, &Coordinator::Member::wrote) == 2);
  CHECK(count(client, &Coordinator::Member::read) == 4);
  REQUIRE(client.overlap().size() >= 1);
  for (const int node : client.overlap()) {
    CHECK(client.members()[static_cast<std::size_t>(node)].overlap());
  }
  CHECK(client.outcome() == Outcome::done);
}

TEST_CASE("The answers of the request before are there at once", "[coordinator]") {
  Coordinator client = client_of({5, 3, 3});
  client.write(0);
  CHECK_FALSE(client.last_write()->succeeded);
  client.read(simulation::seconds(0.1));
  CHECK(client.last_write()->succeeded);
}

TEST_CASE("Each message travels as long as was asked for", "[coordinator]") {
  Coordinator client = client_of({5, 5, 5});
  client.write(1000);
  for (const Trip& trip : client.last_write()->trips) {
    for (const simulation::Time way : {trip.arrived - trip.sent, trip.answered - trip.arrived}) {
      CHECK(way >= simulation::seconds(0.5));
      CHECK(way <= simulation::seconds(0.9));
    }
    CHECK(trip.sent == 1000);
  }
}

TEST_CASE("What too few replicas are up for is refused, and nothing is sent", "[coordinator]") {
  Coordinator client = client_of({3, 3, 2});
  client.replicas[1].down = true;
  CHECK(client.up() == std::vector<int>{0, 2});
  client.write(0);
  CHECK(client.outcome() == Outcome::write_refused);
  CHECK(client.requests().empty());
  client.read(0);
  CHECK(client.outcome() == Outcome::done);
  client.replicas[0].down = true;
  client.read(all);
  CHECK(client.outcome() == Outcome::read_refused);
  client.change({3, 1, 1});
  CHECK(client.outcome() == Outcome::none);
  client.write(all);
  CHECK(client.outcome() == Outcome::done);
}

TEST_CASE("A write whose replicas fail meanwhile has failed", "[coordinator]") {
  Coordinator client = client_of({3, 3, 3});
  client.write(0);
  client.replicas[0].down = true;
  CHECK(client.outcome() == Outcome::write_failed);
}

TEST_CASE("A read past the write asks none that the write reached", "[coordinator]") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Coordinator client = client_of({6, 2, 4}, seed);
    client.read_past(0, 400);
    CHECK(client.overlap().empty());
    client.run(all);
    REQUIRE(client.last_read());
    CHECK(client.last_read()->stale());
    simulation::Time written = 0;
    for (const Trip& trip : client.last_write()->trips) {
      written = std::max(written, trip.answered);
    }
    for (const Trip& trip : client.last_read()->trips) CHECK(trip.sent == written + 400);
  }
}
