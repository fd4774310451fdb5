#include "replication/single_leader.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "text/error.hpp"

namespace distributed::replication {
namespace {

using Kind = SingleLeaderMessage::Kind;

simulation::Network network_of(const SingleLeaderOptions& options) {
  if (options.nodes < 2) throw_invalid_argument("SingleLeader: needs at least two nodes");
  if (options.retry_interval <= 0) {
    throw_invalid_argument("SingleLeader: the retry interval must be above 0");
  }
  return network_with_client(options.nodes, options.link, options.loss, options.client_link, 0);
}

}  // namespace

SingleLeader::SingleLeader(const SingleLeaderOptions& options, Generator chance)
    : Cluster(network_of(options), chance), options_(options), nodes_(options.nodes) {}

std::uint32_t SingleLeader::write(std::int64_t value) {
  const WriteRecord& record = begin_write(value);
  simulation_.send(client(), leader_, {Kind::write, 0, 0, {{0, record.number, value, 0}}});
  return record.number;
}

void SingleLeader::crash(NodeId node) {
  nodes_.at(node).early.clear();
  simulation_.network().crash(node);
  if (node == leader_) retry_armed_ = false;
}

void SingleLeader::restart(NodeId node) {
  (void)nodes_.at(node);
  simulation_.network().restart(node);
  ship_to_all_behind();
}

void SingleLeader::partition(const std::vector<std::vector<NodeId>>& groups) {
  simulation_.network().partition(groups, size());
  if (up(leader_)) arm_retry();
}

void SingleLeader::heal() {
  simulation_.network().heal();
  ship_to_all_behind();
}

std::optional<Failover> SingleLeader::fail_over() {
  if (up(leader_)) return std::nullopt;
  std::optional<NodeId> best;
  for (NodeId node = 0; node < size(); ++node) {
    if (!up(node)) continue;
    const auto rank = [this](NodeId candidate) {
      return std::pair{nodes_[candidate].epoch, log(candidate).size()};
    };
    if (!best || rank(node) > rank(*best)) best = node;
  }
  if (!best) return std::nullopt;

  Failover failover{leader_, *best, {}, {}};
  const std::vector<LogEntry>&before = log(leader_), &after = log(*best);
  for (const LogEntry& entry : before) {
    if (std::find(after.begin(), after.end(), entry) != after.end()) continue;
    WriteRecord& record = writes_[entry.write - 1];
    record.lost = true;
    (record.confirmed ? failover.lost_confirmed : failover.lost_unconfirmed).push_back(entry.write);
  }
  leader_ = *best;
  nodes_[leader_].epoch = ++epoch_;
  nodes_[leader_].early.clear();
  for (Node& node : nodes_) {
    node.confirmed = 0;
    node.greeted = false;
  }
  answered_ = 0;
  retry_armed_ = false;
  ship_to_all_behind();
  return failover;
}

std::uint32_t SingleLeader::version(NodeId node) const {
  return log(node).empty() ? 0 : log(node).back().write;
}

std::int64_t SingleLeader::value(NodeId node) const {
  return log(node).empty() ? 0 : log(node).back().value;
}

std::size_t SingleLeader::lag(NodeId node) const {
  const std::size_t ahead = log(leader_).size(), here = log(node).size();
  return ahead > here ? ahead - here : 0;
}

bool SingleLeader::settled() const {
  for (NodeId replica = 0; replica < size(); ++replica) {
    if (behind(replica) && reachable(leader_, replica)) return false;
  }
  return simulation_.quiet();
}

Figures SingleLeader::law() const {
  const Time there = way(client(), leader_);
  std::vector<Time> had_after{there}, trips{0};
  for (NodeId replica = 0; replica < size(); ++replica) {
    if (replica == leader_) continue;
    had_after.push_back(there + way(leader_, replica));
    trips.push_back(way(leader_, replica) + way(replica, leader_));
  }
  stable_sort(trips);
  return figures_by_law(had_after, there + trips[copies_needed()] + way(leader_, client()));
}

void SingleLeader::receive(NodeId from, NodeId to, const SingleLeaderMessage& message) {
  switch (message.kind) {
    case Kind::write: {
      if (to != leader_) break;  // it led when the client sent this
      // A copy of what it took already, even if a failover has thrown that away since.
      if (writes_[message.entries.front().write - 1].had(leader_)) break;
      LogEntry entry = message.entries.front();
      entry.epoch = epoch_;
      entry.written_at = now();
      append(leader_, entry);
      for (NodeId replica = 0; replica < size(); ++replica) {
        if (replica == leader_) continue;
        if (nodes_[replica].confirmed + 1 == log(leader_).size()) {
          nodes_[replica].waiting_since = now();
        }
        simulation_.send(leader_, replica, {Kind::data, epoch_, log(leader_).size() - 1, {entry}});
      }
      answer_what_is_safe();
      arm_retry();
      break;
    }
    case Kind::data:
      if (message.epoch >= nodes_[to].epoch) take(to, message);
      if (message.epoch == nodes_[to].epoch) {
        simulation_.send(to, from, {Kind::ack, message.epoch, log(to).size(), {}});
      }
      break;
    case Kind::ack:
      if (message.epoch != epoch_ || to != leader_) break;
      nodes_[from].greeted = true;
      if (message.position > nodes_[from].confirmed) {
        nodes_[from].confirmed = message.position;
        nodes_[from].waiting_since = now();
      }
      answer_what_is_safe();
      break;
    case Kind::answer:
      tell_client(message.position);
      break;
    default:
      break;
  }
}

void SingleLeader::timer(NodeId node, std::uint64_t token) {
  if (node != leader_ || token != retry_set_) return;
  retry_armed_ = false;
  for (NodeId replica = 0; replica < size(); ++replica) {
    const bool overdue = now() - nodes_[replica].waiting_since >= options_.retry_interval;
    if (overdue && behind(replica) && reachable(leader_, replica)) ship(replica);
  }
  arm_retry();
}

void SingleLeader::append(NodeId node, const LogEntry& entry) {
  nodes_[node].log.push_back(entry);
  WriteRecord& record = writes_[entry.write - 1];
  if (!record.lost) record.arrived(node, now());
}

void SingleLeader::take(NodeId node, const SingleLeaderMessage& message) {
  Node& self = nodes_[node];
  if (message.epoch > self.epoch) {
    // A new leader begins with its whole log; what it lacks is dropped here too.
    if (message.position != 0) return;
    self.epoch = message.epoch;
    self.early.clear();
    std::size_t common = 0;
    while (common < self.log.size() && common < message.entries.size() &&
           self.log[common] == message.entries[common]) {
      ++common;
    }
    self.log.resize(common);
  }
  std::vector<LogEntry>& log = self.log;
  for (std::size_t i = 0; i < message.entries.size(); ++i) {
    if (message.position + i >= log.size()) {
      self.early.push_back({message.position + i, message.entries[i]});
    }
  }
  const auto next = [&] {
    return std::find_if(self.early.begin(), self.early.end(),
                        [&](const Early& each) { return each.position == log.size(); });
  };
  for (auto early = next(); early != self.early.end(); early = next()) append(node, early->entry);
  std::erase_if(self.early, [&](const Early& each) { return each.position < log.size(); });
}

void SingleLeader::ship(NodeId replica) {
  const std::vector<LogEntry>& entries = log(leader_);
  nodes_[replica].waiting_since = now();
  const std::size_t first = nodes_[replica].greeted ? nodes_[replica].confirmed : 0;
  simulation_.send(leader_, replica,
                   {Kind::data,
                    epoch_,
                    first,
                    {entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end()}});
}

void SingleLeader::ship_to_all_behind() {
  if (!up(leader_)) return;
  for (NodeId replica = 0; replica < size(); ++replica) {
    if (behind(replica) && reachable(leader_, replica)) ship(replica);
  }
  arm_retry();
}

bool SingleLeader::behind(NodeId replica) const {
  if (replica == leader_) return false;
  return !nodes_[replica].greeted || nodes_[replica].confirmed < log(leader_).size();
}

void SingleLeader::answer_what_is_safe() {
  for (; answered_ < log(leader_).size(); ++answered_) {
    std::size_t holders = 0;
    for (NodeId replica = 0; replica < size(); ++replica) {
      if (replica != leader_) holders += nodes_[replica].confirmed > answered_;
    }
    if (holders < copies_needed()) return;
    WriteRecord& record = writes_[log(leader_)[answered_].write - 1];
    if (record.confirmed) continue;
    record.confirmed = true;
    simulation_.send(leader_, client(), {Kind::answer, epoch_, record.number, {}});
  }
}

std::size_t SingleLeader::copies_needed() const {
  switch (options_.mode) {
    case ReplicationMode::asynchronous:
      return 0;
    case ReplicationMode::semi_synchronous:
      return 1;
    case ReplicationMode::synchronous:
      break;
  }
  return size() - 1;
}

void SingleLeader::arm_retry() {
  if (retry_armed_) return;
  for (NodeId replica = 0; replica < size(); ++replica) {
    if (!behind(replica) || !reachable(leader_, replica)) continue;
    retry_armed_ = true;
    simulation_.set_timer(leader_, options_.retry_interval, ++retry_set_);
    return;
  }
}

}  // namespace distributed::replication
