#include "replication_topology_comparison/clusters.hpp"

#include <algorithm>

#include "stage/model/text.hpp"

namespace microsims {
namespace {

using namespace distributed::replication;
using distributed::Generator;
using distributed::simulation::Latency;
using distributed::simulation::milliseconds;
using distributed::simulation::never;

// The value of a write: numbers that can be told apart, and whose sums can be too.
std::int64_t value_of_next(const Database& database) {
  return static_cast<std::int64_t>(database.writes().size() + 1) * 100;
}

void lay(Database& database, const World& world, bool clients_everywhere) {
  auto& network = database.network();
  for (NodeId a = 0; a < World::nodes; ++a) {
    const Latency way = Latency::constant(clients_everywhere ? milliseconds(World::beside_ms)
                                                             : world.from_client(a));
    network.set_latency(Clusters::client, a, way);
    network.set_latency(a, Clusters::client, way);
    for (NodeId b = 0; b < World::nodes; ++b) {
      if (a != b) network.set_latency(a, b, Latency::constant(world.link(a, b)));
    }
  }
}

// A node that stops takes with it what it was sending: a link that is cut loses what is under way.
void stop(Database& database, NodeId node) {
  database.crash(node);
  for (NodeId other = 0; other < World::nodes; ++other) {
    if (other == node) continue;
    database.network().cut(node, other);
    database.network().restore(node, other);
  }
}

}  // namespace

Clusters::Clusters(const World& world, const Rules& rules, Generator& chance)
    : world_(world),
      rules_(rules),
      single_({.mode = rules.mode}, Generator{chance()}),
      multi_({.leaders = {leaders[0], leaders[1]}, .policy = rules.policy}, Generator{chance()}),
      leaderless_({.write_quorum = rules.w,
                   .read_quorum = rules.r,
                   .write_targets = rules.write_to_all ? World::nodes : rules.w,
                   .read_targets = rules.r,
                   .anti_entropy_interval = milliseconds(80)},
                  Generator{chance()}) {
  for (const Topology topology : all_topologies) {
    // Each region of a multi-leader database has clients of its own.
    lay(of(topology), world, topology == Topology::multi_leader);
    of(topology).record(true);
  }
}

const Database& Clusters::of(Topology topology) const {
  const Database* all[] = {&single_, &multi_, &leaderless_};
  return *all[static_cast<std::size_t>(topology)];
}

Database& Clusters::of(Topology topology) {
  Database* all[] = {&single_, &multi_, &leaderless_};
  return *all[static_cast<std::size_t>(topology)];
}

bool Clusters::holds_several(Topology topology, NodeId node) const {
  return topology == Topology::multi_leader && multi_.siblings(node).size() > 1;
}

// Of values side by side each is of another leader, so there are two.
std::string Clusters::version_text(Topology topology, NodeId node) const {
  if (!holds_several(topology, node)) return phrase({"v", of(topology).version(node)});
  const auto& siblings = multi_.siblings(node);
  const auto [first, second] = std::minmax(siblings[0].write, siblings[1].write);
  return phrase({"v", first, "|", second});
}

std::string Clusters::value(Topology topology, NodeId node) const {
  if (!holds_several(topology, node)) return phrase({of(topology).value(node)});
  const auto& siblings = multi_.siblings(node);
  const auto [less, more] = std::minmax(siblings[0].value, siblings[1].value);
  return phrase({less, " | ", more});
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
  if (values[0].write > values[1].write) std::swap(values[0], values[1]);
  return values;
}

const Conflict* Clusters::last_conflict() const {
  if (multi_.conflicts().empty()) return nullptr;
  const Conflict& conflict = multi_.conflicts().back();
  return conflict.second + 1 >= multi_.writes().size() ? &conflict : nullptr;
}

Figures Clusters::law(Topology topology) const {
  if (topology == Topology::single_leader) return single_.law();
  if (topology == Topology::leaderless) return leaderless_.law();
  return multi_.law(multi_.takers().empty() ? world_.home() : multi_.takers().back());
}

void Clusters::write(Topology topology) {
  const std::int64_t value = value_of_next(of(topology));
  if (topology == Topology::single_leader) single_.write(value);
  if (topology == Topology::leaderless) leaderless_.write(value);
  if (topology != Topology::multi_leader) return;
  // Leaders take turns, unless the client stands beside one of them. A client whose leader is
  // down goes to the other.
  std::size_t leader = world_.regions ? world_.client_in_b : multi_.writes().size() % 2;
  if (!up(leaders[leader]) && up(leaders[1 - leader])) leader = 1 - leader;
  multi_.write(leaders[leader], value);
}

void Clusters::write_concurrently() {
  for (const NodeId leader : leaders) multi_.write(leader, value_of_next(multi_));
}

void Clusters::keep(std::size_t which) {
  multi_.resolve(*undecided_leader(), undecided()[which].value);
}

void Clusters::set_up(NodeId node, bool up) {
  if (this->up(node) == up) return;
  for (const Topology topology : all_topologies) {
    up ? of(topology).restart(node) : stop(of(topology), node);
  }
  watch_leader();
}

// A leader that stays down is replaced after a while, as soon as there is someone to replace it.
void Clusters::watch_leader() {
  if (up(single_.leader()) || single_.live() == 0) {
    failover_at_.reset();
  } else if (!failover_at_) {
    failover_at_ = now() + milliseconds(failover_ms);
  }
}

bool Clusters::moving(Topology topology) const {
  return (topology == Topology::single_leader && failover_at_) || !of(topology).settled();
}

Time Clusters::next_event() const {
  Time next = failover_at_.value_or(never);
  for (const Topology topology : all_topologies) {
    const Database& database = of(topology);
    if (!database.settled()) next = std::min(next, database.next_event());
  }
  return next;
}

void Clusters::advance_to(Time until) {
  if (failover_at_ && *failover_at_ <= until) {
    single_.advance_to(*failover_at_);
    failover_ = single_.fail_over();
    failover_at_.reset();
  }
  for (const Topology topology : all_topologies) of(topology).advance_to(until);
}

}  // namespace microsims
