#include "election/raft.hpp"

#include <algorithm>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::election {
namespace {

using Kind = RaftMessage::Kind;

simulation::Network network_of(const RaftOptions& options) {
  if (options.nodes < 1 || options.nodes > 64) {
    throw_invalid_argument("Raft: the number of nodes must be 1 to 64");
  }
  if (options.timeout_low <= 0 || options.timeout_high < options.timeout_low) {
    throw_invalid_argument("Raft: the timeouts must satisfy 0 < low <= high");
  }
  if (options.heartbeat_interval <= 0) {
    throw_invalid_argument("Raft: the heartbeat interval must be above 0");
  }
  return {options.nodes, options.latency, options.loss};
}

}  // namespace

std::string_view name_of(RaftMessage::Kind kind) {
  switch (kind) {
    case Kind::request_vote:
      return "request-vote";
    case Kind::vote:
      return "vote";
    case Kind::vote_refused:
      return "vote-refused";
    case Kind::append_entries:
      return "heartbeat";
    case Kind::append_reply:
      break;
  }
  return "heartbeat-reply";
}

Raft::Raft(const RaftOptions& options, Generator chance)
    : Cluster(network_of(options), chance), options_(options), nodes_(options.nodes) {
  for (NodeId node = 0; node < size(); ++node) restart_timeout(node);
}

void Raft::crash(NodeId node) {
  network().crash(node);
  nodes_[node].deadline = nodes_[node].timer_due = simulation::never;
}

void Raft::restart(NodeId node) {
  if (up(node)) return;
  network().restart(node);
  Node& self = nodes_[node];
  self.role = RaftRole::follower;
  if (!options_.durable_votes) self.ballot.voted_for.reset();
  restart_timeout(node);
}

bool Raft::append(NodeId node) {
  if (!up(node) || role(node) != RaftRole::leader) return false;
  add_entry(node);
  broadcast(node, Kind::append_entries);
  return true;
}

void Raft::set_log(NodeId node, LogPosition log) {
  Node& self = nodes_.at(node);
  self.log = log;
  if (log.term > self.ballot.term) step_down(node, log.term);
}

std::optional<NodeId> Raft::vote(NodeId node) const {
  return nodes_.at(node).ballot.voted_for;
}

Time Raft::deadline(NodeId node) const {
  return nodes_.at(node).deadline;
}

std::vector<NodeId> Raft::leaders() const {
  std::vector<NodeId> found;
  for (NodeId node = 0; node < size(); ++node) {
    if (up(node) && role(node) == RaftRole::leader) found.push_back(node);
  }
  return found;
}

std::optional<NodeId> Raft::leader() const {
  std::optional<NodeId> latest;
  for (const NodeId node : leaders()) {
    if (!latest || term(node) > term(*latest)) latest = node;
  }
  return latest;
}

void Raft::receive(NodeId from, NodeId to, const RaftMessage& message) {
  Node& self = nodes_[to];
  if (message.term > self.ballot.term) step_down(to, message.term);
  switch (message.kind) {
    case Kind::request_vote: {
      const bool grant = self.ballot.grants(message.term, from, message.log, self.log);
      // Asked again it says the same again, and waits no longer for that.
      if (grant && !self.ballot.voted_for) {
        self.ballot.voted_for = from;
        restart_timeout(to);
      }
      reply(to, from, grant ? Kind::vote : Kind::vote_refused);
      break;
    }
    case Kind::vote:
      if (message.term == self.ballot.term && self.role == RaftRole::candidate) {
        self.backers.add(from);
        win_if_majority(to);
      }
      break;
    case Kind::vote_refused:
      break;
    case Kind::append_entries: {
      const bool current = message.term == self.ballot.term;
      if (current) {
        self.role = RaftRole::follower;
        restart_timeout(to);
        if (at_least_as_up_to_date(message.log, self.log)) self.log = message.log;
      }
      reply(to, from, Kind::append_reply, current);
      break;
    }
    case Kind::append_reply:
      if (message.taken && message.term == self.ballot.term && message.log == self.log &&
          self.role == RaftRole::leader) {
        self.backers.add(from);
        commit_if_majority(to);
      }
      break;
  }
}

