#include "replication/leaderless.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::replication {
namespace {

using Kind = LeaderlessMessage::Kind;

LeaderlessOptions checked(LeaderlessOptions options) {
  if (options.write_targets == 0) options.write_targets = options.nodes;
  if (options.read_targets == 0) options.read_targets = options.nodes;
  if (options.write_quorum < 1 || options.write_quorum > options.write_targets ||
      options.write_targets > options.nodes) {
    throw_invalid_argument("Leaderless: must satisfy 1 <= W <= write targets <= N");
  }
  if (options.read_quorum < 1 || options.read_quorum > options.read_targets ||
      options.read_targets > options.nodes) {
    throw_invalid_argument("Leaderless: must satisfy 1 <= R <= read targets <= N");
  }
  if (options.anti_entropy_interval <= 0) {
    throw_invalid_argument("Leaderless: the interval of anti-entropy must be above 0");
  }
  return options;
}

simulation::Network network_of(const LeaderlessOptions& options) {
  return network_with_client(options.nodes, options.link, options.loss, options.client_link,
                             options.loss);
}

}  // namespace

Leaderless::Leaderless(const LeaderlessOptions& options, Generator chance)
    : Cluster(network_of(options), chance), options_(checked(options)), nodes_(options.nodes) {}

std::uint32_t Leaderless::write(std::int64_t value) {
  const WriteRecord& record = begin_write(value);
  Progress progress;
  progress.targets = draw_targets(options_.write_targets);
  for (const NodeId node : progress.targets) {
    simulation_.send(client(), node, {Kind::write, record.number, record.number, value});
  }
  write_progress_.push_back(std::move(progress));
  return record.number;
}

std::uint32_t Leaderless::read() {
  ReadRecord record;
  record.number = static_cast<std::uint32_t>(reads_.size() + 1);
  record.sent_at = now();
  record.expected = latest_acknowledged_;
  reads_.push_back(record);
  Progress progress;
  progress.targets = draw_targets(options_.read_targets);
  for (const NodeId node : progress.targets) {
    simulation_.send(client(), node, {Kind::read, record.number, 0, 0});
  }
  read_progress_.push_back(std::move(progress));
  return record.number;
}

void Leaderless::crash(NodeId node) {
  nodes_.at(node).compares = false;
  simulation_.network().crash(node);
}

void Leaderless::restart(NodeId node) {
  (void)nodes_.at(node);
  simulation_.network().restart(node);
  compare_all_soon();
}

void Leaderless::partition(const std::vector<std::vector<NodeId>>& groups) {
  simulation_.network().partition(groups, size());
  compare_all_soon();
}

void Leaderless::heal() {
  simulation_.network().heal();
  compare_all_soon();
}

std::uint32_t Leaderless::version(NodeId node) const {
  return log(node).empty() ? 0 : log(node).back().number;
}

std::int64_t Leaderless::value(NodeId node) const {
  return log(node).empty() ? 0 : log(node).back().value;
}

const std::vector<NodeId>& Leaderless::targets(std::uint32_t write) const {
  if (write < 1) throw_out_of_range("Leaderless: writes are numbered from 1");
  return write_progress_.at(write - 1).targets;
}

std::vector<NodeId> Leaderless::targets() const {
  return write_progress_.empty() ? std::vector<NodeId>{} : write_progress_.back().targets;
}

bool Leaderless::acked(NodeId node) const {
  const std::vector<NodeId> asked = targets();
  return Database::acked(node) && std::find(asked.begin(), asked.end(), node) != asked.end();
}

Figures Leaderless::law() const {
  Figures law;
  std::vector<Time> trips;
  Time farthest = 0;
  for (const NodeId node : targets()) {
    trips.push_back(way(client(), node) + way(node, client()));
    farthest = std::max(farthest, way(client(), node));
  }
  stable_sort(trips);
  const std::size_t w = options_.write_quorum;
  if (trips.size() >= w) law.latency_ms = simulation::to_milliseconds(trips[w - 1]);
  if (trips.size() == size()) law.everywhere_ms = simulation::to_milliseconds(farthest);
  law.stale_share = missed_probability(size(), w, options_.read_quorum);
  return law;
}

bool Leaderless::settled() const {
  if (!simulation_.quiet()) return false;
  if (options_.anti_entropy_interval == simulation::never) return true;
  for (NodeId node = 0; node < size(); ++node) {
    if (up(node) && differs_from_a_reachable_one(node)) return false;
  }
  return true;
}

