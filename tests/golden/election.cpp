#include "election/bully.hpp"
#include "election/raft.hpp"
#include "election/raft_schedule.hpp"
#include "golden.hpp"

using namespace distributed;
using namespace distributed::election;
using simulation::milliseconds;
using simulation::seconds;

void golden::election() {
  RaftOptions options;
  options.latency = simulation::Latency::uniform(milliseconds(5), milliseconds(40));
  options.loss = 0.05;
  Raft raft{options, Generator{42}};
  raft.advance_to(seconds(2));
  raft.network().partition({{0, 1}, {2, 3, 4}});
  raft.advance_to(seconds(5));
  raft.crash(2);
  raft.network().heal();
  raft.advance_to(seconds(8));
  raft.restart(2);
  raft.advance_to(seconds(10));
  std::vector<std::uint64_t> line{raft.campaigns(), raft.messages_sent(), raft.events(),
                                  raft.committed().index, raft.leaders().size()};
  for (simulation::NodeId node = 0; node < 5; ++node) line.push_back(raft.term(node));
  print("election/raft", line);
  for (const Raft::Victory& victory : raft.victories()) {
    print("election/raft/victory",
          {victory.term, victory.leader, static_cast<std::uint64_t>(victory.at)});
  }

  Generator chance{1};
  std::uint64_t safe = 0, elections = 0, leaders = 0, mishaps = 0, events = 0;
  for (int i = 0; i < 300; ++i) {
    const ScheduleResult result = run_random_schedule(chance);
    safe += result.safe;
    elections += result.elections;
    leaders += result.leaders;
    mishaps += result.mishaps;
    events += result.events;
  }
  print("election/schedules", {safe, elections, leaders, mishaps, events});

  Bully bully{BullyOptions{}, Generator{42}};
  bully.crash(4);
  bully.start_election(0);
  bully.advance_to(seconds(1));
  print("election/bully", {bully.messages().election, bully.messages().answer,
                           bully.messages().coordinator, bully.coordinator(0).value()});
}