void Raft::timer(NodeId node, std::uint64_t token) {
  Node& self = nodes_[node];
  if (token != self.timer_set) return;
  self.timer_due = simulation::never;
  if (self.role == RaftRole::leader) {
    broadcast(node, Kind::append_entries);
    set_timer(node, options_.heartbeat_interval);
  } else if (now() < self.deadline) {
    set_timer(node, self.deadline - now());
  } else {
    campaign(node);
  }
}

void Raft::restart_timeout(NodeId node) {
  Time delay = options_.timeout_low;
  if (options_.timeout_high > options_.timeout_low) {
    delay = static_cast<Time>(uniform_between(simulation_.chance(),
                                              static_cast<double>(options_.timeout_low),
                                              static_cast<double>(options_.timeout_high)));
  }
  Node& self = nodes_[node];
  self.deadline = now() + delay;
  // Most deadlines are put off again before they come: a timer that fires earlier is set anew then.
  if (self.timer_due > self.deadline) set_timer(node, delay);
}

void Raft::set_timer(NodeId node, Time delay) {
  Node& self = nodes_[node];
  self.timer_due = now() + delay;
  simulation_.set_timer(node, delay, ++self.timer_set);
}

void Raft::step_down(NodeId node, std::uint32_t term) {
  Node& self = nodes_[node];
  const bool led = self.role == RaftRole::leader;
  self.ballot.enter(term);
  self.role = RaftRole::follower;
  // A leader has no election timeout running; everyone else's goes on.
  if (led && up(node)) restart_timeout(node);
}

void Raft::campaign(NodeId node) {
  Node& self = nodes_[node];
  ++campaigns_;
  self.ballot.stand(node);
  self.role = RaftRole::candidate;
  self.backers.clear();
  self.backers.add(node);
  restart_timeout(node);
  broadcast(node, Kind::request_vote);
  win_if_majority(node);
}

bool Raft::backed_by_majority(NodeId node) const {
  return nodes_[node].backers.count() >= majority_of(size());
}

void Raft::win_if_majority(NodeId node) {
  Node& self = nodes_[node];
  if (!backed_by_majority(node)) return;
  for (const Victory& earlier : victories_) {
    if (earlier.term == self.ballot.term && earlier.leader != node) one_leader_per_term_ = false;
  }
  // A slow vote may still elect a leader of an older term, which nobody will follow.
  if (self.ballot.term > committed_.term && !at_least_as_up_to_date(self.log, committed_)) {
    leaders_complete_ = false;
  }
  victories_.push_back({self.ballot.term, node, now()});
  self.role = RaftRole::leader;
  self.deadline = simulation::never;
  add_entry(node);
  broadcast(node, Kind::append_entries);
  set_timer(node, options_.heartbeat_interval);
}

void Raft::add_entry(NodeId node) {
  Node& self = nodes_[node];
  self.log = {self.ballot.term, self.log.index + 1};
  self.backers.clear();
  self.backers.add(node);
  commit_if_majority(node);
}

void Raft::commit_if_majority(NodeId node) {
  const Node& self = nodes_[node];
  if (backed_by_majority(node) && at_least_as_up_to_date(self.log, committed_)) {
    committed_ = self.log;
  }
}

void Raft::broadcast(NodeId node, RaftMessage::Kind kind) {
  const Node& self = nodes_[node];
  for (NodeId to = 0; to < size(); ++to) {
    if (to != node) simulation_.send(node, to, {kind, false, self.ballot.term, self.log});
  }
}

void Raft::reply(NodeId from, NodeId to, RaftMessage::Kind kind, bool taken) {
  const Node& self = nodes_[from];
  simulation_.send(from, to, {kind, taken, self.ballot.term, self.log});
}

}  // namespace distributed::election
