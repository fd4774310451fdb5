// What it tells: facts, notes, state, what a screen reader speaks, and what to do next.

#include <algorithm>

#include "replication_topology_comparison/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using distributed::replication::ConflictPolicy;
using distributed::replication::Errand;
using distributed::replication::Failover;
using distributed::replication::Figures;
using distributed::simulation::never;

namespace {

constexpr Unit ms_unit{"ms", "ms", 1, 1};
constexpr Unit reads_unit{"%", "%", 100, 1};

// "10.2 ms" on a line that may break.
std::string spoken_ms(const std::optional<double>& ms) {
  return phrase({number_text(*ms, 1), " ms"});
}

std::string writes_named(const std::vector<std::uint32_t>& numbers) {
  return phrase({numbers.size() == 1 ? "write " : "writes ",
                 list_of_numbers({numbers.begin(), numbers.end()})});
}

std::string who_leads(const Clusters& clusters, Topology topology, std::size_t w) {
  switch (topology) {
    case Topology::single_leader:
      return phrase({"node ", clusters.single().leader() + 1, " leads, the others are replicas."});
    case Topology::multi_leader:
      return "nodes 1 and 3 lead, the others are replicas.";
    case Topology::leaderless:
      break;
  }
  return phrase({"all nodes are equal, W=", w, "."});
}

std::string last_write_in_words(const Figures& figures) {
  std::string text = figures.latency_ms
                         ? phrase({"the client waited ", spoken_ms(figures.latency_ms)})
                         : std::string{"the client has no answer yet"};
  text += figures.everywhere_ms
              ? phrase({", all replicas had it after ", spoken_ms(figures.everywhere_ms)})
              : phrase({", ", figures.copies, " of ", figures.alive, " nodes have it"});
  if (figures.stale_share) {
    append(text, {figures.everywhere_ms ? ", until then " : ", at present ",
                  number_text(*figures.stale_share * 100, 1), " percent of reads miss it"});
  }
  return text + ".";
}

// The laws of facts under the facts' names.
std::vector<Fact> laws_of(const std::vector<Fact>& facts) {
  std::vector<Fact> laws;
  for (const Fact& fact : facts) laws.push_back({fact.id, fact.label, fact.law});
  return laws;
}

void write_member(Json& json, const char* key, const std::vector<Fact>& facts) {
  json.key(key).object([&] { write_facts(json, facts); });
}

void write_nodes(Json& json, const Clusters& clusters, Topology topology) {
  const auto& database = clusters.of(topology);
  json.key("nodes").array([&] {
    for (NodeId node = 0; node < World::nodes; ++node) {
      json.object([&] {
        json.member("id", node_id(static_cast<int>(node)));
        json.member("role", id_of(roles, database.role(node)));
        json.member("up", clusters.up(node));
        json.member("acked", database.acked(node));
        json.member("version", database.version(node));
        json.member("value", clusters.value(topology, node));
      });
    }
  });
}

}  // namespace

std::vector<Fact> scorecard_of(Topology topology) {
  static constexpr Named titles[] = {{"writeLatency", "Write latency"},
                                     {"readScalability", "Read scalability"},
                                     {"conflictHandling", "Conflict handling"},
                                     {"geographicDistribution", "Geographic distribution"}};
  static constexpr const char* words[][4] = {{"Low", "Medium", "None needed", "Limited"},
                                             {"Medium", "High", "Required", "Excellent"},
                                             {"Medium", "High", "Quorum-based", "Excellent"}};
  std::vector<Fact> facts;
  for (const char* said : words[static_cast<std::size_t>(topology)]) {
    const auto& [id, label] = titles[facts.size()];
    facts.push_back({.id = id, .label = label, .words = said});
  }
  return facts;
}

std::vector<Fact> ReplicationTopologyComparison::measured(Topology topology) const {
  const Figures known = clusters_.of(topology).figures().value_or(Figures{});
  const Figures law = clusters_.law(topology);
  return {{"clientLatencyMs", "Client latency", known.latency_ms, ms_unit, law.latency_ms},
          {"everywhereMs", "All replicas have it", known.everywhere_ms, ms_unit, law.everywhere_ms},
          {"staleShare", "Reads of the old value", known.stale_share, reads_unit, law.stale_share}};
}

std::vector<Fact> ReplicationTopologyComparison::card(Topology topology) const {
  const std::size_t writes = clusters_.of(topology).writes().size();
  std::vector<Fact> facts = measured(topology);
  if (const auto figures = clusters_.of(topology).figures()) {
    if (!figures->latency_ms) facts[0].words = moving() ? "waiting" : "no answer";
    if (!figures->everywhere_ms) {
      facts[1].label = "Replicas that have it";
      facts[1].words = phrase({figures->copies, " of ", figures->alive});
    }
  }
  facts.insert(facts.begin(), {.id = "write",
                               .label = "Measured, last write",
                               .words = writes == 0 ? "none yet" : phrase({"v", writes})});
  return facts;
}

