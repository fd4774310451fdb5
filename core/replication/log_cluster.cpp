#include "replication/log_cluster.hpp"

#include <algorithm>

#include "text/error.hpp"

namespace distributed::replication {
namespace {

using Kind = LogClusterMessage::Kind;

simulation::Network network_of(const LogClusterOptions& options) {
  if (options.nodes < 2 || options.nodes > 64) {
    throw_invalid_argument("LogCluster: the number of nodes must be 2 to 64");
  }
  if (options.heartbeat_timeout <= 0 || options.stagger <= 0 || options.answer_timeout <= 0 ||
      options.fencing_delay <= 0 || options.repeat_after <= 0) {
    throw_invalid_argument("LogCluster: all durations must be above 0");
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

LogCluster::LogCluster(const LogClusterOptions& options, Generator chance)
    : Cluster(network_of(options), chance), options_(options), nodes_(options.nodes) {
  nodes_[0].leads = true;
  for (Node& node : nodes_) node.held.assign(size(), 0);
}

bool LogCluster::partition(const std::vector<std::vector<NodeId>>& groups) {
  if (split_ || !contradiction_.empty()) return false;
  simulation_.network().partition(groups, size());
  split_ = true;
  elected_apart_ = settled_ = false;
  elected_.reset();
  elected_at_ = simulation::never;
  network_changed();
  return true;
}

bool LogCluster::heal() {
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

std::uint32_t LogCluster::write(NodeId node, std::int64_t value) {
  if (node >= size()) throw_out_of_range("LogCluster: there is no such node to write to");
  Write write;
  write.number = static_cast<std::uint32_t>(writes_.size() + 1);
  write.at = node;
  write.value = value;
  writes_.push_back(write);
  send(client(), node, Kind::write, 0, write.number);
  return write.number;
}

bool LogCluster::pending(const Write& write) const {
  if (write.confirmed || write.refused) return false;
  if (write.arrived) return role(write.at) == Role::leader && !isolated(write.at);
  const auto flying = in_flight();
  return std::any_of(flying.begin(), flying.end(), [&](const auto& pulse) {
    return pulse.kind == Kind::write && pulse.to == write.at && !pulse.lost();
  });
}

LogCluster::Role LogCluster::role(NodeId node) const {
  const Node& self = nodes_.at(node);
  if (!up(node)) return Role::down;
  return self.leads ? Role::leader : Role::replica;
}

std::vector<NodeId> LogCluster::leaders() const {
  std::vector<NodeId> found;
  for (NodeId node = 0; node < size(); ++node) {
    if (role(node) == Role::leader) found.push_back(node);
  }
  return found;
}

std::int64_t LogCluster::value(NodeId node) const {
  return log(node).empty() ? options_.initial_value : log(node).back().value;
}

Time LogCluster::silence(NodeId node) const {
  const Time since = nodes_.at(node).silent_since;
  return since == simulation::never ? 0 : now() - since;
}

void LogCluster::receive(NodeId from, NodeId to, const LogClusterMessage& message) {
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

bool LogCluster::reaches(NodeId from, NodeId to) const {
  return up(from) && up(to) && connected(from, to) && connected(to, from);
}

void LogCluster::send(NodeId from, NodeId to, Kind kind, std::uint32_t epoch,
                      std::uint32_t number) {
  simulation_.send(from, to, {kind, epoch, number, {}});
}

}  // namespace distributed::replication
