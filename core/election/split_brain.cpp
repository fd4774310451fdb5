#include "election/split_brain.hpp"

#include <algorithm>

#include "election/raft.hpp"
#include "order/stable_sort.hpp"
#include "text/error.hpp"

namespace distributed::election {
namespace {

using Kind = SplitBrainMessage::Kind;
using Log = std::vector<BalanceEntry>;

simulation::Network network_of(const SplitBrainOptions& options) {
  if (options.nodes < 2 || options.nodes > 64) {
    throw_invalid_argument("SplitBrain: the number of nodes must be 2 to 64");
  }
  if (options.heartbeat_timeout <= 0 || options.stagger <= 0 || options.answer_timeout <= 0 ||
      options.fencing_delay <= 0) {
    throw_invalid_argument("SplitBrain: all durations must be above 0");
  }
  simulation::Network network(options.nodes + 1, options.link);
  const auto client = static_cast<NodeId>(options.nodes);
  for (NodeId node = 0; node < client; ++node) {
    network.set_latency(node, client, options.client_link);
    network.set_latency(client, node, options.client_link);
  }
  return network;
}

std::size_t common_length(const Log& a, const Log& b) {
  std::size_t length = 0;
  while (length < a.size() && length < b.size() && a[length] == b[length]) ++length;
  return length;
}

LogPosition end_of(const Log& log) {
  return {log.empty() ? 0 : log.back().epoch, static_cast<std::uint32_t>(log.size())};
}

}  // namespace

std::string_view name_of(SplitBrainMessage::Kind kind) {
  switch (kind) {
    case Kind::write:
      return "write";
    case Kind::done:
      return "done";
    case Kind::refused:
      return "refused";
    case Kind::append:
      return "append";
    case Kind::append_ack:
      return "append-ack";
    case Kind::request_vote:
      return "request-vote";
    case Kind::vote:
      return "vote";
    case Kind::election:
      return "election";
    case Kind::answer:
      return "answer";
    case Kind::sync:
      break;
  }
  return "sync";
}

SplitBrain::SplitBrain(const SplitBrainOptions& options, Generator chance)
    : options_(options), simulation_(network_of(options), chance), nodes_(options.nodes) {
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
    nodes_[node].leads = nodes_[node].asks = false;
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
      const Node& self = nodes_[leader];
      simulation_.send(leader, other, {Kind::sync, self.epoch, 0, self.log});
    }
  }
  network_changed();
  return true;
}

std::uint32_t SplitBrain::write(NodeId node, std::int64_t value) {
  if (node >= size()) throw_out_of_range("SplitBrain: there is no such node to write to");
  Write write;
  write.number = static_cast<std::uint32_t>(writes_.size() + 1);
  write.at = node;
  write.value = value;
  write.sent_at = now();
  writes_.push_back(write);
  simulation_.send(client(), node, {Kind::write, 0, write.number, {}});
  return write.number;
}