std::array<const char*, 3> ReplicationTopologyComparison::reasons(Topology topology) const {
  static constexpr const char* waits[] = {"client's round trip", "+ nearest replica's round trip",
                                          "+ farthest replica's round trip"};
  static constexpr const char* lag = "mean lag / longest lag";
  if (topology == Topology::single_leader) {
    return {waits[static_cast<std::size_t>(rules_.mode)], "client + farthest, one way", lag};
  }
  if (topology == Topology::multi_leader) return {waits[0], "client + leader + its replicas", lag};
  const bool to_all = clusters_.leaderless().targets().size() == World::nodes;
  return {"W-th fastest round trip",
          to_all ? "slowest one way, at most" : "by chance (anti-entropy)",
          "at most C(N-W, R) / C(N, R)"};
}

std::vector<Fact> ReplicationTopologyComparison::facts() const {
  std::vector<Fact> facts = measured(topology_);
  double lost = 0;
  for (const auto& write : clusters_.of(topology_).writes()) lost += write.lost && write.confirmed;
  facts.push_back({"lostWrites", "Confirmed writes lost", lost, {"write", "writes", 1, 0}});
  return facts;
}

ReplicationTopologyComparison::Note ReplicationTopologyComparison::note(Topology topology) const {
  const auto& writes = clusters_.of(topology).writes();
  const bool moving = clusters_.moving(topology);
  const bool waits = !writes.empty() && writes.back().acknowledged_at == never;
  if (topology == Topology::leaderless) {
    const auto under_way = clusters_.leaderless().in_flight();
    const bool may_come = std::any_of(under_way.begin(), under_way.end(), [](const auto& pulse) {
      return pulse.kind == Errand::write || pulse.kind == Errand::ack;
    });
    if (waits && !may_come) return {"No answer: fewer than W acks", Tone::bad};
    return {moving && !waits ? "Anti-entropy tells the others" : ""};
  }
  const Note unanswered =
      waits && !moving ? Note{"No answer to the last write", Tone::bad} : Note{};
  return topology == Topology::single_leader ? note_on_leader(unanswered)
                                             : note_on_conflict(unanswered);
}

ReplicationTopologyComparison::Note ReplicationTopologyComparison::note_on_leader(
    const Note& otherwise) const {
  if (clusters_.failover_comes()) return {"Leader down: failover soon", Tone::bad};
  if (!clusters_.failover()) return otherwise;
  const Failover& failover = *clusters_.failover();
  const std::string leads = phrase({"Now node ", failover.new_leader + 1, " leads"});
  if (!failover.lost_confirmed.empty()) {
    return {phrase({leads, ": ", writes_named(failover.lost_confirmed), " lost"}), Tone::bad};
  }
  if (!failover.lost_unconfirmed.empty()) {
    return {phrase({leads, ": ", writes_named(failover.lost_unconfirmed), " gone"})};
  }
  return otherwise.words.empty() ? Note{phrase({leads, ", nothing lost"})} : otherwise;
}

ReplicationTopologyComparison::Note ReplicationTopologyComparison::note_on_conflict(
    const Note& otherwise) const {
  if (!clusters_.undecided().empty()) return {"CONFLICT: two values", Tone::bad};
  const auto* conflict = clusters_.last_conflict();
  if (!conflict) return otherwise;
  if (rules_.policy == ConflictPolicy::crdt) return {"CONFLICT: both merged"};
  if (rules_.policy == ConflictPolicy::application) return {"CONFLICT: settled"};
  return {phrase({"CONFLICT: write ", conflict->loser(), " is lost"}), Tone::bad};
}

std::vector<std::string> ReplicationTopologyComparison::explanations() const {
  static constexpr const char* modes[] = {
      "Async: the leader answers at once. Stop node 1 right after a write, before a replica has "
      "it: the write is lost although it was confirmed.",
      "Semi-sync: the leader waits for one replica. If it dies, that replica takes over and "
      "nothing confirmed is lost.",
      "Sync: the leader waits for all replicas. Nothing is lost, but one stopped replica stops all "
      "writes."};
  std::string leader = modes[static_cast<std::size_t>(rules_.mode)];
  if (const auto& failover = clusters_.failover()) {
    const std::size_t lost = failover->lost_confirmed.size();
    leader = phrase({"Failover: node ", failover->new_leader + 1, " leads. "});
    if (lost == 0) {
      leader += "No write that a client was told is done was lost.";
    } else {
      append(leader, {counted(static_cast<long long>(lost), "write"),
                      lost == 1 ? " that a client was told is done is lost"
                                : " that a client was told are done are lost",
                      ": the leader answered before a replica had ", lost == 1 ? "it." : "them."});
    }
  }
  static constexpr const char* policies[] = {
      ("Last write wins: of two concurrent writes the later clock survives, the other is lost "
       "though confirmed."),
      "Merge: writes are amounts added to a counter (a CRDT). Both count: ",
      "Ask: both values stay side by side until the application keeps one."};
  std::string conflicts = policies[static_cast<std::size_t>(rules_.policy)];
  if (rules_.policy == ConflictPolicy::crdt) {
    append(conflicts, {clusters_.multi().value(0), " at node 1 now."});
  }
  const std::size_t sum = rules_.w + rules_.r;
  return {leader, conflicts,
          phrase({"Leaderless: W + R = ", sum,
                  sum > World::nodes
                      ? " > 5: every read meets the write, no read is stale."
                      : " ≤ 5: a read may miss the write until anti-entropy has spread it."})};
}

