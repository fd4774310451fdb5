// How the leaders' logs reach the other nodes, and when a write is safe: a part of SplitBrain.

#include <algorithm>

#include "replication/log_divergence.hpp"
#include "split_brain_scenario/split_brain.hpp"

namespace microsims {

using distributed::election::majority_of;
using Kind = SplitBrainMessage::Kind;

void SplitBrain::broadcast(NodeId node) {
  for (NodeId other = 0; other < size(); ++other) {
    if (other != node && reaches(node, other)) send_log(node, other, Kind::append, epoch(node));
  }
  set_timer(node, Timer::repeat, options_.repeat_after);
}

// Whether a node within reach has not said yet that it holds the leader's log.
bool SplitBrain::lacks(NodeId leader, NodeId node) const {
  const Node &self = nodes_[leader], &other = nodes_[node];
  if (node == leader || !reaches(leader, node)) return false;
  // Two leaders compare their logs when the network is whole.
  if (other.leads && split_ && options_.promotion != Promotion::majority) return false;
  return other.follows != leader || self.held[node] < self.log.size();
}

void SplitBrain::repeat(NodeId leader) {
  if (!nodes_[leader].leads || phase_ == Phase::conflict) return;
  bool again = false;
  for (NodeId node = 0; node < size(); ++node) {
    if (!lacks(leader, node)) continue;
    send_log(leader, node, Kind::append, epoch(leader));
    again = true;
  }
  if (!again) return settle();
  set_timer(leader, Timer::repeat, options_.repeat_after);
}

bool SplitBrain::caught_up() const {
  if (phase_ == Phase::conflict) return true;
  if (phase_ == Phase::elected && !split_) return false;
  const std::vector<NodeId> leading = leaders();
  for (const NodeId leader : leading) {
    for (NodeId node = 0; node < size(); ++node) {
      if (lacks(leader, node)) return false;
    }
  }
  return split_ || !leading.empty();
}

void SplitBrain::take_append(NodeId from, NodeId to, const SplitBrainMessage& message) {
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

void SplitBrain::take_append_ack(NodeId from, NodeId to, const SplitBrainMessage& message) {
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

void SplitBrain::confirm_what_is_safe(NodeId node) {
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

void SplitBrain::follow(NodeId node, NodeId leader, const SplitBrainMessage& message) {
  Node& self = nodes_[node];
  const std::size_t common = distributed::replication::common_length(self.log, message.log);
  // An append of the same leader that comes late or twice must not take back what came after it.
  const bool outdated = message.epoch == self.epoch && common == message.log.size();
  if (!outdated) {
    const BalanceLog before = self.log;
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

}  // namespace microsims
