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
      options.fencing_delay <= 0 || options.repeat_after <= 0) {
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
    set_timer(leader, Timer::repeat, options_.repeat_after);
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

bool SplitBrain::pending(const Write& write) const {
  if (write.confirmed || write.refused) return false;
  if (write.arrived) return role(write.at) == Role::leader && !isolated(write.at);
  const auto flying = in_flight();
  return std::any_of(flying.begin(), flying.end(), [&](const auto& pulse) {
    return pulse.kind == Kind::write && pulse.to == write.at && !pulse.lost();
  });
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
