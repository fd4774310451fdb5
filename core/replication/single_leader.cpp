#include "replication/single_leader.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "replication/log_divergence.hpp"
#include "text/error.hpp"

namespace distributed::replication {
namespace {

using Kind = SingleLeaderMessage::Kind;

void check_acks(std::size_t nodes, std::size_t acks, Time timeout) {
  if (acks >= 1 && acks < nodes && timeout > 0) return;
  throw_invalid_argument("SingleLeader: a leader of ", nodes, " nodes cannot wait for ", acks,
                         " acknowledgements, ", timeout, " long");
}

simulation::Network network_of(const SingleLeaderOptions& options) {
  if (options.nodes < 2) throw_invalid_argument("SingleLeader: needs at least two nodes");
  if (options.retry_interval <= 0) {
    throw_invalid_argument("SingleLeader: the retry interval must be above 0");
  }
  check_acks(options.nodes, options.acks, options.ack_timeout);
  return network_with_client(options.nodes, options.link, options.loss, options.client_link, 0);
}

// What a timer is for, in the upper bits of its token.
constexpr std::uint64_t for_acks = std::uint64_t{1} << 62, for_read = std::uint64_t{1} << 61;

std::uint64_t acks_token(std::uint32_t terms, std::size_t entry) {
  return for_acks | std::uint64_t{terms} << 32 | entry;
}

}  // namespace

SingleLeader::SingleLeader(const SingleLeaderOptions& options, Generator chance)
    : Cluster(network_of(options), chance),
      options_(options),
      nodes_(options.nodes),
      // A stream of its own: what replicas apply does not change what the network does.
      apply_chance_(chance.split()) {}

std::uint32_t SingleLeader::write(std::int64_t value, Time apply) {
  const WriteRecord& record = begin_write(value);
  simulation_.send(client(), leader_, {Kind::write, 0, 0, {{0, record.number, value, 0, apply}}});
  return record.number;
}

std::uint32_t SingleLeader::read(NodeId node, std::uint32_t needs, Time patience) {
  (void)nodes_.at(node);
  if (needs > writes_.size() || patience < 0) {
    throw_invalid_argument("SingleLeader: a read cannot wait ", patience, " for write ", needs);
  }
  NodeRead& record = reads_.emplace_back();
  record.number = static_cast<std::uint32_t>(reads_.size());
  record.node = node;
  record.needs = needs;
  record.patience = patience;
  record.sent_at = now();
  simulation_.send(client(), node, {Kind::read, 0, record.number, {}});
  return record.number;
}

void SingleLeader::change(ReplicationMode mode, std::size_t acks, Time ack_timeout) {
  check_acks(size(), acks, ack_timeout);
  options_.mode = mode;
  options_.acks = acks;
  options_.ack_timeout = ack_timeout;
  degraded_ = false;
  ++terms_;
  if (!up(leader_)) return;
  answer_what_is_safe();
  for (std::size_t entry = answered_; entry < log(leader_).size(); ++entry) time_acks(entry);
}

void SingleLeader::crash(NodeId node) {
  nodes_.at(node).early.clear();
  nodes_[node].waiting.clear();
  nodes_[node].applied.stop(now());
  simulation_.network().crash(node);
  if (node == leader_) retry_armed_ = false;
}

void SingleLeader::restart(NodeId node) {
  (void)nodes_.at(node);
  simulation_.network().restart(node);
  nodes_[node].applied.resume(now());
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
  return up(leader_) ? std::nullopt : promote_best();
}

std::optional<Failover> SingleLeader::depose() {
  for (NodeId node = 0; node < size(); ++node) {
    if (node != leader_ && reachable(node, leader_)) return std::nullopt;
  }
  return promote_best();
}

std::optional<Failover> SingleLeader::promote_best() {
  std::optional<NodeId> best;
  for (NodeId node = 0; node < size(); ++node) {
    if (!up(node) || node == leader_) continue;
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
  ++terms_;
  nodes_[leader_].early.clear();
  for (Node& node : nodes_) {
    node.confirmed = 0;
    node.greeted = false;
  }
  answered_ = 0;
  retry_armed_ = false;
  degraded_ = false;
  ship_to_all_behind();
  return failover;
}

std::vector<std::uint32_t> SingleLeader::diverged(NodeId node) const {
  std::vector<std::uint32_t> writes;
  if (!contradict(log(node), log(leader_))) return writes;
  for (std::size_t i = common_length(log(node), log(leader_)); i < log(node).size(); ++i) {
    writes.push_back(log(node)[i].write);
  }
  return writes;
}

std::uint32_t SingleLeader::visible_version(NodeId node) const {
  const std::size_t visible = applied(node);
  return visible == 0 ? 0 : log(node)[visible - 1].write;
}

std::int64_t SingleLeader::visible_value(NodeId node) const {
  const std::size_t visible = applied(node);
  return visible == 0 ? 0 : log(node)[visible - 1].value;
}

Time SingleLeader::visible_at(NodeId node, std::uint32_t write) const {
  for (std::size_t i = log(node).size(); i > 0; --i) {
    if (log(node)[i - 1].write == write) return nodes_[node].applied.visible_at(i - 1);
  }
  return simulation::never;
}

std::size_t SingleLeader::unseen(NodeId node) const {
  return log(leader_).size() - std::min(applied(node), common_length(log(node), log(leader_)));
}

Time SingleLeader::lag_time(NodeId node) const {
  const std::size_t missing = unseen(node), all = log(leader_).size();
  return missing > 0 ? now() - log(leader_)[all - missing].written_at : 0;
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
      if (answered_ < log(leader_).size()) time_acks(log(leader_).size() - 1);
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
      leave_degraded();
      answer_what_is_safe();
      break;
    case Kind::answer:
      tell_client(message.position);
      break;
    case Kind::read:
      if (reads_[message.position - 1].arrived_at == simulation::never) {
        reads_[message.position - 1].arrived_at = now();
        serve_or_wait(to, static_cast<std::uint32_t>(message.position));
      }
      break;
    case Kind::reply: {
      NodeRead& record = reads_[message.position - 1];
      if (record.answered_at == simulation::never) record.answered_at = now();
      break;
    }
    default:
      break;
  }
}

void SingleLeader::timer(NodeId node, std::uint64_t token) {
  if ((token & for_acks) != 0) {
    const std::size_t entry = token & 0xffffffff;
    if (node == leader_ && token == acks_token(terms_, entry)) acks_overdue(entry);
    return;
  }
  if ((token & for_read) != 0) {
    const auto read = static_cast<std::uint32_t>(token & 0xffffffff);
    if (reads_[read - 1].served_at == simulation::never) serve_or_wait(node, read);
    return;
  }
  if (node != leader_ || token != retry_set_) return;
  retry_armed_ = false;
  for (NodeId replica = 0; replica < size(); ++replica) {
    const bool overdue = now() - nodes_[replica].waiting_since >= options_.retry_interval;
    if (overdue && behind(replica) && reachable(leader_, replica)) ship(replica);
  }
  arm_retry();
}

void SingleLeader::append(NodeId node, const LogEntry& entry) {
  Node& self = nodes_[node];
  self.log.push_back(entry);
  const Time usual = entry.apply == simulation::never ? options_.apply.draw(apply_chance_) : 0;
  const Time work = entry.apply == simulation::never ? usual : entry.apply;
  self.applied.append(now(), node == leader_ ? 0 : work);
  WriteRecord& record = writes_[entry.write - 1];
  if (!record.lost) record.arrived(node, now());
  for (const std::uint32_t read : self.waiting) {
    if (reads_[read - 1].needs != entry.write) continue;
    simulation_.set_timer(node, self.applied.visible_at(self.log.size() - 1) - now(),
                          for_read | read);
  }
}

void SingleLeader::drop_from(NodeId node, std::size_t length) {
  Node& self = nodes_[node];
  if (length == self.log.size()) return;
  Dropped dropped{node, now(), {}};
  for (std::size_t i = length; i < self.log.size(); ++i) {
    dropped.writes.push_back(self.log[i].write);
  }
  dropped_.push_back(std::move(dropped));
  self.log.resize(length);
  self.applied.truncate(length);
}

// What the node sees answers a read at once if it is enough, or as soon as it is, or when patience
// ends: for the last two there are timers.
void SingleLeader::serve_or_wait(NodeId node, std::uint32_t read) {
  NodeRead& record = reads_[read - 1];
  const bool waits = record.needs != 0 && !sees(node, record.needs);
  const Time waited = now() - record.arrived_at;
  if (!waits || waited >= record.patience) {
    serve(node, record);
    return;
  }
  std::vector<std::uint32_t>& waiting = nodes_[node].waiting;
  if (std::find(waiting.begin(), waiting.end(), read) != waiting.end()) return;
  waiting.push_back(read);
  const Time visible = visible_at(node, record.needs);
  if (visible != simulation::never) simulation_.set_timer(node, visible - now(), for_read | read);
  if (record.patience != simulation::never) {
    simulation_.set_timer(node, record.patience, for_read | read);
  }
}

void SingleLeader::serve(NodeId node, NodeRead& record) {
  std::vector<std::uint32_t>& waiting = nodes_[node].waiting;
  waiting.erase(std::remove(waiting.begin(), waiting.end(), record.number), waiting.end());
  record.served_at = now();
  record.version = visible_version(node);
  record.value = visible_value(node);
  record.satisfied = record.needs == 0 || sees(node, record.needs);
  simulation_.send(node, client(), {Kind::reply, 0, record.number, {}});
}

void SingleLeader::time_acks(std::size_t entry) {
  if (options_.mode != ReplicationMode::semi_synchronous) return;
  if (options_.ack_timeout == simulation::never) return;
  simulation_.set_timer(leader_, options_.ack_timeout, acks_token(terms_, entry));
}

void SingleLeader::acks_overdue(std::size_t entry) {
  if (answered_ > entry) return;
  degraded_ = true;
  answer_what_is_safe();
}

void SingleLeader::leave_degraded() {
  if (!degraded_) return;
  std::size_t complete = 0;
  for (NodeId replica = 0; replica < size(); ++replica) {
    complete += replica != leader_ && !behind(replica);
  }
  if (complete >= options_.acks) degraded_ = false;
}

void SingleLeader::take(NodeId node, const SingleLeaderMessage& message) {
  Node& self = nodes_[node];
  if (message.epoch > self.epoch) {
    // A new leader begins with its whole log; what it lacks is dropped here too.
    if (message.position != 0) return;
    self.epoch = message.epoch;
    self.early.clear();
    drop_from(node, common_length(self.log, message.entries));
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
      return degraded_ ? 0 : options_.acks;
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