bool SplitBrain::resolve_last_write_wins() {
  if (phase_ != Phase::conflict) return false;
  std::size_t last = 0;
  for (std::size_t side = 1; side < conflict_.size(); ++side) {
    if (conflict_[side].written_at >= conflict_[last].written_at) last = side;
  }
  resolution_ = Resolution::last_write_wins;
  resolve(last, conflict_[last].value);
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
  Node& self = nodes_[to];
  switch (message.kind) {
    case Kind::write:
      take_write(to, message);
      break;
    case Kind::done:
    case Kind::refused:
      break;
    case Kind::append:
      if (self.leads && options_.promotion != Promotion::majority) {
        compare_leaders();
      } else if (message.epoch >= std::max(self.epoch, self.voted_in)) {
        follow(to, from, message);
      } else {
        // It leads itself or gave its vote to a later leader, who may not know what this one adds.
        simulation_.send(to, from, {Kind::append_ack, self.voted_in, 0, {}});
      }
      break;
    case Kind::append_ack:
      if (self.leads && message.epoch > self.epoch) {
        self.leads = false;
        self.voted_in = std::max(self.voted_in, message.epoch);
        network_changed();
      }
      if (self.leads && message.epoch == self.epoch) {
        self.held[from] = std::max(self.held[from], std::size_t{message.number});
        confirm_what_is_safe(to);
        settle();
      }
      break;
    case Kind::request_vote:
      // Who hears a leader, or gave its vote in this epoch, or knows more, gives none.
      if (!self.leads && !hears_leader(to) && message.epoch > self.voted_in &&
          at_least_as_up_to_date(end_of(message.log), end_of(self.log))) {
        self.voted_in = message.epoch;
        set_timer(to, Timer::silence, options_.heartbeat_timeout);
        simulation_.send(to, from, {Kind::vote, message.epoch, 0, {}});
      }
      break;
    case Kind::vote:
      if (hears_leader(to) || message.epoch != self.stands_in) break;
      self.votes |= std::uint64_t{1} << from;
      ask_for_votes(to);
      break;
    case Kind::election:
      simulation_.send(to, from, {Kind::answer, self.epoch, 0, {}});
      if (self.leads) {
        broadcast(to);
      } else if (!self.asks && !hears_leader(to)) {
        ask_those_above(to);
      }
      break;
    case Kind::answer:
      self.asks = false;
      stop_timer(to, Timer::answer);
      break;
    case Kind::sync:
      compare_leaders();
      break;
  }
}

void SplitBrain::timer(NodeId node, std::uint64_t token) {
  const auto timer = static_cast<Timer>(token % timers);
  Node& self = nodes_[node];
  if (token / timers != self.timer_set[token % timers]) return;
  switch (timer) {
    case Timer::silence:
      if (!self.leads && !hears_leader(node)) suspect(node);
      break;
    case Timer::isolation:
      if (self.leads && isolated(node)) {
        self.leads = false;
        self.silent_since = now();
      }
      break;
    case Timer::answer:
      self.asks = false;
      if (!hears_leader(node)) promote(node, self.epoch + 1);
      break;
    case Timer::fence:
      if (hears_leader(node)) break;
      power_off_unreachable(node);
      promote(node, self.epoch + 1);
      break;
  }
}

bool SplitBrain::reaches(NodeId from, NodeId to) const {
  return up(from) && up(to) && connected(from, to) && connected(to, from);
}

bool SplitBrain::hears_leader(NodeId node) const {
  const Node& self = nodes_[node];
  return self.leads || (nodes_[self.follows].leads && reaches(self.follows, node));
}

bool SplitBrain::isolated(NodeId node) const {
  std::size_t reached = 0;
  for (NodeId other = 0; other < size(); ++other) reached += reaches(node, other);
  return reached < majority();
}

void SplitBrain::network_changed() {
  for (NodeId node = 0; node < size(); ++node) {
    if (!up(node)) continue;
    Node& self = nodes_[node];
    self.asks = false;
    self.stands_in = 0;
    for (const Timer timer : {Timer::silence, Timer::isolation, Timer::answer, Timer::fence}) {
      stop_timer(node, timer);
    }
    if (self.leads) {
      self.silent_since = simulation::never;
      if (options_.promotion == Promotion::majority && isolated(node)) {
        set_timer(node, Timer::isolation, options_.heartbeat_timeout);
      }
    } else if (hears_leader(node)) {
      self.silent_since = simulation::never;
    } else {
      if (self.silent_since == simulation::never) self.silent_since = now();
      // In the order of their numbers, among those on the same side that wait too.
      Time rank = 0;
      for (NodeId lower = 0; lower < node; ++lower) {
        rank += reaches(node, lower) && nodes_[lower].silent_since != simulation::never;
      }
      set_timer(node, Timer::silence, options_.heartbeat_timeout + rank * options_.stagger);
    }
  }
}

void SplitBrain::set_timer(NodeId node, Timer timer, Time delay) {
  const auto kind = static_cast<std::size_t>(timer);
  simulation_.set_timer(node, delay, ++nodes_[node].timer_set[kind] * timers + kind);
}

