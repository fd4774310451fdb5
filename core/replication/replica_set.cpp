#include "replication/replica_set.hpp"

#include <algorithm>
#include <utility>

#include "random/distributions.hpp"
#include "replication/lost_writes.hpp"

namespace distributed::replication {

using simulation::Latency, simulation::milliseconds, simulation::never, simulation::seconds;

double ReplicaSetSettings::way(NodeId a, NodeId b) const {
  const double ways[] = {0, 0.5, 1, far ? 4 : 1.5};
  return std::max(ways[a], ways[b]) * link_ms / 1000;
}

void ReplicaSetSettings::set_ways(SingleLeader& cluster) const {
  for (NodeId a = 0; a < nodes; ++a) {
    for (NodeId b = 0; b < nodes; ++b) {
      if (a != b) cluster.network().set_latency(a, b, Latency::constant(seconds(way(a, b))));
    }
  }
}

namespace {

SingleLeader begun(const ReplicaSetSettings& settings, Generator& chance) {
  SingleLeaderOptions options;
  options.nodes = ReplicaSetSettings::nodes;
  SingleLeader cluster(options, chance.split());
  settings.set_ways(cluster);
  for (std::size_t i = 0; i < ReplicaSet::writes_before; ++i) cluster.write(0);
  cluster.advance_to(seconds(1));
  cluster.record(true);
  return cluster;
}

}  // namespace

ReplicaSet::ReplicaSet(std::uint64_t seed)
    : chance_(seed), cluster_(begun(settings_, chance_)), origin_(cluster_.now()) {
  change(settings_);
}

void ReplicaSet::change(const Settings& settings) {
  settings_ = settings;
  settings_.set_ways(cluster_);
  cluster_.set_apply(Latency::exponential(0, milliseconds(settings_.apply_ms)));
  cluster_.change(settings_.mode, static_cast<std::size_t>(settings_.acks),
                  milliseconds(settings_.ack_timeout_ms));
  note();
}

void ReplicaSet::write() {
  write(never);
}

void ReplicaSet::write_long() {
  write(long_work);
}

void ReplicaSet::write(Time apply) {
  const bool whole = cluster_.live() == Settings::nodes && !cut_ && !cluster_.degraded() &&
                     (failovers_ == 0 || cluster_.settled());
  latency_law_ = whole ? cluster_.law().latency_ms : std::nullopt;
  own_.push_back({cluster_.write(0, apply)});
}

void ReplicaSet::read(std::optional<NodeId> node) {
  std::vector<NodeId> candidates;
  for (NodeId each = 0; each < Settings::nodes; ++each) {
    if (node ? each == *node : cluster_.up(each)) candidates.push_back(each);
  }
  if (candidates.empty()) candidates.push_back(leader());
  const Session::Plan plan = client_.next_read(leader(), candidates, chance_, now());
  // Without the wish to wait its own write is named all the same: the answer says if it was seen.
  const bool waits = plan.needs != 0;
  asked_.push_back({told_, read_});
  unread_.push_back(cluster_.read(plan.node, waits ? plan.needs : told_, waits ? patience : 0));
}

void ReplicaSet::come(Time at) {
  coming_.push_back(at);
  for (std::size_t i = coming_.size() - 1; i > 0 && coming_[i] < coming_[i - 1]; --i) {
    std::swap(coming_[i], coming_[i - 1]);
  }
}

void ReplicaSet::others_write() {
  double since = exponential(chance_, settings_.rate);
  for (; since < 0.5; since += exponential(chance_, settings_.rate)) come(now() + seconds(since));
}

void ReplicaSet::burst() {
  for (int i = 0; i < 10; ++i) come(now() + milliseconds(i));
}

void ReplicaSet::crash_or_restart(NodeId node, bool up) {
  up ? cluster_.restart(node) : cluster_.crash(node);
  take_over(cluster_.fail_over());
  note();
}

void ReplicaSet::cut_off_leader(bool cut) {
  promotion_.reset();
  cut_.reset();
  if (cut) {
    cut_ = leader();
    cluster_.partition({{*cut_}});
    promotion_ = now() + missed_after;
  } else {
    cluster_.heal();
  }
  note();
}

void ReplicaSet::take_over(const std::optional<Failover>& failover) {
  if (!failover) return;
  ++failovers_;
  promotion_.reset();
  const NodeId before = failover->old_leader;
  lost_last_ = failover->lost_confirmed.size();
  lost_law_.reset();
  if (others_are_writing()) {
    // What was written since the cut, and before that on the way to the new leader.
    const double lag = settings_.way(before, failover->new_leader) +
                       (cut_ == before ? simulation::to_seconds(missed_after) : 0);
    const bool early = settings_.mode == ReplicationMode::asynchronous || degraded_;
    lost_law_ = early ? expected_lost_writes(settings_.rate, lag) : 0;
  }
  events_.push_back({ReplicaSetEvent::promoted, failover->new_leader});
  const auto lose = [&](ReplicaSetEvent::Kind kind, const std::vector<std::uint32_t>& writes) {
    if (!writes.empty()) events_.push_back({kind, failover->new_leader, 0, writes});
  };
  lose(ReplicaSetEvent::lost, failover->lost_confirmed);
  lose(ReplicaSetEvent::gone, failover->lost_unconfirmed);
  lost_.insert(lost_.end(), failover->lost_confirmed.begin(), failover->lost_confirmed.end());
}

bool ReplicaSet::is_own(std::uint32_t write) const {
  return std::any_of(own_.begin(), own_.end(), [=](const Own& own) { return own.number == write; });
}

const WriteRecord* ReplicaSet::last_own() const {
  return own_.empty() ? nullptr : &cluster_.writes()[own_.back().number - 1];
}

ReplicaSet::Outcome ReplicaSet::outcome(const NodeRead& read) const {
  const auto& [own, seen] = asked_[read.number - 1];
  const bool missed = !read.satisfied && (read.needs == own || read.version < own);
  return {missed, read.version < seen, own, seen};
}

std::vector<const NodeRead*> ReplicaSet::answered_reads() const {
  std::vector<const NodeRead*> reads;
  for (const NodeRead& read : cluster_.reads()) {
    if (read.answered_at != never) reads.push_back(&read);
  }
  return reads;
}

int ReplicaSet::reads_that_are(bool Outcome::*bad) const {
  int count = 0;
  for (const NodeRead* read : answered_reads()) count += outcome(*read).*bad;
  return count;
}

std::vector<std::uint32_t> ReplicaSet::diverged() const {
  std::vector<std::uint32_t> writes;
  for (const Dropped& dropped : cluster_.dropped()) {
    for (const std::uint32_t write : dropped.writes) {
      const auto place = std::lower_bound(writes.begin(), writes.end(), write);
      if (place == writes.end() || *place != write) writes.insert(place, write);
    }
  }
  return writes;
}

double ReplicaSet::applied_share(NodeId node, std::size_t entry) const {
  if (entry < cluster_.applied(node)) return 1;
  const std::vector<LogEntry>& log = cluster_.log(node);
  const Time end = cluster_.visible_at(node, log[entry].write);
  if (end == never) return 0;
  const Time before = entry > 0 ? cluster_.visible_at(node, log[entry - 1].write) : 0;
  const Time begin = std::max(before, cluster_.writes()[log[entry].write - 1].had_at[node]);
  return begin < now() ? double(now() - begin) / double(end - begin) : 0;
}

std::size_t ReplicaSet::longest_log() const {
  std::size_t longest = 0;
  for (NodeId node = 0; node < Settings::nodes; ++node) {
    longest = std::max(longest, cluster_.log(node).size());
  }
  return longest;
}

const NodeRead* ReplicaSet::served(NodeId node, Time at) const {
  for (const NodeRead& read : cluster_.reads()) {
    if (read.node == node && read.served_at == at) return &read;
  }
  return nullptr;
}

Time ReplicaSet::furthest_behind() const {
  Time furthest = 0;
  for (NodeId node = 0; node < Settings::nodes; ++node) {
    if (cluster_.up(node)) furthest = std::max(furthest, cluster_.lag_time(node));
  }
  return furthest;
}

bool ReplicaSet::waits_for_acks() const {
  if (settings_.mode != ReplicationMode::semi_synchronous || cluster_.degraded()) return false;
  const std::vector<LogEntry>& log = cluster_.log(leader());
  return cluster_.up(leader()) && !cluster_.writes()[log.back().write - 1].confirmed;
}

bool ReplicaSet::moves() const {
  if (!coming_.empty() || promotion_ || !cluster_.settled() || waits_for_acks()) return true;
  for (NodeId node = 0; node < Settings::nodes; ++node) {
    if (cluster_.up(node) && cluster_.applied(node) < cluster_.log(node).size()) return true;
  }
  return std::any_of(unread_.begin(), unread_.end(), [this](std::uint32_t number) {
    const NodeRead& read = cluster_.reads()[number - 1];
    return read.arrived_at != never && read.served_at == never && cluster_.up(read.node);
  });
}

Time ReplicaSet::next_happening() const {
  Time next = cluster_.next_event();
  if (!coming_.empty()) next = std::min(next, coming_.front());
  if (promotion_) next = std::min(next, *promotion_);
  for (NodeId node = 0; node < Settings::nodes; ++node) {
    const std::size_t applied = cluster_.applied(node);
    if (applied == cluster_.log(node).size()) continue;
    next = std::min(next, cluster_.visible_at(node, cluster_.log(node)[applied].write));
  }
  return next;
}

void ReplicaSet::advance_to(Time time) {
  for (Time next = next_happening(); next <= time && next != never; next = next_happening()) {
    cluster_.advance_to(next);
    for (; !coming_.empty() && coming_.front() <= next; coming_.erase(coming_.begin())) {
      cluster_.write(0);
    }
    if (promotion_ && *promotion_ <= next) {
      promotion_.reset();
      take_over(cluster_.depose());
    }
    note();
  }
  cluster_.advance_to(time);
}

std::vector<ReplicaSetEvent> ReplicaSet::take_events() {
  std::vector<ReplicaSetEvent> events;
  events.swap(events_);
  return events;
}

void ReplicaSet::note() {
  while (finished_ < own_.size() && own_[finished_].ended) ++finished_;
  for (std::size_t i = finished_; i < own_.size(); ++i) note_write(own_[i]);
  note_reads();
  note_cluster();
}

void ReplicaSet::note_write(Own& own) {
  const WriteRecord& write = cluster_.writes()[own.number - 1];
  constexpr unsigned all = (1u << Settings::nodes) - 1;
  for (NodeId node = 0; node < Settings::nodes; ++node) {
    const unsigned bit = 1u << node;
    const bool leads = node == leader();
    if (!(own.received & bit) && write.had(node)) {
      own.received |= bit;
      if (leads) own.applied |= bit;
      events_.push_back(
          {leads ? ReplicaSetEvent::committed : ReplicaSetEvent::received, node, own.number});
    }
    if (!(own.applied & bit) && cluster_.visible_at(node, own.number) <= now()) {
      own.applied |= bit;
      events_.push_back({ReplicaSetEvent::applied, node, own.number});
    }
  }
  if (!own.told && write.acknowledged_at != never) {
    own.told = true;
    told_ = std::max(told_, own.number);
    client_.wrote(own.number, now());
    events_.push_back({ReplicaSetEvent::answered, 0, own.number});
  }
  own.ended = own.told && (own.applied == all || write.lost);
}

void ReplicaSet::note_reads() {
  std::erase_if(unread_, [&](std::uint32_t number) {
    const NodeRead& read = cluster_.reads()[number - 1];
    if (read.answered_at == never) return false;
    client_.saw(read.version);
    read_ = std::max(read_, read.version);
    events_.push_back({ReplicaSetEvent::read, read.node, number});
    return true;
  });
}

void ReplicaSet::note_cluster() {
  for (; dropped_ < cluster_.dropped().size(); ++dropped_) {
    const Dropped& dropped = cluster_.dropped()[dropped_];
    events_.push_back({ReplicaSetEvent::diverged, dropped.node, 0, dropped.writes});
  }
  if (degraded_ == cluster_.degraded()) return;
  degraded_ = cluster_.degraded();
  events_.push_back({degraded_ ? ReplicaSetEvent::degraded : ReplicaSetEvent::restored, leader()});
}

}  // namespace distributed::replication
