#include "replication_topology_comparison/clusters.hpp"

#include <algorithm>
#include <array>

#include "order/stable_sort.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

using namespace distributed::replication;
using distributed::Generator;
using distributed::simulation::Latency;
using distributed::simulation::milliseconds;
using distributed::simulation::never;

// A slow link more, and enough to tell the copy from the original.

// The value of a write: numbers that can be told apart, and whose sums can be too.
std::int64_t value_of(std::size_t number) {
  return static_cast<std::int64_t>(number) * 100;
}

SingleLeaderOptions single_options(const Rules& rules) {
  SingleLeaderOptions options;
  options.mode = rules.mode;
  return options;
}

MultiLeaderOptions multi_options(const Rules& rules) {
  MultiLeaderOptions options;
  options.leaders.assign(std::begin(Clusters::leaders), std::end(Clusters::leaders));
  options.policy = rules.policy;
  return options;
}

LeaderlessOptions leaderless_options(const Rules& rules) {
  LeaderlessOptions options;
  options.write_quorum = static_cast<std::size_t>(rules.w);
  options.read_quorum = options.read_targets = static_cast<std::size_t>(rules.r);
  options.write_targets = rules.write_to_all ? World::nodes : options.write_quorum;
  options.anti_entropy_interval = milliseconds(80);
  return options;
}

template <typename Cluster, typename FromClient>
void lay(Cluster& cluster, const World& world, FromClient from_client) {
  auto& network = cluster.network();
  for (NodeId a = 0; a < World::nodes; ++a) {
    const Latency way = Latency::constant(from_client(a));
    network.set_latency(cluster.client(), a, way);
    network.set_latency(a, cluster.client(), way);
    for (NodeId b = 0; b < World::nodes; ++b) {
      if (a != b) network.set_latency(a, b, Latency::constant(world.link(a, b)));
    }
  }
}

// A node that stops takes with it what it was sending: a link that is cut loses what is under way.
template <typename Cluster>
void stop(Cluster& cluster, NodeId node) {
  cluster.crash(node);
  for (NodeId other = 0; other < World::nodes; ++other) {
    if (other == node) continue;
    cluster.network().cut(node, other);
    cluster.network().restore(node, other);
  }
}

// In the order of the protocols' own kinds.
constexpr Errand leaders_errands[] = {Errand::write, Errand::data, Errand::ack, Errand::answer};
constexpr Errand leaderless_errands[] = {Errand::write,  Errand::ack,  Errand::data,
                                         Errand::answer, Errand::data, Errand::anti_entropy};

Errand errand(SingleLeaderMessage::Kind kind) {
  return leaders_errands[static_cast<std::size_t>(kind)];
}
Errand errand(MultiLeaderMessage::Kind kind) {
  return leaders_errands[static_cast<std::size_t>(kind)];
}
Errand errand(LeaderlessMessage::Kind kind) {
  return leaderless_errands[static_cast<std::size_t>(kind)];
}

}  // namespace

Clusters::Clusters(const World& world, const Rules& rules, Generator& chance)
    : world_(world),
      rules_(rules),
      single_(single_options(rules), Generator{chance()}),
      multi_(multi_options(rules), Generator{chance()}),
      leaderless_(leaderless_options(rules), Generator{chance()}) {
  const auto from_client = [&](NodeId node) { return world.from_client(node); };
  lay(single_, world, from_client);
  lay(leaderless_, world, from_client);
  // Each region of a multi-leader database has clients of its own.
  lay(multi_, world, [](NodeId) { return milliseconds(World::beside_ms); });
  for (const Topology topology : all_topologies) {
    with(*this, topology, [](auto& cluster) { cluster.record(true); });
  }
}

int Clusters::live_nodes() const {
  int count = 0;
  for (NodeId node = 0; node < World::nodes; ++node) count += up(node);
  return count;
}

Role Clusters::role(Topology topology, NodeId node) const {
  return with(*this, topology, [node](const auto& cluster) { return cluster.role(node); });
}

std::uint32_t Clusters::version(Topology topology, NodeId node) const {
  return with(*this, topology, [node](const auto& cluster) { return cluster.version(node); });
}

bool Clusters::holds_several(Topology topology, NodeId node) const {
  return topology == Topology::multi_leader && multi_.siblings(node).size() > 1;
}

std::string Clusters::version_text(Topology topology, NodeId node) const {
  if (!holds_several(topology, node)) return phrase({"v", version(topology, node)});
  std::vector<std::uint32_t> numbers;
  for (const Sibling& sibling : multi_.siblings(node)) numbers.push_back(sibling.write);
  distributed::stable_sort(numbers);
  std::string text;
  for (const std::uint32_t number : numbers) append(text, {text.empty() ? "v" : "|", number});
  return text;
}

std::string Clusters::value(Topology topology, NodeId node) const {
  if (!holds_several(topology, node)) {
    return std::to_string(
        with(*this, topology, [node](const auto& cluster) { return cluster.value(node); }));
  }
  std::vector<std::int64_t> values;
  for (const Sibling& sibling : multi_.siblings(node)) values.push_back(sibling.value);
  distributed::stable_sort(values);
  std::string text;
  for (const std::int64_t value : values) append(text, {text.empty() ? "" : " | ", value});
  return text;
}

const std::vector<WriteRecord>& Clusters::writes(Topology topology) const {
  return with(*this, topology, [](const auto& cluster) -> const std::vector<WriteRecord>& {
    return cluster.writes();
  });
}

bool Clusters::acked(Topology topology, NodeId node) const {
  if (writes(topology).empty()) return false;
  const WriteRecord& last = writes(topology).back();
  if (last.lost || last.had_at[node] == never) return false;
  if (topology != Topology::leaderless) return true;
  const std::vector<NodeId>& asked = leaderless_.targets(last.number);
  return std::find(asked.begin(), asked.end(), node) != asked.end();
}

