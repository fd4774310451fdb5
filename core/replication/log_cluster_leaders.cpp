// Who leads next, when a leader fell silent: the part of LogCluster that the rules of promotion
// make different.

#include <algorithm>

#include "replication/log_cluster.hpp"

namespace distributed::replication {

using election::BullyProcess;
using election::majority_of;
using Kind = LogClusterMessage::Kind;

namespace {

// What a vote depends on.
election::LogPosition end_of(const LogCluster::Log& log) {
  return {log.empty() ? 0 : log.back().epoch, static_cast<std::uint32_t>(log.size())};
}

}  // namespace

void LogCluster::timer(NodeId node, std::uint64_t token) {
  Node& self = nodes_[node];
  if (token / timers != self.timer_set[token % timers]) return;
  switch (static_cast<Timer>(token % timers)) {
    case Timer::silence:
      if (!hears_leader(node)) suspect(node);
      break;
    case Timer::isolation:
      if (self.leads && isolated(node)) {
        self.leads = false;
        self.silent_since = now();
      }
      break;
    case Timer::answer:
      if (!hears_leader(node)) act(node, self.bully.waited(node, size()));
      break;
    case Timer::fence:
      if (hears_leader(node)) break;
      power_off_unreachable(node);
      promote(node, self.epoch + 1);
      break;
    case Timer::repeat:
      repeat(node);
      break;
  }
}

// Heartbeats come from the leader that it follows, and from a later one whose log has not come yet.
bool LogCluster::hears_leader(NodeId node) const {
  const Node& self = nodes_[node];
  if (self.leads) return true;
  for (NodeId other = 0; other < size(); ++other) {
    const bool counts = other == self.follows || nodes_[other].epoch > self.epoch;
    if (counts && nodes_[other].leads && reaches(other, node)) return true;
  }
  return false;
}

bool LogCluster::isolated(NodeId node) const {
  std::size_t reached = 0;
  for (NodeId other = 0; other < size(); ++other) reached += reaches(node, other);
  return reached < majority_of(size());
}

void LogCluster::network_changed() {
  for (NodeId node = 0; node < size(); ++node) {
    if (!up(node)) continue;
    Node& self = nodes_[node];
    self.stands = false;
    self.bully.settle();
    stop_timer(node, Timer::isolation);
    if (self.leads && options_.promotion == Promotion::majority && isolated(node)) {
      set_timer(node, Timer::isolation, options_.heartbeat_timeout);
    }
    listen(node);
  }
}

// Begins to wait for a leader's heartbeat, or goes on, or has no need to.
void LogCluster::listen(NodeId node) {
  Node& self = nodes_[node];
  for (const Timer timer : {Timer::silence, Timer::answer, Timer::fence}) stop_timer(node, timer);
  if (hears_leader(node)) {
    self.silent_since = simulation::never;
    return;
  }
  if (self.silent_since == simulation::never) self.silent_since = now();
  // In the order of their numbers, among those on the same side that wait too.
  Time rank = 0;
  for (NodeId lower = 0; lower < node; ++lower) {
    rank += reaches(node, lower) && nodes_[lower].silent_since != simulation::never;
  }
  set_timer(node, Timer::silence, options_.heartbeat_timeout + rank * options_.stagger);
}

void LogCluster::set_timer(NodeId node, Timer timer, Time delay) {
  const auto kind = static_cast<std::size_t>(timer);
  simulation_.set_timer(node, delay, ++nodes_[node].timer_set[kind] * timers + kind);
}

void LogCluster::stop_timer(NodeId node, Timer timer) {
  ++nodes_[node].timer_set[static_cast<std::size_t>(timer)];
}

void LogCluster::suspect(NodeId node) {
  Node& self = nodes_[node];
  switch (options_.promotion) {
    case Promotion::timeout_only:
      return promote(node, self.epoch + 1);
    case Promotion::majority:
      return stand(node);
    case Promotion::bully:
      return act(node, self.bully.start(node, size()));
    case Promotion::fencing:
      return fence(node);
  }
}

// How long a node waits for the outcome of an election: no two alike, or they might for ever stand
// at the same time (Raft, section 5.2, has them wait for random times).
Time LogCluster::next_round(NodeId node) const {
  return options_.heartbeat_timeout + Time{node} * options_.stagger;
}

void LogCluster::stand(NodeId node) {
  Node& self = nodes_[node];
  self.ballot.stand(node);
  self.stands = true;
  self.votes.clear();
  self.votes.add(node);
  for (NodeId other = 0; other < size(); ++other) {
    if (other != node) send_log(node, other, Kind::request_vote, self.ballot.term);
  }
  // A side without a majority would ask for ever: in a split one round is all.
  if (!split_) set_timer(node, Timer::silence, next_round(node));
}

void LogCluster::take_request(NodeId from, NodeId to, const LogClusterMessage& message) {
  Node& self = nodes_[to];
  // Who hears a leader keeps it (Raft, section 6; Ongaro's dissertation, 4.2.3).
  if (hears_leader(to)) return;
  if (self.ballot.enter(message.epoch)) self.stands = false;
  if (!self.ballot.grants(message.epoch, from, end_of(message.log), end_of(self.log))) return;
  if (!self.ballot.voted_for) {
    self.ballot.voted_for = from;
    set_timer(to, Timer::silence, next_round(to));
  }
  send(to, from, Kind::vote, message.epoch);
}

void LogCluster::take_vote(NodeId from, NodeId to, const LogClusterMessage& message) {
  Node& self = nodes_[to];
  if (!self.stands || message.epoch != self.ballot.term || hears_leader(to)) return;
  self.votes.add(from);
  if (self.votes.count() >= majority_of(size())) promote(to, self.ballot.term);
}

void LogCluster::take_election(NodeId from, NodeId to, const LogClusterMessage& message) {
  Node& self = nodes_[to];
  send(to, from, Kind::answer, self.epoch, message.number);
  if (self.leads) {
    broadcast(to);
  } else if (!hears_leader(to)) {
    act(to, self.bully.start(to, size()));
  }
}

void LogCluster::take_answer(NodeId node, const LogClusterMessage& message) {
  Node& self = nodes_[node];
  if (!self.bully.answered(message.number)) return;
  set_timer(node, Timer::answer, self.bully.patience(options_.answer_timeout));
}

void LogCluster::act(NodeId node, BullyProcess::Next next) {
  const Node& self = nodes_[node];
  switch (next) {
    case BullyProcess::Next::nothing:
      break;
    case BullyProcess::Next::ask_above:
      for (NodeId above = node + 1; above < size(); ++above) {
        send(node, above, Kind::election, self.epoch, self.bully.round());
      }
      set_timer(node, Timer::answer, self.bully.patience(options_.answer_timeout));
      break;
    case BullyProcess::Next::lead:
      promote(node, self.epoch + 1);
      break;
  }
}

void LogCluster::fence(NodeId node) {
  // Whoever hears that the power switch is being used waits for the outcome.
  if (fencing_ && reaches(node, fencing_->by)) return;
  fencing_ = Fencing{node, now(), now() + options_.fencing_delay};
  set_timer(node, Timer::fence, options_.fencing_delay);
}

void LogCluster::power_off_unreachable(NodeId node) {
  for (NodeId other = 0; other < size(); ++other) {
    if (other != node && up(other) && !reaches(node, other)) simulation_.network().crash(other);
  }
  fencing_.reset();
}

void LogCluster::promote(NodeId node, std::uint32_t epoch) {
  Node& self = nodes_[node];
  self.leads = true;
  self.stands = false;
  self.bully.settle();
  self.epoch = epoch;
  if (self.ballot.enter(epoch)) self.ballot.voted_for = node;
  self.follows = node;
  self.silent_since = simulation::never;
  self.held.assign(size(), 0);
  elected_ = node;
  elected_at_ = now();
  elected_apart_ = split_;
  settled_ = false;
  broadcast(node);
}

}  // namespace distributed::replication
