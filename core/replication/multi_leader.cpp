#include "replication/multi_leader.hpp"

#include <algorithm>
#include <utility>

#include "text/error.hpp"

namespace distributed::replication {
namespace {

using Kind = MultiLeaderMessage::Kind;

const MultiLeaderOptions& checked(const MultiLeaderOptions& options) {
  if (options.leaders.empty()) throw_invalid_argument("MultiLeader: needs a leader");
  for (std::size_t i = 0; i < options.leaders.size(); ++i) {
    if (options.leaders[i] >= options.nodes ||
        (i > 0 && options.leaders[i] <= options.leaders[i - 1])) {
      throw_invalid_argument("MultiLeader: the leaders must be nodes in ascending order");
    }
  }
  if (options.retry_interval <= 0) {
    throw_invalid_argument("MultiLeader: the retry interval must be above 0");
  }
  return options;
}

bool is_leader(const MultiLeaderOptions& options, NodeId node) {
  return std::binary_search(options.leaders.begin(), options.leaders.end(), node);
}

simulation::Network network_of(const MultiLeaderOptions& options) {
  simulation::Network network =
      network_with_client(options.nodes, options.local_link, options.loss, options.client_link, 0);
  for (const NodeId from : options.leaders) {
    for (const NodeId to : options.leaders) network.set_latency(from, to, options.remote_link);
  }
  return network;
}

bool later(const Sibling& a, const Sibling& b) {
  return a.written_at != b.written_at ? a.written_at > b.written_at : a.leader > b.leader;
}

// Whether the first knows everything that the second knows.
bool covers(const VersionVector& first, const VersionVector& second) {
  const Order order = compare(first, second);
  return order == Order::after || order == Order::equal;
}

}  // namespace

MultiLeader::MultiLeader(const MultiLeaderOptions& options, Generator chance)
    : Cluster(network_of(checked(options)), chance), options_(options), nodes_(options.nodes) {
  for (const NodeId leader : leaders()) nodes_[leader].peers.resize(size());
}

std::uint32_t MultiLeader::write(NodeId leader, std::int64_t value) {
  if (!is_leader(options_, leader)) {
    throw_invalid_argument("MultiLeader: only a leader takes writes");
  }
  const std::uint32_t number = begin_write_at(leader, value);
  MultiLeaderMessage message;
  message.write = number;
  simulation_.send(client(), leader, std::move(message));
  return number;
}

std::uint32_t MultiLeader::resolve(NodeId leader, std::int64_t value) {
  if (!is_leader(options_, leader) || !up(leader)) {
    throw_invalid_argument("MultiLeader: only a leader that is up resolves conflicts");
  }
  const std::uint32_t number = begin_write_at(leader, value);
  writes_.back().acknowledged_at = now();
  writes_.back().confirmed = true;
  take_write(leader, number);
  return number;
}

void MultiLeader::crash(NodeId node) {
  nodes_.at(node).retry_armed = false;
  simulation_.network().crash(node);
}

void MultiLeader::restart(NodeId node) {
  (void)nodes_.at(node);
  simulation_.network().restart(node);
  ship_to_all_behind();
}

void MultiLeader::partition(const std::vector<std::vector<NodeId>>& groups) {
  simulation_.network().partition(groups, size());
  for (const NodeId leader : leaders()) {
    if (up(leader)) arm_retry(leader);
  }
}

void MultiLeader::heal() {
  simulation_.network().heal();
  ship_to_all_behind();
}

Role MultiLeader::role(NodeId node) const {
  return is_leader(options_, node) ? Role::leader : Role::replica;
}

NodeId MultiLeader::leader_of(NodeId node) const {
  const auto after = std::upper_bound(leaders().begin(), leaders().end(), node);
  return after == leaders().begin() ? leaders().front() : *(after - 1);
}

std::int64_t MultiLeader::value(NodeId node) const {
  const Node& self = nodes_.at(node);
  if (options_.policy == ConflictPolicy::crdt) return self.counter.value();
  if (self.siblings.empty()) return 0;
  return std::max_element(self.siblings.begin(), self.siblings.end(),
                          [](const Sibling& a, const Sibling& b) { return later(b, a); })
      ->value;
}

std::uint32_t MultiLeader::version(NodeId node) const {
  std::uint32_t latest = 0;
  for (const Sibling& sibling : siblings(node)) latest = std::max(latest, sibling.write);
  return latest;
}

bool MultiLeader::settled() const {
  for (const NodeId leader : leaders()) {
    for (NodeId peer = 0; peer < size(); ++peer) {
      if (behind(leader, peer) && reachable(leader, peer)) return false;
    }
  }
  return simulation_.quiet();
}

Figures MultiLeader::law(NodeId taker) const {
  const Time there = way(client(), taker);
  std::vector<Time> had_after;
  for (NodeId node = 0; node < size(); ++node) {
    const NodeId leader = leader_of(node);
    had_after.push_back(there + way(taker, leader) + way(leader, node));
  }
  return figures_by_law(had_after, there + way(taker, client()));
}

void MultiLeader::receive(NodeId from, NodeId to, const MultiLeaderMessage& message) {
  switch (message.kind) {
    case Kind::write: {
      if (counts_[message.write - 1] == 0) take_write(to, message.write);  // else a copy
      writes_[message.write - 1].confirmed = true;
      MultiLeaderMessage answer;
      answer.kind = Kind::answer;
      answer.write = message.write;
      simulation_.send(to, from, std::move(answer));
      break;
    }
    case Kind::data: {
      if (leads(to)) nodes_[to].peers[from].has.merge(message.clock);
      merge(to, message);
      MultiLeaderMessage ack;
      ack.kind = Kind::ack;
      ack.clock = clock(to);
      simulation_.send(to, from, std::move(ack));
      break;
    }
    case Kind::ack: {
      Peer& peer = nodes_[to].peers[from];
      if (covers(peer.has, message.clock)) break;  // no news: late, or a copy
      peer.has.merge(message.clock);
      peer.waiting_since = now();
      break;
    }
    case Kind::answer:
      tell_client(message.write);
      break;
    default:
      break;
  }
}

void MultiLeader::timer(NodeId node, std::uint64_t token) {
  Node& self = nodes_[node];
  if (token != self.retry_set) return;
  self.retry_armed = false;
  for (NodeId peer = 0; peer < size(); ++peer) {
    const bool overdue = now() - self.peers[peer].waiting_since >= options_.retry_interval;
    if (overdue && behind(node, peer) && reachable(node, peer)) ship(node, peer);
  }
  arm_retry(node);
}

std::uint32_t MultiLeader::begin_write_at(NodeId leader, std::int64_t value) {
  const WriteRecord& write = begin_write(value);
  takers_.push_back(leader);
  counts_.push_back(0);
  return write.number;
}

bool MultiLeader::serves(NodeId leader, NodeId peer) const {
  return peer != leader && (leads(peer) || leader_of(peer) == leader);
}

void MultiLeader::take_write(NodeId leader, std::uint32_t write) {
  Node& self = nodes_[leader];
  counts_[write - 1] = self.clock.increment(leader);
  const std::int64_t value = writes_[write - 1].value;
  if (options_.policy == ConflictPolicy::crdt) self.counter.add(leader, value);
  self.siblings.assign(1, {write, value, leader, now(), self.clock});
  changed(leader);
}

void MultiLeader::merge(NodeId node, const MultiLeaderMessage& message) {
  Node& self = nodes_[node];
  const VersionVector before = self.clock;
  for (const Sibling& sibling : message.siblings) add_sibling(node, sibling);
  self.counter.merge(message.counter);
  self.clock.merge(message.clock);
  if (self.clock != before) changed(node);
}

void MultiLeader::add_sibling(NodeId node, const Sibling& incoming) {
  std::vector<Sibling>& siblings = nodes_[node].siblings;
  Sibling merged = incoming;
  std::vector<Sibling> kept;
  for (const Sibling& held : siblings) {
    const Order order = compare(held.clock, merged.clock);
    if (order == Order::before) continue;
    if (order != Order::concurrent) return;
    // One write that has beaten different ones at different leaders is no conflict with itself.
    if (held.write != merged.write) found_conflict(node, held, merged);
    if (options_.policy == ConflictPolicy::application) {
      kept.push_back(held);
    } else {
      VersionVector both = held.clock;
      both.merge(merged.clock);
      if (later(held, merged)) merged = held;
      merged.clock = both;
    }
  }
  kept.push_back(merged);
  siblings = std::move(kept);
}

void MultiLeader::found_conflict(NodeId node, const Sibling& a, const Sibling& b) {
  const bool a_wins = later(a, b);
  if (options_.policy == ConflictPolicy::last_write_wins) {
    writes_[(a_wins ? b : a).write - 1].lost = true;
  }
  const std::uint32_t first = std::min(a.write, b.write), second = std::max(a.write, b.write);
  for (const Conflict& known : conflicts_) {
    if (known.first == first && known.second == second) return;
  }
  Conflict conflict{first, second, node, now(), std::nullopt};
  if (options_.policy == ConflictPolicy::last_write_wins) {
    conflict.winner = (a_wins ? a : b).write;
  }
  conflicts_.push_back(conflict);
}

void MultiLeader::changed(NodeId node) {
  Node& self = nodes_[node];
  for (std::size_t i = 0; i < writes_.size(); ++i) {
    const bool taken = counts_[i] > 0;
    if (taken && self.clock.at(takers_[i]) >= counts_[i]) writes_[i].arrived(node, now());
  }
  self.log.push_back({version(node), value(node), now()});
  if (!leads(node)) return;
  for (NodeId peer = 0; peer < size(); ++peer) {
    if (!behind(node, peer) || !reachable(node, peer)) continue;
    // What is on its way already need not be sent once more.
    VersionVector expected = self.peers[peer].has;
    expected.merge(self.peers[peer].sent);
    if (!covers(expected, self.clock)) ship(node, peer);
  }
  arm_retry(node);
}

bool MultiLeader::behind(NodeId leader, NodeId peer) const {
  return serves(leader, peer) && !covers(nodes_[leader].peers[peer].has, clock(leader));
}

void MultiLeader::ship(NodeId leader, NodeId peer) {
  Node& self = nodes_[leader];
  self.peers[peer].waiting_since = now();
  self.peers[peer].sent = self.clock;
  simulation_.send(leader, peer, {Kind::data, 0, self.siblings, self.counter, self.clock});
}

void MultiLeader::ship_to_all_behind() {
  for (const NodeId leader : leaders()) {
    if (!up(leader)) continue;
    for (NodeId peer = 0; peer < size(); ++peer) {
      if (behind(leader, peer) && reachable(leader, peer)) ship(leader, peer);
    }
    arm_retry(leader);
  }
}

void MultiLeader::arm_retry(NodeId leader) {
  Node& self = nodes_[leader];
  if (self.retry_armed) return;
  for (NodeId peer = 0; peer < size(); ++peer) {
    if (!behind(leader, peer) || !reachable(leader, peer)) continue;
    self.retry_armed = true;
    simulation_.set_timer(leader, options_.retry_interval, ++self.retry_set);
    return;
  }
}

}  // namespace distributed::replication