void SplitBrain::stop_timer(NodeId node, Timer timer) {
  ++nodes_[node].timer_set[static_cast<std::size_t>(timer)];
}

void SplitBrain::suspect(NodeId node) {
  Node& self = nodes_[node];
  switch (options_.promotion) {
    case Promotion::timeout_only:
      promote(node, self.epoch + 1);
      break;
    case Promotion::majority:
      self.stands_in = self.voted_in = std::max(self.epoch, self.voted_in) + 1;
      self.votes = std::uint64_t{1} << node;
      for (NodeId other = 0; other < size(); ++other) {
        if (other == node) continue;
        simulation_.send(node, other, {Kind::request_vote, self.stands_in, 0, self.log});
      }
      break;
    case Promotion::bully:
      if (!self.asks) ask_those_above(node);
      break;
    case Promotion::fencing:
      fence(node);
      break;
  }
}

void SplitBrain::ask_for_votes(NodeId node) {
  const Node& self = nodes_[node];
  std::size_t votes = 0;
  for (std::uint64_t left = self.votes; left != 0; left &= left - 1) ++votes;
  if (votes >= majority()) promote(node, self.stands_in);
}

void SplitBrain::ask_those_above(NodeId node) {
  nodes_[node].asks = true;
  if (node + 1 == size()) {
    nodes_[node].asks = false;
    promote(node, nodes_[node].epoch + 1);
    return;
  }
  for (NodeId above = node + 1; above < size(); ++above) {
    simulation_.send(node, above, {Kind::election, nodes_[node].epoch, 0, {}});
  }
  set_timer(node, Timer::answer, options_.answer_timeout);
}

void SplitBrain::fence(NodeId node) {
  // Whoever hears that the power switch is being used waits for the outcome.
  if (fencing_ && reaches(node, fencing_->by)) return;
  fencing_ = Fencing{node, now(), now() + options_.fencing_delay};
  set_timer(node, Timer::fence, options_.fencing_delay);
}

void SplitBrain::power_off_unreachable(NodeId node) {
  for (NodeId other = 0; other < size(); ++other) {
    if (other != node && up(other) && !reaches(node, other)) simulation_.network().crash(other);
  }
  fencing_.reset();
}

void SplitBrain::promote(NodeId node, std::uint32_t epoch) {
  Node& self = nodes_[node];
  self.leads = true;
  self.epoch = epoch;
  self.voted_in = std::max(self.voted_in, epoch);
  self.follows = node;
  self.silent_since = simulation::never;
  self.held.assign(size(), 0);
  elected_ = node;
  elected_at_ = now();
  phase_ = split_ ? Phase::elected : Phase::healthy;
  broadcast(node);
}

void SplitBrain::broadcast(NodeId node) {
  const Node& self = nodes_[node];
  for (NodeId other = 0; other < size(); ++other) {
    if (other == node || !reaches(node, other)) continue;
    simulation_.send(node, other, {Kind::append, self.epoch, 0, self.log});
  }
}

void SplitBrain::take_write(NodeId node, const SplitBrainMessage& message) {
  Node& self = nodes_[node];
  Write& write = writes_[message.number - 1];
  if (!self.leads || phase_ == Phase::conflict) {
    write.refused = true;
    simulation_.send(node, client(), {Kind::refused, self.epoch, write.number, {}});
    return;
  }
  self.log.push_back({write.number, write.value, node, now(), self.epoch});
  broadcast(node);
  confirm_what_is_safe(node);
}

