#include "split_brain_scenario/split_brain.hpp"

#include <algorithm>

#include "crdt/lww_register.hpp"
#include "replication/log_divergence.hpp"
#include "text/error.hpp"

namespace microsims {
namespace {

namespace replication = distributed::replication;
using distributed::election::majority_of;

using Kind = SplitBrainMessage::Kind;

simulation::Network network_of(const SplitBrainOptions& options) {
  if (options.nodes < 2 || options.nodes > 64) {
    distributed::throw_invalid_argument("SplitBrain: the number of nodes must be 2 to 64");
  }
  if (options.heartbeat_timeout <= 0 || options.stagger <= 0 || options.answer_timeout <= 0 ||
      options.fencing_delay <= 0) {
    distributed::throw_invalid_argument("SplitBrain: all durations must be above 0");
  }
  simulation::Network network(options.nodes + 1, options.link);
  const auto client = static_cast<NodeId>(options.nodes);
  for (NodeId node = 0; node < client; ++node) {
    network.set_latency(node, client, options.client_link);
    network.set_latency(client, node, options.client_link);
  }
  return network;
}

}  // namespace

SplitBrain::SplitBrain(const SplitBrainOptions& options, distributed::Generator chance)
    : Cluster(network_of(options), chance), options_(options), nodes_(options.nodes) {
  nodes_[0].leads = true;
  for (Node& node : nodes_) node.held.assign(size(), 0);
}

bool SplitBrain::partition(const std::vector<std::vector<NodeId>>& groups) {
  if (split_ || phase_ == Phase::conflict) return false;
  simulation_.network().partition(groups, size());
  split_ = true;
  phase_ = Phase::partitioned;
  resolution_ = Resolution::none;
  elected_.reset();
  elected_at_ = simulation::never;
  network_changed();
  return true;
}

bool SplitBrain::heal() {
  if (!split_) return false;
  split_ = false;
  fencing_.reset();
  simulation_.network().heal();
  for (NodeId node = 0; node < size(); ++node) {
    if (up(node)) continue;
    simulation_.network().restart(node);
    nodes_[node].leads = false;
    nodes_[node].silent_since = simulation::never;
  }
  const std::vector<NodeId> leading = leaders();
  if (phase_ == Phase::partitioned) phase_ = Phase::healthy;
  for (const NodeId leader : leading) {
    // Leaders by vote need no talk: the later one's log stands.
    const bool talks = leading.size() > 1 && options_.promotion != Promotion::majority;
    if (!talks) broadcast(leader);
    for (const NodeId other : leading) {
      if (!talks || other == leader) continue;
      send_log(leader, other, Kind::sync, epoch(leader));
    }
  }
  network_changed();
  return true;
}

std::uint32_t SplitBrain::write(NodeId node, std::int64_t value) {
  if (node >= size())
    distributed::throw_out_of_range("SplitBrain: there is no such node to write to");
  Write write;
  write.number = static_cast<std::uint32_t>(writes_.size() + 1);
  write.at = node;
  write.value = value;
  write.sent_at = now();
  writes_.push_back(write);
  send(client(), node, Kind::write, 0, write.number);
  return write.number;
}

bool SplitBrain::resolve_last_write_wins() {
  if (phase_ != Phase::conflict) return false;
  distributed::LwwRegister<std::size_t> last;
  for (std::size_t side = 0; side < conflict_.size(); ++side) {
    const Side& written = conflict_[side];
    last.assign(side, static_cast<std::uint64_t>(written.written_at), written.leader);
  }
  resolution_ = Resolution::last_write_wins;
  resolve(last.value(), conflict_[last.value()].value);
  return true;
}

bool SplitBrain::resolve_manually(std::int64_t value) {
  if (phase_ != Phase::conflict) return false;
  std::optional<std::size_t> winner;
  for (std::size_t side = 0; side < conflict_.size(); ++side) {
    if (conflict_[side].value == value) winner = side;
  }
  resolution_ = Resolution::manual;
  resolve(winner, value);
  return true;
}

SplitBrain::Role SplitBrain::role(NodeId node) const {
  const Node& self = nodes_.at(node);
  if (!up(node)) return Role::down;
  return self.leads ? Role::leader : Role::replica;
}

std::vector<NodeId> SplitBrain::leaders() const {
  std::vector<NodeId> found;
  for (NodeId node = 0; node < size(); ++node) {
    if (role(node) == Role::leader) found.push_back(node);
  }
  return found;
}

std::int64_t SplitBrain::value(NodeId node) const {
  return log(node).empty() ? options_.initial_value : log(node).back().value;
}

Time SplitBrain::silence(NodeId node) const {
  const Time since = nodes_.at(node).silent_since;
  return since == simulation::never ? 0 : now() - since;
}

Time SplitBrain::longest_silence() const {
  Time longest = 0;
  for (NodeId node = 0; node < size(); ++node) longest = std::max(longest, silence(node));
  return longest;
}

void SplitBrain::receive(NodeId from, NodeId to, const SplitBrainMessage& message) {
  if (to == client()) return;  // an answer: for the picture only
  switch (message.kind) {
    case Kind::write:
      return take_write(to, message);
    case Kind::done:
    case Kind::refused:
      return;
    case Kind::append:
      return take_append(from, to, message);
    case Kind::append_ack:
      return take_append_ack(from, to, message);
    case Kind::request_vote:
      return take_request(from, to, message);
    case Kind::vote:
      return take_vote(from, to, message);
    case Kind::election:
      return take_election(from, to, message);
    case Kind::answer:
      return take_answer(to, message);
    case Kind::sync:
      return compare_leaders();
  }
}

bool SplitBrain::reaches(NodeId from, NodeId to) const {
  return up(from) && up(to) && connected(from, to) && connected(to, from);
}

void SplitBrain::send(NodeId from, NodeId to, Kind kind, std::uint32_t epoch,
                      std::uint32_t number) {
  simulation_.send(from, to, {kind, epoch, number, {}});
}

void SplitBrain::send_log(NodeId from, NodeId to, Kind kind, std::uint32_t epoch) {
  simulation_.send(from, to, {kind, epoch, 0, log(from)});
}

void SplitBrain::broadcast(NodeId node) {
  for (NodeId other = 0; other < size(); ++other) {
    if (other != node && reaches(node, other)) send_log(node, other, Kind::append, epoch(node));
  }
}

void SplitBrain::take_write(NodeId node, const SplitBrainMessage& message) {
  Node& self = nodes_[node];
  Write& write = writes_[message.number - 1];
  if (write.arrived) return;
  write.arrived = true;
  if (!self.leads || phase_ == Phase::conflict) {
    write.refused = true;
    send(node, client(), Kind::refused, self.epoch, write.number);
    return;
  }
  self.log.push_back({write.number, write.value, node, now(), self.epoch});
  broadcast(node);
  confirm_what_is_safe(node);
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
  if (message.epoch > self.epoch) {
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
  const std::size_t common = replication::common_length(self.log, message.log);
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

void SplitBrain::compare_leaders() {
  const std::vector<NodeId> leading = leaders();
  if (split_ || phase_ == Phase::conflict || leading.size() < 2) return;
  NodeId longest = leading.front();
  for (const NodeId leader : leading) {
    if (log(leader).size() > log(longest).size()) longest = leader;
  }
  const bool contradict = std::any_of(leading.begin(), leading.end(), [&](NodeId leader) {
    return replication::contradict(log(leader), log(longest));
  });
  if (contradict) {
    phase_ = Phase::conflict;
    for (const NodeId leader : leading) {
      const Time written_at = log(leader).empty() ? 0 : log(leader).back().written_at;
      conflict_.push_back({leader, value(leader), written_at});
    }
    return;
  }
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

void SplitBrain::resolve(std::optional<std::size_t> winner, std::int64_t value) {
  NodeId latest = conflict_.front().leader;
  std::vector<const BalanceLog*> logs;
  for (const Side& side : conflict_) {
    if (epoch(side.leader) >= epoch(latest)) latest = side.leader;
    logs.push_back(&log(side.leader));
  }
  // Every log keeps what happened on all sides, and the decision.
  BalanceLog all = merged(logs);
  for (std::size_t index = common_length(logs); index < all.size(); ++index) {
    const std::uint32_t write = all[index].write;
    if (write != 0) writes_[write - 1].lost = !winner || !holds_write(*logs[*winner], write);
  }
  const std::uint32_t next = epoch(latest) + 1;
  all.push_back({0, value, latest, now(), next});
  for (const Side& side : conflict_) {
    Node& leader = nodes_[side.leader];
    leader.leads = side.leader == latest;
    leader.follows = latest;
    leader.epoch = next;
    leader.log = all;
    leader.held.assign(size(), 0);
  }
  conflict_.clear();
  phase_ = Phase::resolved;
  broadcast(latest);
  network_changed();
}

void SplitBrain::settle() {
  if (split_ || phase_ != Phase::elected || leaders().size() != 1) return;
  const NodeId leader = leaders().front();
  for (NodeId node = 0; node < size(); ++node) {
    if (log(node) != log(leader) || nodes_[node].follows != leader) return;
  }
  phase_ = Phase::resolved;
}

const char* text_of(SplitBrain::Phase phase) {
  constexpr const char* texts[] = {"healthy", "partitioned", "elected", "conflict", "resolved"};
  return texts[static_cast<std::size_t>(phase)];
}

const char* text_of(SplitBrain::Role role) {
  constexpr const char* texts[] = {"leader", "replica", "down"};
  return texts[static_cast<std::size_t>(role)];
}

const char* text_of(SplitBrain::Resolution resolution) {
  constexpr const char* texts[] = {"none", "last-write-wins", "manual"};
  return texts[static_cast<std::size_t>(resolution)];
}

}  // namespace microsims
