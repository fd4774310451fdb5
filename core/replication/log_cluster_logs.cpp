// How the leaders' logs reach the other nodes, when a write is safe, and what survives where logs
// contradict each other: a part of LogCluster.

#include <algorithm>

#include "crdt/lww_register.hpp"
#include "replication/log_cluster.hpp"
#include "replication/log_divergence.hpp"

namespace distributed::replication {

using election::majority_of;
using Kind = LogClusterMessage::Kind;

namespace {

bool holds_write(const LogCluster::Log& log, std::uint32_t write) {
  return std::any_of(log.begin(), log.end(),
                     [write](const LogClusterEntry& entry) { return entry.write == write; });
}

}  // namespace

void LogCluster::broadcast(NodeId node) {
  for (NodeId other = 0; other < size(); ++other) {
    if (other != node && reaches(node, other)) send_log(node, other, Kind::append, epoch(node));
  }
  set_timer(node, Timer::repeat, options_.repeat_after);
}

// Whether a node within reach has not said yet that it holds the leader's log.
bool LogCluster::lacks(NodeId leader, NodeId node) const {
  const Node &self = nodes_[leader], &other = nodes_[node];
  if (node == leader || !reaches(leader, node)) return false;
  // Two leaders compare their logs when the network is whole.
  if (other.leads && split_ && options_.promotion != Promotion::majority) return false;
  return other.follows != leader || self.held[node] < self.log.size();
}

void LogCluster::repeat(NodeId leader) {
  if (!nodes_[leader].leads || !contradiction_.empty()) return;
  bool again = false;
  for (NodeId node = 0; node < size(); ++node) {
    if (!lacks(leader, node)) continue;
    send_log(leader, node, Kind::append, epoch(leader));
    again = true;
  }
  if (!again) return settle();
  set_timer(leader, Timer::repeat, options_.repeat_after);
}

bool LogCluster::caught_up() const {
  if (!contradiction_.empty()) return true;
  if (elected_apart_ && !split_ && !settled_) return false;
  const std::vector<NodeId> leading = leaders();
  for (const NodeId leader : leading) {
    for (NodeId node = 0; node < size(); ++node) {
      if (lacks(leader, node)) return false;
    }
  }
  return split_ || !leading.empty();
}

void LogCluster::take_append(NodeId from, NodeId to, const LogClusterMessage& message) {
  const Node& self = nodes_[to];
  if (self.leads && options_.promotion != Promotion::majority) {
    compare_leaders();
  } else if (message.epoch >= std::max(self.epoch, self.ballot.term)) {
    follow(to, from, message);
  } else {
    // It leads itself or gave its vote to a later leader, who may not know what this one adds.
    send(to, from, Kind::append_ack, self.ballot.term);
  }
}

void LogCluster::take_append_ack(NodeId from, NodeId to, const LogClusterMessage& message) {
  Node& self = nodes_[to];
  if (!self.leads) return;
  if (message.epoch > self.epoch && options_.promotion != Promotion::majority) {
    compare_leaders();
  } else if (message.epoch > self.epoch) {
    self.leads = false;
    self.ballot.enter(message.epoch);
    network_changed();
  } else if (message.epoch == self.epoch) {
    self.held[from] = std::max(self.held[from], std::size_t{message.number});
    confirm_what_is_safe(to);
    settle();
  }
}

void LogCluster::confirm_what_is_safe(NodeId node) {
  const Node& self = nodes_[node];
  const bool counts = options_.promotion == Promotion::majority;
  std::size_t safe = 0;  // entries, from the first
  for (std::size_t index = 0; index < self.log.size(); ++index) {
    std::size_t copies = 1;
    for (const std::size_t held : self.held) copies += held > index;
    // As in Raft an entry of an earlier leader is safe only with one of this leader's after it.
    const bool settled = copies >= majority_of(size()) && self.log[index].epoch == self.epoch;
    if (!counts || settled) safe = index + 1;
  }
  for (std::size_t index = 0; index < safe; ++index) {
    if (self.log[index].write == 0) continue;
    Write& write = writes_[self.log[index].write - 1];
    if (write.confirmed) continue;
    write.confirmed = true;
    send(node, client(), Kind::done, self.epoch, write.number);
  }
}

void LogCluster::follow(NodeId node, NodeId leader, const LogClusterMessage& message) {
  Node& self = nodes_[node];
  const std::size_t common = common_length(self.log, message.log);
  // An append of the same leader that comes late or twice must not take back what came after it.
  const bool outdated = message.epoch == self.epoch && common == message.log.size();
  if (!outdated) {
    const Log before = self.log;
    self.log = message.log;
    for (std::size_t index = common; index < before.size(); ++index) {
      const std::uint32_t write = before[index].write;
      const bool kept = std::any_of(nodes_.begin(), nodes_.end(), [write](const Node& other) {
        return holds_write(other.log, write);
      });
      if (write != 0 && !kept) writes_[write - 1].lost = true;
    }
  }
  self.leads = false;
  self.stands = false;
  self.epoch = message.epoch;
  if (self.ballot.enter(self.epoch)) self.ballot.voted_for = leader;
  self.follows = leader;
  self.bully.settle();
  listen(node);
  send(node, leader, Kind::append_ack, self.epoch, static_cast<std::uint32_t>(self.log.size()));
}

void LogCluster::send_log(NodeId from, NodeId to, Kind kind, std::uint32_t epoch) {
  simulation_.send(from, to, {kind, epoch, 0, log(from)});
}

void LogCluster::take_write(NodeId node, const LogClusterMessage& message) {
  Node& self = nodes_[node];
  Write& write = writes_[message.number - 1];
  if (write.arrived) return;
  write.arrived = true;
  if (!self.leads || !contradiction_.empty()) {
    write.refused = true;
    send(node, client(), Kind::refused, self.epoch, write.number);
    return;
  }
  self.log.push_back({write.number, write.value, node, now(), self.epoch});
  broadcast(node);
  confirm_what_is_safe(node);
}

void LogCluster::compare_leaders() {
  const std::vector<NodeId> leading = leaders();
  if (split_ || !contradiction_.empty() || leading.size() < 2) return;
  NodeId longest = leading.front();
  for (const NodeId leader : leading) {
    if (log(leader).size() > log(longest).size()) longest = leader;
  }
  for (const NodeId leader : leading) {
    if (contradict(log(leader), log(longest))) contradiction_ = leading;
  }
  if (!contradiction_.empty()) return;
  // One log holds all the others: its entries survive under the latest leader.
  NodeId latest = leading.front();
  for (const NodeId leader : leading) {
    if (nodes_[leader].epoch >= nodes_[latest].epoch) latest = leader;
  }
  nodes_[latest].log = nodes_[longest].log;
  for (const NodeId leader : leading) nodes_[leader].leads = leader == latest;
  ++nodes_[latest].epoch;
  nodes_[latest].held.assign(size(), 0);
  broadcast(latest);
}

bool LogCluster::keep_last_write() {
  if (contradiction_.empty()) return false;
  LwwRegister<NodeId> last;
  for (const NodeId leader : contradiction_) {
    const Time written_at = log(leader).empty() ? 0 : log(leader).back().written_at;
    last.assign(leader, static_cast<std::uint64_t>(written_at), leader);
  }
  decide(last.value(), value(last.value()));
  return true;
}

bool LogCluster::keep(std::int64_t survivor) {
  if (contradiction_.empty()) return false;
  std::optional<NodeId> winner;
  for (const NodeId leader : contradiction_) {
    if (value(leader) == survivor) winner = leader;
  }
  decide(winner, survivor);
  return true;
}

void LogCluster::decide(std::optional<NodeId> winner, std::int64_t survivor) {
  NodeId latest = contradiction_.front();
  std::vector<const Log*> logs;
  for (const NodeId leader : contradiction_) {
    if (epoch(leader) >= epoch(latest)) latest = leader;
    logs.push_back(&log(leader));
  }
  Log all = merged(logs, [](const LogClusterEntry& a, const LogClusterEntry& b) {
    return a.written_at < b.written_at;
  });
  for (std::size_t index = common_length(logs); index < all.size(); ++index) {
    const std::uint32_t write = all[index].write;
    if (write != 0) writes_[write - 1].lost = !winner || !holds_write(log(*winner), write);
  }
  const std::uint32_t next = epoch(latest) + 1;
  all.push_back({0, survivor, latest, now(), next});
  for (const NodeId leader : contradiction_) {
    Node& self = nodes_[leader];
    self.leads = leader == latest;
    self.follows = latest;
    self.epoch = next;
    self.log = all;
    self.held.assign(size(), 0);
  }
  contradiction_.clear();
  settled_ = true;
  broadcast(latest);
  network_changed();
}

void LogCluster::settle() {
  if (split_ || !elected_apart_ || leaders().size() != 1) return;
  const NodeId leader = leaders().front();
  for (NodeId node = 0; node < size(); ++node) {
    if (log(node) != log(leader) || nodes_[node].follows != leader) return;
  }
  settled_ = true;
}

}  // namespace distributed::replication
