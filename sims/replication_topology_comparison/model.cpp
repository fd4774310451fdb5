#include "replication_topology_comparison/model.hpp"
#include "order/stable_sort.hpp"
#include "stage/model/text.hpp"

#include <algorithm>
#include <cmath>

namespace microsims {
namespace {

using namespace distributed::replication;
using distributed::Generator;
using distributed::simulation::Latency;
using distributed::simulation::milliseconds;
using distributed::simulation::never;

constexpr std::array<NodeId, 2> multi_leaders{0, 2};

std::size_t index(Topology topology) {
  return static_cast<std::size_t>(topology);
}

std::string name(NodeId node) {
  return phrase({"node ", node + 1});
}

// "2" or "2 and 3".
std::string list(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    append(text, {i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ", numbers[i]});
  }
  return text;
}

std::string writes_named(const std::vector<std::uint32_t>& numbers) {
  return (numbers.size() == 1 ? "write " : "writes ") + list(numbers);
}

// The value of a write: numbers that can be told apart, and whose sums can be too.
std::int64_t value_of(std::size_t number) {
  return static_cast<std::int64_t>(number) * 100;
}

MultiLeaderOptions multi_options(ConflictPolicy policy) {
  MultiLeaderOptions options;
  options.leaders.assign(multi_leaders.begin(), multi_leaders.end());
  options.policy = policy;
  return options;
}

SingleLeaderOptions single_options(ReplicationMode mode) {
  SingleLeaderOptions options;
  options.mode = mode;
  return options;
}

LeaderlessOptions leaderless_options(int w, int r, bool to_all) {
  LeaderlessOptions options;
  options.write_quorum = static_cast<std::size_t>(w);
  options.read_quorum = options.read_targets = static_cast<std::size_t>(r);
  options.write_targets = to_all ? World::nodes : options.write_quorum;
  options.anti_entropy_interval = milliseconds(80);
  return options;
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

Errand errand(distributed::replication::SingleLeaderMessage::Kind kind) {
  return std::array{Errand::write, Errand::data, Errand::ack,
                    Errand::answer}[static_cast<std::size_t>(kind)];
}

Errand errand(distributed::replication::MultiLeaderMessage::Kind kind) {
  return std::array{Errand::write, Errand::data, Errand::ack,
                    Errand::answer}[static_cast<std::size_t>(kind)];
}

Errand errand(distributed::replication::LeaderlessMessage::Kind kind) {
  return std::array{Errand::write,  Errand::ack,  Errand::data,
                    Errand::answer, Errand::data, Errand::anti_entropy}[static_cast<std::size_t>(
      kind)];
}

template <typename Cluster>
std::vector<Pulse> pulses_of(const Cluster& cluster) {
  std::vector<Pulse> pulses;
  for (const auto& pulse : cluster.in_flight()) pulses.push_back({pulse, errand(pulse.kind)});
  return pulses;
}

}  // namespace

const char* id_of(Topology topology) {
  static constexpr const char* ids[] = {"single-leader", "multi-leader", "leaderless"};
  return ids[index(topology)];
}

const char* title_of(Topology topology) {
  static constexpr const char* titles[] = {"Single-Leader", "Multi-Leader", "Leaderless"};
  return titles[index(topology)];
}

Scorecard scorecard_of(Topology topology) {
  static constexpr Scorecard cards[] = {{"Low", "Medium", "None needed", "Limited"},
                                        {"Medium", "High", "Required", "Excellent"},
                                        {"Medium", "High", "Quorum-based", "Excellent"}};
  return cards[index(topology)];
}

ReplicationTopologyComparison::ReplicationTopologyComparison(std::uint64_t seed)
    : chance_(seed),
      world_(chance_),
      single_(single_options(mode_), Generator{0}),
      multi_(multi_options(policy_), Generator{0}),
      leaderless_(leaderless_options(w_, r_, to_all_), Generator{0}) {
  start_over();
  declare();
}

// With other links or rules the last write no longer says what they bring about: all clusters begin
// anew.
void ReplicationTopologyComparison::start_over() {
  single_ = SingleLeader(single_options(mode_), Generator{chance_()});
  multi_ = MultiLeader(multi_options(policy_), Generator{chance_()});
  leaderless_ = Leaderless(leaderless_options(w_, r_, to_all_), Generator{chance_()});
  up_.assign(World::nodes, true);
  takers_.clear();
  failover_at_.reset();
  failover_.reset();
  clock_ = 0;
  lay_links();
  see_pulses();
}

void ReplicationTopologyComparison::lay_links() {
  const auto from_client = [&](NodeId node) { return world_.from_client(node); };
  lay(single_, world_, from_client);
  lay(leaderless_, world_, from_client);
  // Each region of a multi-leader database has clients of its own.
  lay(multi_, world_, [](NodeId) { return milliseconds(World::beside_ms); });
}

void ReplicationTopologyComparison::declare() {
  declare_controls();
  declare_explore_controls();
}

void ReplicationTopologyComparison::declare_controls() {
  std::vector<Option> options;
  for (const Topology topology : all_topologies) {
    options.push_back({id_of(topology), title_of(topology)});
  }
  controls_.choice(
      "topology", "Topology", options, [this] { return std::string_view{id_of(topology_)}; },
      [this](std::string_view id) {
        for (const Topology topology : all_topologies) {
          if (id == id_of(topology)) topology_ = topology;
        }
      });
  controls_.button("simulate-write", "Simulate Write", [this] { write(topology_); }).primary = true;
}

void ReplicationTopologyComparison::declare_explore_controls() {
  const auto slider = [&](const char* id, const char* label, Range range, int& number) -> Control& {
    return controls_.slider(
        id, label, [range] { return range; }, [&number] { return static_cast<double>(number); },
        [this, &number](double value) {
          number = static_cast<int>(value);
          start_over();
        });
  };
  const auto toggle = [&](const char* id, const char* label, bool& flag) {
    controls_.toggle(
        id, label, [&flag] { return flag; },
        [this, &flag](bool on) {
          flag = on;
          start_over();
        });
  };

  controls_.explore("Write");
  controls_.button("write-all", "Write in All Three", [this] {
    for (const Topology topology : all_topologies) write(topology);
  });
  controls_.button("concurrent-writes", "Two Concurrent Writes", [this] { write_concurrently(); })
      .enabled = [this] { return up_[multi_leaders[0]] && up_[multi_leaders[1]]; };

  controls_.explore();
  controls_.choice(
      "replication", "Leader",
      {{"asynchronous", "Async"}, {"semi-synchronous", "Semi-sync"}, {"synchronous", "Sync"}},
      [this] {
        return std::string_view{mode_ == ReplicationMode::asynchronous       ? "asynchronous"
                                : mode_ == ReplicationMode::semi_synchronous ? "semi-synchronous"
                                                                             : "synchronous"};
      },
      [this](std::string_view id) {
        mode_ = id == "asynchronous"       ? ReplicationMode::asynchronous
                : id == "semi-synchronous" ? ReplicationMode::semi_synchronous
                                           : ReplicationMode::synchronous;
        start_over();
      });

  controls_.explore("Conflicts");
  controls_.choice(
      "conflicts", "Conflicts",
      {{"last-write-wins", "Last wins"}, {"merge", "Merge"}, {"ask", "Ask app"}},
      [this] {
        return std::string_view{policy_ == ConflictPolicy::last_write_wins ? "last-write-wins"
                                : policy_ == ConflictPolicy::crdt          ? "merge"
                                                                           : "ask"};
      },
      [this](std::string_view id) {
        policy_ = id == "last-write-wins" ? ConflictPolicy::last_write_wins
                  : id == "merge"         ? ConflictPolicy::crdt
                                          : ConflictPolicy::application;
        start_over();
      });
  static constexpr const char* keep_ids[] = {"keep-first", "keep-second"};
  static constexpr const char* keep_labels[] = {"Keep First", "Keep Second"};
  for (std::size_t which = 0; which < 2; ++which) {
    controls_.button(keep_ids[which], keep_labels[which], [this, which] { keep(which); }).enabled =
        [this, which] { return undecided().size() > which; };
  }

  controls_.explore("Quorum");
  slider("w", "W (write quorum)", {1, World::nodes, 1}, w_);
  slider("r", "R (read quorum)", {1, World::nodes, 1}, r_);
  toggle("write-to-all", "Write to all 5", to_all_);

  controls_.explore("Nodes up");
  for (NodeId node = 0; node < World::nodes; ++node) {
    const std::string number = std::to_string(node + 1);
    controls_.toggle(
        phrase({"node-", number}), phrase({"Node ", number}),
        [this, node] { return bool{up_[node]}; }, [this, node](bool on) { set_up(node, on); });
  }

  controls_.explore("Network");
  slider("link", "Link (ms)", {10, 100, 5}, world_.link_ms);
  slider("between", "Between regions (ms)", {50, 300, 10}, world_.between_ms).enabled = [this] {
    return world_.regions;
  };
  toggle("regions", "Two regions", world_.regions);
  toggle("client-in-b", "Client in region B", world_.client_in_b);
}

void ReplicationTopologyComparison::write(Topology topology) {
  const std::int64_t value = value_of(writes(topology).size() + 1);
  switch (topology) {
    case Topology::single_leader:
      single_.write(value);
      break;
    case Topology::multi_leader: {
      // Leaders take turns, unless the client stands beside one of them. A client whose leader is
      // down goes to the other.
      std::size_t leader = world_.regions ? world_.client_in_b : takers_.size() % 2;
      if (!up_[multi_leaders[leader]] && up_[multi_leaders[1 - leader]]) leader = 1 - leader;
      takers_.push_back(multi_leaders[leader]);
      multi_.write(multi_leaders[leader], value);
      break;
    }
    case Topology::leaderless:
      leaderless_.write(value);
      break;
  }
  see_pulses();
}

void ReplicationTopologyComparison::write_concurrently() {
  topology_ = Topology::multi_leader;
  for (const NodeId leader : multi_leaders) {
    takers_.push_back(leader);
    multi_.write(leader, value_of(multi_.writes().size() + 1));
  }
  see_pulses();
}

std::vector<Sibling> ReplicationTopologyComparison::undecided() const {
  for (const NodeId leader : multi_leaders) {
    if (!up_[leader] || multi_.siblings(leader).size() < 2) continue;
    std::vector<Sibling> values = multi_.siblings(leader);
    distributed::stable_sort(values,
                             [](const Sibling& a, const Sibling& b) { return a.write < b.write; });
    return values;
  }
  return {};
}

void ReplicationTopologyComparison::keep(std::size_t which) {
  const std::int64_t value = undecided()[which].value;
  for (const NodeId leader : multi_leaders) {
    if (!up_[leader] || multi_.siblings(leader).size() < 2) continue;
    topology_ = Topology::multi_leader;
    takers_.push_back(leader);
    multi_.resolve(leader, value);
    break;
  }
  see_pulses();
}

void ReplicationTopologyComparison::set_up(NodeId node, bool up) {
  if (up_[node] == up) return;
  up_[node] = up;
  const auto tell = [&](auto& cluster) { up ? cluster.restart(node) : stop(cluster, node); };
  tell(single_);
  tell(multi_);
  tell(leaderless_);
  watch_leader();
  see_pulses();
}

// A leader that stays down is replaced after a while, as soon as there is someone to replace it.
void ReplicationTopologyComparison::watch_leader() {
  const bool replaceable =
      !up_[single_.leader()] && std::find(up_.begin(), up_.end(), true) != up_.end();
  if (!replaceable) {
    failover_at_.reset();
  } else if (!failover_at_) {
    failover_at_ = now() + milliseconds(failover_ms);
  }
}

void ReplicationTopologyComparison::pass(Milliseconds time) {
  double seconds = seconds_of(time);
  clock_ += seconds;
  const auto until = static_cast<Time>(std::llround(clock_ * 1e6 / slow_motion));
  if (failover_at_ && *failover_at_ <= until) {
    single_.advance_to(*failover_at_);
    failover_ = single_.fail_over();
    failover_at_.reset();
  }
  single_.advance_to(until);
  multi_.advance_to(until);
  leaderless_.advance_to(until);
  see_pulses();
}

void ReplicationTopologyComparison::see_pulses() {
  pulses_ = {pulses_of(single_), pulses_of(multi_), pulses_of(leaderless_)};
}

bool ReplicationTopologyComparison::busy(Topology topology) const {
  if (!pulses(topology).empty()) return true;
  if (topology == Topology::single_leader) return failover_at_.has_value();
  if (topology == Topology::multi_leader) return false;
  // Anti-entropy goes on until all that are up agree.
  std::optional<std::uint32_t> seen;
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (!up_[node]) continue;
    if (seen && *seen != leaderless_.version(node)) return true;
    seen = leaderless_.version(node);
  }
  return false;
}

Milliseconds ReplicationTopologyComparison::busy() const {
  return std::any_of(all_topologies.begin(), all_topologies.end(),
                     [this](Topology topology) { return busy(topology); })
             ? 1
             : 0;
}

Role ReplicationTopologyComparison::role(Topology topology, NodeId node) const {
  return topology == Topology::single_leader  ? single_.role(node)
         : topology == Topology::multi_leader ? multi_.role(node)
                                              : leaderless_.role(node);
}

std::uint32_t ReplicationTopologyComparison::version(Topology topology, NodeId node) const {
  return topology == Topology::single_leader  ? single_.version(node)
         : topology == Topology::multi_leader ? multi_.version(node)
                                              : leaderless_.version(node);
}

std::string ReplicationTopologyComparison::value(Topology topology, NodeId node) const {
  if (topology == Topology::multi_leader && multi_.siblings(node).size() > 1) {
    std::vector<std::int64_t> values;
    for (const Sibling& sibling : multi_.siblings(node)) values.push_back(sibling.value);
    distributed::stable_sort(values);
    std::string text;
    for (const std::int64_t each : values) {
      append(text, {text.empty() ? "" : " | ", each});
    }
    return text;
  }
  return std::to_string(topology == Topology::single_leader  ? single_.value(node)
                        : topology == Topology::multi_leader ? multi_.value(node)
                                                             : leaderless_.value(node));
}

bool ReplicationTopologyComparison::acked(Topology topology, NodeId node) const {
  if (writes(topology).empty()) return false;
  const WriteRecord& last = writes(topology).back();
  if (last.lost || last.had_at[node] == never) return false;
  if (topology != Topology::leaderless) return true;
  const std::vector<NodeId>& asked = leaderless_.targets(last.number);
  return std::find(asked.begin(), asked.end(), node) != asked.end();
}

const std::vector<WriteRecord>& ReplicationTopologyComparison::writes(Topology topology) const {
  return topology == Topology::single_leader  ? single_.writes()
         : topology == Topology::multi_leader ? multi_.writes()
                                              : leaderless_.writes();
}

const std::vector<Pulse>& ReplicationTopologyComparison::pulses(Topology topology) const {
  return pulses_[index(topology)];
}

std::vector<NodeId> ReplicationTopologyComparison::targets() const {
  if (leaderless_.writes().empty()) return {};
  return leaderless_.targets(static_cast<std::uint32_t>(leaderless_.writes().size()));
}

std::optional<Figures> ReplicationTopologyComparison::figures(Topology topology) const {
  if (writes(topology).empty()) return std::nullopt;
  return figures_of(writes(topology).back(), up_, topology == Topology::leaderless ? r_ : 1, now());
}

Law ReplicationTopologyComparison::law(Topology topology) const {
  if (topology == Topology::single_leader) {
    return law_of_single_leader(world_, single_.leader(), mode_);
  }
  if (topology == Topology::leaderless) return law_of_leaderless(world_, targets(), w_, r_);
  std::vector<NodeId> leader_of;
  for (NodeId node = 0; node < World::nodes; ++node) leader_of.push_back(multi_.leader_of(node));
  const NodeId taker = !takers_.empty() ? takers_.back() : world_.home();
  return law_of_multi_leader(world_, taker, leader_of);
}

// The conflict of the last write, or that a later write of the application has settled.
const Conflict* ReplicationTopologyComparison::last_conflict() const {
  if (multi_.conflicts().empty()) return nullptr;
  const Conflict& conflict = multi_.conflicts().back();
  return conflict.second + 1 >= multi_.writes().size() ? &conflict : nullptr;
}

std::string ReplicationTopologyComparison::note(Topology topology) const {
  const auto unanswered = [&] {
    return !writes(topology).empty() && !busy(topology) &&
           writes(topology).back().acknowledged_at == never;
  };
  switch (topology) {
    case Topology::single_leader:
      if (failover_at_) return "Leader down: failover soon";
      if (failover_) {
        const auto& [before, after, confirmed, unconfirmed] = *failover_;
        std::string text = phrase({"Now ", name(after), " leads"});
        if (!confirmed.empty()) return phrase({text, ": ", writes_named(confirmed), " lost!"});
        if (!unconfirmed.empty()) return phrase({text, ": ", writes_named(unconfirmed), " gone"});
        if (!unanswered()) return phrase({text, ", nothing lost"});
      }
      return unanswered() ? "No answer to the last write" : "";
    case Topology::multi_leader:
      if (!undecided().empty()) return "CONFLICT: two values";
      if (const Conflict* conflict = last_conflict()) {
        if (policy_ == ConflictPolicy::crdt) return "CONFLICT: both merged";
        if (policy_ == ConflictPolicy::application) return "CONFLICT: settled";
        const std::uint32_t loser =
            conflict->winner == conflict->first ? conflict->second : conflict->first;
        return phrase({"CONFLICT: write ", loser, " is lost"});
      }
      return unanswered() ? "No answer to the last write" : "";
    case Topology::leaderless:
      break;
  }
  if (!writes(topology).empty() && writes(topology).back().acknowledged_at == never) {
    const auto write_under_way = [](const auto& pulse) {
      return pulse.kind == Errand::write || pulse.kind == Errand::ack;
    };
    const auto& under_way = pulses(topology);
    if (std::none_of(under_way.begin(), under_way.end(), write_under_way)) {
      return "No answer: fewer than W acks";
    }
    return "";
  }
  return busy(topology) ? "Anti-entropy tells the others" : "";
}

bool ReplicationTopologyComparison::note_is_bad(Topology topology) const {
  const std::string text = note(topology);
  const auto says = [&](std::string_view words) { return text.find(words) != text.npos; };
  return says("lost!") || says("is lost") || says("No answer") || says("down") ||
         says("two values");
}

void ReplicationTopologyComparison::state(Json& json) const {
  json.member("topology", id_of(topology_));
  json.key("panels").object([&] {
    for (const Topology topology : all_topologies) {
      json.key(id_of(topology)).object([&] {
        json.key("nodes").array([&] {
          for (NodeId node = 0; node < World::nodes; ++node) {
            const Role role = this->role(topology, node);
            json.object([&] {
              json.member("id", phrase({"node-", node + 1}));
              json.member("role", role == Role::leader    ? "leader"
                                  : role == Role::replica ? "replica"
                                                          : "peer");
              json.member("up", bool{up_[node]});
              json.member("acked", acked(topology, node));
              json.member("version", version(topology, node));
              json.member("value", value(topology, node));
            });
          }
        });
        json.member("pulses", pulses(topology).size());
        json.member("writes", writes(topology).size());
        const Scorecard card = scorecard_of(topology);
        json.key("scorecard").object([&] {
          json.member("writeLatency", card.write_latency);
          json.member("readScalability", card.read_scalability);
          json.member("conflictHandling", card.conflict_handling);
          json.member("geographicDistribution", card.geographic_distribution);
        });
        const auto figures = this->figures(topology);
        const Law law = this->law(topology);
        const auto number = [&](const char* key, const std::optional<double>& value) {
          json.key(key);
          value ? json.value(*value) : json.null();
        };
        json.key("measured").object([&] {
          number("clientLatencyMs", figures ? figures->latency_ms : std::nullopt);
          number("everywhereMs", figures ? figures->everywhere_ms : std::nullopt);
          number("staleShare", figures ? figures->stale_share : std::nullopt);
        });
        json.key("law").object([&] {
          number("clientLatencyMs", law.latency_ms);
          number("everywhereMs", law.everywhere_ms);
          number("staleShare", law.stale_share);
        });
        json.member("note", note(topology));
      });
    }
  });
  json.member("conflicts", multi_.conflicts().size());
  json.key("failover");
  if (!failover_) return json.null();
  json.object([&] {
    json.member("newLeader", phrase({"node-", failover_->new_leader + 1}));
    json.member("lostConfirmed", failover_->lost_confirmed.size());
    json.member("lostUnconfirmed", failover_->lost_unconfirmed.size());
  });
}

std::string ReplicationTopologyComparison::describe() const {
  std::string text =
      phrase({"Three panels of five nodes. Highlighted: ", title_of(topology_), "."});
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (!up_[node]) append(text, {" Node ", node + 1, " is down."});
  }
  for (const Topology topology : all_topologies) {
    const Scorecard card = scorecard_of(topology);
    append(text, {" ", title_of(topology), ": "});
    if (topology == Topology::single_leader) {
      append(text, {name(single_.leader()), " leads, the others are replicas."});
    } else if (topology == Topology::multi_leader) {
      text += "nodes 1 and 3 lead, the others are replicas.";
    } else {
      append(text, {"all nodes are equal, W=", w_, "."});
    }
    append(text, {" Write latency: ", card.write_latency, ". Read scalability: ",
                  card.read_scalability, ". Conflict handling: ", card.conflict_handling,
                  ". Geographic distribution: ", card.geographic_distribution, "."});
    const auto figures = this->figures(topology);
    if (!figures) continue;
    append(text, {" Write ", writes(topology).size(), ": "});
    text += figures->latency_ms
                ? phrase({"the client waited ", number_text(*figures->latency_ms, 1), " ms"})
                : std::string{"the client has no answer yet"};
    text += figures->everywhere_ms
                ? phrase({", all replicas had it after ", number_text(*figures->everywhere_ms, 1),
                          " ms"})
                : phrase({", ", figures->copies, " of ", figures->alive, " nodes have it"});
    if (figures->stale_share) {
      text += figures->everywhere_ms ? ", until then " : ", at present ";
      append(text, {number_text(*figures->stale_share * 100, 1), " percent of reads miss it"});
    }
    text += ".";
    if (const std::string said = note(topology); !said.empty()) append(text, {" ", said, "."});
  }
  return text;
}

std::string ReplicationTopologyComparison::prompt() const {
  if (!undecided().empty()) return "Two values side by side: press Keep First or Keep Second.";
  if (busy(topology_)) {
    if (failover_at_ && topology_ == Topology::single_leader) {
      return "The leader is gone: after a timeout the best replica takes over.";
    }
    switch (topology_) {
      case Topology::single_leader:
        return "The leader takes the write and sends it to all replicas.";
      case Topology::multi_leader:
        return "A leader takes the write; the other leader and the replicas follow.";
      case Topology::leaderless:
        return "The client itself writes to several nodes and waits for W of them.";
    }
  }
  const auto fresh = [this](Topology topology) { return writes(topology).empty(); };
  if (std::all_of(all_topologies.begin(), all_topologies.end(), fresh)) {
    return "Click a panel to highlight it, then press Simulate Write.";
  }
  if (fresh(topology_)) {
    return std::string{"Press Simulate Write: how does a write travel here?"};
  }
  const auto figures = this->figures(topology_);
  if (!figures->latency_ms || !figures->everywhere_ms) {
    return "Compare the three: who waits, who lags, who needs to settle conflicts?";
  }
  const std::string waited = number_text(*figures->latency_ms, 1);
  switch (topology_) {
    case Topology::single_leader:
      return phrase({"The client waited ", waited, " ms; the last replica had it after ",
                     number_text(*figures->everywhere_ms, 1), " ms."});
    case Topology::multi_leader:
      return phrase(
          {"The near leader took ", waited, " ms; Medium counts agreeing with the other."});
    case Topology::leaderless:
      break;
  }
  return phrase({"The client waited ", waited, " ms for the slowest of W = ", w_, " nodes."});
}

}  // namespace microsims
