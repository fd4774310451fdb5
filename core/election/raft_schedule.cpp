#include "election/raft_schedule.hpp"

#include <algorithm>
#include <vector>

#include "election/raft.hpp"
#include "random/distributions.hpp"

namespace distributed::election {
namespace {

using simulation::Latency;
using simulation::milliseconds;

Time up_to(Generator& chance, Time bound) {
  return uniform_below(chance, static_cast<std::uint32_t>(bound) + 1);
}

RaftOptions random_options(Generator& chance, bool durable_votes) {
  RaftOptions options;
  options.nodes = 2 + uniform_below(chance, 6);
  options.timeout_low = milliseconds(150);
  // Narrow ranges make candidates collide.
  options.timeout_high = options.timeout_low + up_to(chance, milliseconds(150));
  const Time fastest = up_to(chance, milliseconds(20));
  const Time jitter = milliseconds(uniform_below(chance, 2) == 0 ? 20 : 130);
  options.latency = Latency::uniform(fastest, fastest + up_to(chance, jitter));
  options.heartbeat_interval = milliseconds(75);
  if (uniform_below(chance, 2) == 0) options.loss = uniform_between(chance, 0, 0.3);
  options.durable_votes = durable_votes;
  return options;
}

void mishap(Raft& raft, Generator& chance) {
  const auto nodes = static_cast<std::uint32_t>(raft.size());
  const NodeId node = uniform_below(chance, nodes);
  switch (uniform_below(chance, 8)) {
    case 0:
    case 1:
      raft.crash(node);
      break;
    case 2:
    case 3:
      raft.restart(node);
      break;
    case 4: {
      std::vector<NodeId> group;
      for (NodeId member = 0; member < nodes; ++member) {
        if (uniform_below(chance, 2) == 0) group.push_back(member);
      }
      raft.network().partition({group});
      break;
    }
    case 5:
      raft.network().cut_one_way(node, uniform_below(chance, nodes));
      break;
    case 6:
      raft.network().heal();
      break;
    default:
      raft.append(node);
      // A node that fails and is back before the others' timeouts is the hard case for votes.
      raft.crash(node);
      raft.restart(node);
      break;
  }
}

}  // namespace

ScheduleResult run_random_schedule(Generator& chance, bool durable_votes) {
  const RaftOptions options = random_options(chance, durable_votes);
  Raft raft(options, chance.split());
  for (NodeId node = 0; node < options.nodes; ++node) {
    const LogPosition log{uniform_below(chance, 3), 1 + uniform_below(chance, 4)};
    if (log.term > 0) raft.set_log(node, log);
  }
  ScheduleResult result;
  result.nodes = static_cast<std::uint32_t>(options.nodes);
  const Time end = simulation::seconds(1);
  std::vector<Time> moments(uniform_below(chance, 9));
  for (Time& moment : moments) moment = up_to(chance, end);
  std::sort(moments.begin(), moments.end());
  for (const Time moment : moments) {
    raft.advance_to(moment);
    mishap(raft, chance);
  }
  raft.advance_to(end);
  result.safe = raft.one_leader_per_term() && raft.leaders_complete();
  result.mishaps = static_cast<std::uint32_t>(moments.size());
  result.elections = static_cast<std::uint32_t>(raft.campaigns());
  result.leaders = static_cast<std::uint32_t>(raft.victories().size());
  result.events = raft.events();
  return result;
}

}  // namespace distributed::election
