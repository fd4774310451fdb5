#include "queueing/server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <stdexcept>

#include "lag/lindley.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::queueing;

TEST_CASE("A server's waits are Lindley's, job by job", "[queueing]") {
  Generator chance{320};
  std::vector<double> gaps, services;
  for (int i = 0; i < 3000; ++i) {
    gaps.push_back(uniform_below(chance, 100));
    services.push_back(uniform_below(chance, 95));
  }
  const std::vector<double> waits = lindley_waits(gaps, services);
  Server server;
  Time arrives = 0;
  std::size_t finished = 0;
  const auto finish_until = [&](Time until) {
    while (server.done_at() <= until) {
      const Time done = server.done_at();
      const Job job = server.finish();
      REQUIRE(job.request == finished);
      REQUIRE(static_cast<double>(done - job.entered) == waits[finished] + services[finished]);
      ++finished;
    }
  };
  for (std::uint32_t i = 0; i < gaps.size(); ++i) {
    arrives += static_cast<Time>(gaps[i]);
    finish_until(arrives);
    server.add({.request = i, .work = services[i]}, arrives);
  }
  finish_until(simulation::end_of_time);
  CHECK(finished == gaps.size());
  double busy = 0;
  for (const double service : services) busy += service;
  CHECK(static_cast<double>(server.busy_time(arrives + 1000000)) == busy);
}

TEST_CASE("A slower server takes longer, from its next job on; a stopped one begins none",
          "[queueing]") {
  Server server;
  server.add({.request = 1, .work = 100}, 0);
  server.add({.request = 2, .work = 100}, 0);
  server.set_speed(0.5, 10);
  CHECK(server.done_at() == 100);
  CHECK(server.busy_time(40) == 40);
  CHECK(server.finish().request == 1);
  CHECK(server.done_at() == 300);
  server.set_speed(0, 150);
  CHECK(server.finish().request == 2);
  server.add({.request = 3, .work = 100}, 400);
  CHECK(server.done_at() == simulation::never);
  CHECK_FALSE(server.serving());
  CHECK(server.length() == 1);
  CHECK(server.requests()[0].entered == 400);
  server.set_speed(2, 1000);
  CHECK(server.done_at() == 1050);
  CHECK(server.busy_time(1000) == 300);
  CHECK_THROWS_AS(server.set_speed(-1, 1000), std::out_of_range);
  CHECK_THROWS_AS(server.set_speed(NAN, 1000), std::out_of_range);
}

TEST_CASE("In line, requests and the log are served as they came", "[queueing]") {
  Server server;
  for (std::uint32_t i = 0; i < 8; ++i) {
    server.add({.kind = i % 4 == 1 ? Job::apply : Job::read, .request = i, .work = 100}, i);
  }
  CHECK(server.length() == 8);
  CHECK(server.connections() == 6);
  CHECK(server.log().size() == 2);
  for (std::uint32_t i = 0; i < 8; ++i) {
    CHECK(server.current().request == i);
    CHECK(server.finish().request == i);
  }
  CHECK(server.length() == 0);
}

TEST_CASE("As one client, the log takes its turn after each of those who wait", "[queueing]") {
  // Whenever a read is done three others wait, so that each fourth job is of the log.
  Server server{Applying::as_one_client};
  for (int i = 0; i < 100; ++i) server.add({.kind = Job::apply, .work = 10}, 0);
  for (int i = 0; i < 4; ++i) server.add({.kind = Job::read, .work = 10}, 0);
  int applied = 0, read = 0;
  for (int i = 0; i < 200; ++i) {
    const Time now = server.done_at();
    const Job job = server.finish();
    ++(job.kind == Job::apply ? applied : read);
    if (job.kind == Job::read) server.add({.kind = Job::read, .work = 10}, now);
  }
  CHECK(read > 140);
  CHECK(read < 160);
  CHECK(applied + read == 200);
  // Alone, it is served at once.
  Server idle{Applying::as_one_client};
  idle.add({.kind = Job::apply, .work = 10}, 5);
  CHECK(idle.done_at() == 15);
}

TEST_CASE("A server counts the jobs of each kind and its time for them", "[queueing]") {
  Server server;
  server.add({.kind = Job::read, .work = 100}, 0);
  server.add({.kind = Job::apply, .work = 30}, 10);
  server.add({.kind = Job::read, .work = 50}, 20);
  server.finish();
  server.finish();
  CHECK(server.done(Job::read) == 1);
  CHECK(server.done(Job::apply) == 1);
  CHECK(server.done(Job::write) == 0);
  CHECK(server.busy_time(Job::apply, 150) == 30);
  CHECK(server.busy_time(Job::read, 150) == 120);
  CHECK(server.busy_time(150) == 150);
}
