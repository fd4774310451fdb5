#pragma once
// Plays the same seeded run again and again, each time with another of its messages disturbed.
//
//   for_each_message(start, act, [&](Cluster& run, MessageId message) {
//     run.duplicate(message);
//   }, [&](const Cluster& disturbed, MessageId message) { CHECK(...); });
//
// Steps are a millisecond: the shortest time that a message of such a run may travel.

#include <catch2/catch_test_macros.hpp>

#include "simulation/cluster.hpp"

namespace testing {

using distributed::simulation::Disturbance;
using distributed::simulation::MessageId;
using distributed::simulation::Time;

/// Plays a run of `duration`: act(run, t) in each millisecond t. As soon as message `victim` is
/// under way, disturb(run, victim) is called once; 0 disturbs none.
template <typename Run, typename Act, typename Disturb>
void play(Run& run, int duration, Act act, MessageId victim, Disturb disturb) {
  for (int t = 0; t < duration; ++t) {
    run.advance_to(distributed::simulation::milliseconds(t));
    act(run, t);
    if (victim == 0 || victim > run.messages_sent()) continue;
    disturb(run, victim);
    victim = 0;
  }
  run.advance_to(distributed::simulation::milliseconds(duration));
}

/// Plays start() undisturbed, then once for each of its messages with disturb(run, message), which
/// must say whether it could; calls check(plain, disturbed) after each.
template <typename Start, typename Act, typename Disturb, typename Check>
void for_each_message(Start start, int duration, Act act, Disturb disturb, Check check) {
  auto plain = start();
  play(plain, duration, act, 0, disturb);
  REQUIRE(plain.messages_sent() > 0);
  std::size_t disturbed = 0;
  for (MessageId victim = 1; victim <= plain.messages_sent(); ++victim) {
    auto run = start();
    play(run, duration, act, victim, [&](auto& cluster, MessageId message) {
      disturbed += disturb(cluster, message) == Disturbance::done;
    });
    INFO("message " << victim);
    check(plain, run);
  }
  CHECK(disturbed > plain.messages_sent() / 2);  // most are not lost already
}

}  // namespace testing