void Leaderless::receive(NodeId from, NodeId to, const LeaderlessMessage& message) {
  switch (message.kind) {
    case Kind::write:
      take(to, message.version, message.value);
      simulation_.send(to, from, {Kind::ack, message.operation, 0, 0});
      break;
    case Kind::ack:
      acknowledge(from, message.operation);
      break;
    case Kind::read:
      simulation_.send(to, from, {Kind::answer, message.operation, version(to), value(to)});
      break;
    case Kind::answer:
      answer(from, message);
      break;
    case Kind::data:
      take(to, message.version, message.value);
      break;
    case Kind::anti_entropy:
      // The newer of the two goes to whoever lacks it.
      if (version(to) > message.version) {
        simulation_.send(to, from, {Kind::anti_entropy, 0, version(to), value(to)});
      } else {
        take(to, message.version, message.value);
      }
      break;
    default:
      break;
  }
}

void Leaderless::timer(NodeId node, std::uint64_t) {
  nodes_[node].compares = false;
  if (!differs_from_a_reachable_one(node)) return;
  std::vector<NodeId> peers;
  for (NodeId peer = 0; peer < size(); ++peer) {
    if (peer != node && reachable(node, peer)) peers.push_back(peer);
  }
  const NodeId peer =
      peers[uniform_below(simulation_.chance(), static_cast<std::uint32_t>(peers.size()))];
  simulation_.send(node, peer, {Kind::anti_entropy, 0, version(node), value(node)});
  compare_soon(node);
}

std::vector<NodeId> Leaderless::draw_targets(std::size_t count) {
  std::vector<NodeId> targets = sample(simulation_.chance(), static_cast<std::uint32_t>(size()),
                                       static_cast<std::uint32_t>(count));
  stable_sort(targets);
  return targets;
}

void Leaderless::take(NodeId node, std::uint32_t version_taken, std::int64_t value_taken) {
  const std::uint32_t before = version(node);
  if (version_taken <= before) return;
  nodes_[node].log.push_back({version_taken, value_taken, now()});
  // A later version stands for the earlier ones too.
  for (std::uint32_t number = before + 1; number <= version_taken; ++number) {
    writes_[number - 1].arrived(node, now());
  }
  compare_all_soon();
}

void Leaderless::acknowledge(NodeId from, std::uint32_t write) {
  Progress& progress = write_progress_[write - 1];
  if (!progress.first_answer_of(from)) return;
  progress.answered.push_back(from);
  if (progress.answered.size() != options_.write_quorum) return;
  WriteRecord& record = writes_[write - 1];
  record.acknowledged_at = now();
  record.confirmed = true;
  latest_acknowledged_ = std::max(latest_acknowledged_, write);
}

bool Leaderless::Progress::first_answer_of(NodeId node) const {
  return std::find(answered.begin(), answered.end(), node) == answered.end();
}

void Leaderless::answer(NodeId from, const LeaderlessMessage& message) {
  ReadRecord& record = reads_[message.operation - 1];
  Progress& progress = read_progress_[message.operation - 1];
  if (!progress.first_answer_of(from)) return;
  progress.answered.push_back(from);
  progress.versions.push_back(message.version);
  if (!record.done()) {
    record.consulted.push_back(from);
    if (message.version > record.version) {
      record.version = message.version;
      record.value = message.value;
    }
    if (record.consulted.size() == options_.read_quorum) record.answered_at = now();
  }
  if (record.done() && options_.read_repair) repair(record, progress);
}

void Leaderless::repair(ReadRecord& record, Progress& progress) {
  const std::uint32_t newest =
      *std::max_element(progress.versions.begin(), progress.versions.end());
  if (newest == 0) return;
  for (std::size_t i = 0; i < progress.answered.size(); ++i) {
    if (progress.versions[i] >= newest) continue;
    progress.versions[i] = newest;
    simulation_.send(client(), progress.answered[i],
                     {Kind::data, record.number, newest, writes_[newest - 1].value});
  }
}

bool Leaderless::differs_from_a_reachable_one(NodeId node) const {
  for (NodeId peer = 0; peer < size(); ++peer) {
    if (peer != node && reachable(node, peer) && version(peer) != version(node)) return true;
  }
  return false;
}

void Leaderless::compare_soon(NodeId node) {
  if (nodes_[node].compares || options_.anti_entropy_interval == simulation::never) return;
  if (!differs_from_a_reachable_one(node)) return;
  nodes_[node].compares = true;
  simulation_.set_timer(node, options_.anti_entropy_interval, 0);
}

void Leaderless::compare_all_soon() {
  for (NodeId node = 0; node < size(); ++node) compare_soon(node);
}

}  // namespace distributed::replication