void SplitBrain::confirm_what_is_safe(NodeId node) {
  const Node& self = nodes_[node];
  const bool counts = options_.promotion == Promotion::majority;
  std::size_t safe = 0;  // entries, from the first
  for (std::size_t index = 0; index < self.log.size(); ++index) {
    std::size_t copies = 1;
    for (const std::size_t held : self.held) copies += held > index;
    // As in Raft an entry of an earlier leader is safe only with one of this leader's after it.
    const bool settled = copies >= majority() && self.log[index].epoch == self.epoch;
    if (!counts || settled) safe = index + 1;
  }
  for (std::size_t index = 0; index < safe; ++index) {
    if (self.log[index].write == 0) continue;
    Write& write = writes_[self.log[index].write - 1];
    if (write.confirmed) continue;
    write.confirmed = true;
    simulation_.send(node, client(), {Kind::done, self.epoch, write.number, {}});
  }
}

void SplitBrain::follow(NodeId node, NodeId leader, const SplitBrainMessage& message) {
  Node& self = nodes_[node];
  const std::size_t common = common_length(self.log, message.log);
  const bool outdated = message.epoch == self.epoch && common == message.log.size();
  if (!outdated) {
    const Log dropped(self.log.begin() + static_cast<std::ptrdiff_t>(common), self.log.end());
    self.log = message.log;
    for (const BalanceEntry& entry : dropped) {
      if (entry.write != 0 && !in_a_log(entry.write)) writes_[entry.write - 1].lost = true;
    }
  }
  self.leads = false;
  self.epoch = message.epoch;
  self.voted_in = std::max(self.voted_in, self.epoch);
  self.follows = leader;
  self.asks = false;
  self.stands_in = 0;
  self.silent_since = simulation::never;
  for (const Timer timer : {Timer::silence, Timer::answer, Timer::fence}) stop_timer(node, timer);
  simulation_.send(node, leader,
                   {Kind::append_ack, self.epoch, static_cast<std::uint32_t>(self.log.size()), {}});
}

bool SplitBrain::in_a_log(std::uint32_t write) const {
  return std::any_of(nodes_.begin(), nodes_.end(), [write](const Node& node) {
    return std::any_of(node.log.begin(), node.log.end(),
                       [write](const BalanceEntry& entry) { return entry.write == write; });
  });
}

void SplitBrain::compare_leaders() {
  const std::vector<NodeId> leading = leaders();
  if (split_ || phase_ == Phase::conflict || leading.size() < 2) return;
  NodeId longest = leading.front();
  for (const NodeId leader : leading) {
    if (log(leader).size() > log(longest).size()) longest = leader;
  }
  const bool contradict = std::any_of(leading.begin(), leading.end(), [&](NodeId leader) {
    return common_length(log(leader), log(longest)) < log(leader).size();
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
  Log common = log(latest);
  for (const Side& side : conflict_) {
    if (nodes_[side.leader].epoch >= nodes_[latest].epoch) latest = side.leader;
    common.resize(common_length(common, log(side.leader)));
  }
  // Every log keeps what happened on all sides, in the order of the clocks, and the decision.
  Log merged;
  for (std::size_t side = 0; side < conflict_.size(); ++side) {
    const Log& diverged = log(conflict_[side].leader);
    for (std::size_t index = common.size(); index < diverged.size(); ++index) {
      const BalanceEntry& entry = diverged[index];
      if (std::find(merged.begin(), merged.end(), entry) == merged.end()) merged.push_back(entry);
      if (entry.write != 0) writes_[entry.write - 1].lost = true;
    }
  }
  if (winner) {
    for (const BalanceEntry& entry : log(conflict_[*winner].leader)) {
      if (entry.write != 0) writes_[entry.write - 1].lost = false;
    }
  }
  stable_sort(merged, [](const BalanceEntry& a, const BalanceEntry& b) {
    return a.written_at < b.written_at;
  });
  merged.insert(merged.begin(), common.begin(), common.end());
  std::uint32_t epoch = nodes_[latest].epoch;
  merged.push_back({0, value, latest, now(), ++epoch});
  for (const Side& side : conflict_) {
    Node& leader = nodes_[side.leader];
    leader.leads = side.leader == latest;
    leader.follows = latest;
    leader.epoch = epoch;
    leader.log = merged;
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

}  // namespace distributed::election