void ReplicationTopologyComparison::state(Json& json) const {
  json.member("topology", id_of(topology_));
  json.key("panels").object([&] {
    for (const Topology topology : all_topologies) {
      json.key(id_of(topology)).object([&] {
        write_nodes(json, clusters_, topology);
        json.member("pulses", clusters_.of(topology).in_flight().size());
        json.member("writes", clusters_.of(topology).writes().size());
        write_member(json, "scorecard", scorecard_of(topology));
        const std::vector<Fact> facts = measured(topology);
        write_member(json, "measured", facts);
        write_member(json, "law", laws_of(facts));
        json.member("note", note(topology).words);
      });
    }
  });
  json.member("conflicts", clusters_.multi().conflicts().size());
  json.key("failover");
  const auto& failover = clusters_.failover();
  if (!failover) return json.null();
  json.object([&] {
    json.member("newLeader", node_id(static_cast<int>(failover->new_leader)));
    json.member("lostConfirmed", failover->lost_confirmed.size());
    json.member("lostUnconfirmed", failover->lost_unconfirmed.size());
  });
}

std::string ReplicationTopologyComparison::describe() const {
  std::string text =
      phrase({"Three panels of five nodes. Highlighted: ", title_of(topology_), "."});
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (!clusters_.up(node)) {
      append(text, {" ", node_name(static_cast<int>(node)), " is down."});
    }
  }
  for (const Topology topology : all_topologies) {
    append(text, {" ", title_of(topology), ": ", who_leads(clusters_, topology, rules_.w), " ",
                  facts_in_words(scorecard_of(topology))});
    const auto figures = clusters_.of(topology).figures();
    if (!figures) continue;
    append(text, {" Write ", clusters_.of(topology).writes().size(), ": ",
                  last_write_in_words(*figures)});
    if (const Note said = note(topology); !said.words.empty()) {
      append(text, {" ", said.words, "."});
    }
  }
  return text;
}

std::string ReplicationTopologyComparison::explored() const {
  static constexpr const char* begins[] = {"the client waits ", "all replicas have it after ",
                                           "until then "};
  static constexpr const char* ends[] = {"); ", "); ", "). "};
  std::string text;
  for (const Topology topology : all_topologies) {
    append(text, {title_of(topology), " by law: "});
    const std::vector<Fact> facts = measured(topology);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (!facts[i].law) continue;
      append(text, {begins[i], law_text(facts[i]), i == 2 ? " of reads miss it (" : " (",
                    reasons(topology)[i], ends[i]});
    }
  }
  for (const std::string& line : explanations()) append(text, {line, " "});
  text.pop_back();
  return text;
}

std::string ReplicationTopologyComparison::prompt() const {
  if (!clusters_.undecided().empty()) {
    return "Two values side by side: press Keep First or Keep Second.";
  }
  if (clusters_.moving(topology_)) {
    if (clusters_.failover_comes() && topology_ == Topology::single_leader) {
      return "The leader is gone: after a timeout the best replica takes over.";
    }
    static constexpr const char* ways[] = {
        "The leader takes the write and sends it to all replicas.",
        "A leader takes the write; the other leader and the replicas follow.",
        "The client itself writes to several nodes and waits for W of them."};
    return ways[static_cast<std::size_t>(topology_)];
  }
  const auto figures = clusters_.of(topology_).figures();
  if (!figures) {
    const auto fresh = [this](Topology other) { return clusters_.of(other).writes().empty(); };
    return std::all_of(all_topologies.begin(), all_topologies.end(), fresh)
               ? "Click a panel to highlight it, then press Simulate Write."
               : "Press Simulate Write: how does a write travel here?";
  }
  if (!figures->latency_ms || !figures->everywhere_ms) {
    return "Compare the three: who waits, who lags, who needs to settle conflicts?";
  }
  const std::string waited = spoken_ms(figures->latency_ms);
  switch (topology_) {
    case Topology::single_leader:
      return phrase({"The client waited ", waited, "; the last replica had it after ",
                     spoken_ms(figures->everywhere_ms), "."});
    case Topology::multi_leader:
      return phrase({"The near leader took ", waited, "; Medium counts agreeing with the other."});
    case Topology::leaderless:
      break;
  }
  return phrase({"The client waited ", waited, " for the slowest of W = ", rules_.w, " nodes."});
}

}  // namespace microsims