std::vector<Pulse> Clusters::pulses(Topology topology) const {
  return with(*this, topology, [](const auto& cluster) {
    std::vector<Pulse> pulses;
    for (const auto& pulse : cluster.in_flight()) pulses.push_back({pulse, errand(pulse.kind)});
    return pulses;
  });
}

std::vector<NodeId> Clusters::targets() const {
  if (leaderless_.writes().empty()) return {};
  return leaderless_.targets(static_cast<std::uint32_t>(leaderless_.writes().size()));
}

std::optional<NodeId> Clusters::undecided_leader() const {
  for (const NodeId leader : leaders) {
    if (up(leader) && holds_several(Topology::multi_leader, leader)) return leader;
  }
  return std::nullopt;
}

std::vector<Sibling> Clusters::undecided() const {
  const auto leader = undecided_leader();
  if (!leader) return {};
  std::vector<Sibling> values = multi_.siblings(*leader);
  distributed::stable_sort(values,
                           [](const Sibling& a, const Sibling& b) { return a.write < b.write; });
  return values;
}

const Conflict* Clusters::last_conflict() const {
  if (multi_.conflicts().empty()) return nullptr;
  const Conflict& conflict = multi_.conflicts().back();
  return conflict.second + 1 >= multi_.writes().size() ? &conflict : nullptr;
}

std::optional<Figures> Clusters::figures(Topology topology) const {
  if (writes(topology).empty()) return std::nullopt;
  std::vector<bool> all_up;
  for (NodeId node = 0; node < World::nodes; ++node) all_up.push_back(up(node));
  return figures_of(writes(topology).back(), all_up,
                    topology == Topology::leaderless ? rules_.r : 1, now());
}

Law Clusters::law(Topology topology) const {
  if (topology == Topology::single_leader) {
    return law_of_single_leader(world_, single_.leader(), rules_.mode);
  }
  if (topology == Topology::leaderless) {
    return law_of_leaderless(world_, targets(), rules_.w, rules_.r);
  }
  std::vector<NodeId> leader_of;
  for (NodeId node = 0; node < World::nodes; ++node) leader_of.push_back(multi_.leader_of(node));
  return law_of_multi_leader(world_, takers_.empty() ? world_.home() : takers_.back(), leader_of);
}

std::vector<Fact> Clusters::facts(Topology topology) const {
  return facts_of(figures(topology), law(topology));
}

void Clusters::write(Topology topology) {
  const std::int64_t value = value_of(writes(topology).size() + 1);
  if (topology == Topology::single_leader) single_.write(value);
  if (topology == Topology::leaderless) leaderless_.write(value);
  if (topology != Topology::multi_leader) return;
  // Leaders take turns, unless the client stands beside one of them. A client whose leader is
  // down goes to the other.
  std::size_t leader = world_.regions ? world_.client_in_b : takers_.size() % 2;
  if (!up(leaders[leader]) && up(leaders[1 - leader])) leader = 1 - leader;
  takers_.push_back(leaders[leader]);
  multi_.write(leaders[leader], value);
}

void Clusters::write_concurrently() {
  for (const NodeId leader : leaders) {
    takers_.push_back(leader);
    multi_.write(leader, value_of(multi_.writes().size() + 1));
  }
}

void Clusters::keep(std::size_t which) {
  const NodeId leader = *undecided_leader();
  takers_.push_back(leader);
  multi_.resolve(leader, undecided()[which].value);
}

void Clusters::set_up(NodeId node, bool up) {
  if (this->up(node) == up) return;
  for (const Topology topology : all_topologies) {
    with(*this, topology, [&](auto& cluster) { up ? cluster.restart(node) : stop(cluster, node); });
  }
  watch_leader();
}

// A leader that stays down is replaced after a while, as soon as there is someone to replace it.
void Clusters::watch_leader() {
  if (up(single_.leader()) || live_nodes() == 0) {
    failover_at_.reset();
  } else if (!failover_at_) {
    failover_at_ = now() + milliseconds(failover_ms);
  }
}

bool Clusters::moving(Topology topology) const {
  if (topology == Topology::single_leader && failover_at_) return true;
  return with(*this, topology, [](const auto& cluster) { return !cluster.settled(); });
}

Time Clusters::next_event() const {
  Time next = failover_at_.value_or(never);
  for (const Topology topology : all_topologies) {
    next = std::min(next, with(*this, topology, [](const auto& cluster) {
                      return cluster.settled() ? never : cluster.next_event();
                    }));
  }
  return next;
}

void Clusters::advance_to(Time until) {
  if (failover_at_ && *failover_at_ <= until) {
    single_.advance_to(*failover_at_);
    failover_ = single_.fail_over();
    failover_at_.reset();
  }
  single_.advance_to(until);
  multi_.advance_to(until);
  leaderless_.advance_to(until);
}

std::uint64_t Clusters::messages_sent(Topology topology) const {
  return with(*this, topology, [](const auto& cluster) { return cluster.messages_sent(); });
}

std::vector<TraceEvent> Clusters::take_trace(Topology topology) {
  return with(*this, topology, [](auto& cluster) {
    std::vector<TraceEvent> events;
    for (const auto& event : cluster.take_trace()) {
      events.push_back({event.what, event.at, {event.message, errand(event.message.kind)}});
    }
    return events;
  });
}

void Clusters::disturb(Topology topology, std::uint64_t message, Disturbance disturbance) {
  with(*this, topology, [&](auto& cluster) {
    microsims::disturb(cluster, message, disturbance, {milliseconds(60), milliseconds(15)});
  });
}

}  // namespace microsims
