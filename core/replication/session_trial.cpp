#include "replication/session_trial.hpp"

#include <algorithm>

#include "random/distributions.hpp"
#include "replication/apply_schedule.hpp"
#include "text/error.hpp"

namespace distributed::replication {
namespace {

using simulation::seconds;

const SessionLoad& validate(const SessionLoad& load) {
  if (load.ways.empty()) throw_invalid_argument("session trial: there is no replica");
  if (utilisation(load.apply) >= 1 || load.read_after < 0 || load.read_every < 0 ||
      *std::min_element(load.ways.begin(), load.ways.end()) < 0) {
    throw_out_of_range("session trial: replicas must keep up and times be at least 0");
  }
  return load;
}

// The leader's log, and when each replica's readers see it.
class Replicas {
 public:
  explicit Replicas(const SessionLoad& load) : load_(load), applied_(load.ways.size()) {}

  std::uint32_t commit(Time at, Generator& chance) {
    for (std::size_t i = 0; i < applied_.size(); ++i) {
      applied_[i].append(at + seconds(load_.ways[i]),
                         seconds(exponential(chance, load_.apply.apply_rate)));
    }
    return static_cast<std::uint32_t>(applied_[0].size());
  }
  // Nodes are counted as in a cluster: 0 leads.
  std::uint32_t seen(NodeId node, Time at) const {
    const std::size_t all = applied_[0].size();
    return static_cast<std::uint32_t>(node == 0 ? all : applied_[node - 1].visible(at));
  }
  Time visible_at(NodeId node, std::uint32_t write) const {
    return node == 0 || write == 0 ? 0 : applied_[node - 1].visible_at(write - 1);
  }

 private:
  const SessionLoad& load_;
  std::vector<ApplySchedule> applied_;
};

}  // namespace

SessionTrial try_session(const SessionLoad& load, Remedy remedy, int writes, Generator& chance) {
  validate(load);
  Replicas replicas(load);
  Session session(remedy, 1, seconds(load.window));
  std::vector<NodeId> candidates;
  for (NodeId node = 1; node <= load.ways.size(); ++node) candidates.push_back(node);
  const double rate = load.apply.commit_rate;
  const Time forever = simulation::end_of_time;
  const auto gap = [&] { return rate > 0 ? seconds(exponential(chance, rate)) : forever; };

  SessionTrial trial;
  Time now = seconds(1), next = gap();
  // The log as it is at an instant: what others have written by then.
  const auto go_to = [&](Time at) {
    for (; next <= at; next += gap()) replicas.commit(next, chance);
    now = at;
  };
  for (int write = 0; write < writes; ++write) {
    go_to(now + seconds(load.read_every));
    const std::uint32_t own = replicas.commit(now, chance);
    session.wrote(own, now);
    for (int i = 0; i < load.reads_each; ++i) {
      go_to(now + seconds(i == 0 ? load.read_after : load.read_every));
      const Session::Plan plan = session.next_read(0, candidates, chance, now);
      const Time wait = std::max<Time>(0, replicas.visible_at(plan.node, plan.needs) - now);
      const std::uint32_t seen = std::max(replicas.seen(plan.node, now), plan.needs);
      trial.backwards += session.goes_back(seen);
      trial.at_leader += plan.node == 0;
      if (i == 0) {
        trial.missed += session.misses_own_write(seen);
        trial.mean_wait += simulation::to_seconds(wait);
      }
      session.saw(seen);
    }
  }
  trial.missed /= writes;
  trial.mean_wait /= writes;
  trial.backwards /= double(writes) * load.reads_each;
  trial.at_leader /= double(writes) * load.reads_each;
  return trial;
}

double missed_by_law(const SessionLoad& load) {
  double sum = 0;
  for (const double way : validate(load).ways) {
    sum += lag_exceeds_probability(load.apply, load.read_after - way);
  }
  return sum / static_cast<double>(load.ways.size());
}

double mean_wait_by_law(const SessionLoad& load) {
  double sum = 0;
  for (const double way : validate(load).ways) {
    const double since = load.read_after - way;
    sum += mean_position_wait(load.apply, since) + std::max(0.0, -since);
  }
  return sum / static_cast<double>(load.ways.size());
}

}  // namespace distributed::replication
