// What a screen reader speaks, and what to do next.

#include <algorithm>

#include "replication_topology_comparison/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

// "10.2 ms" on a line that may break.
std::string spoken_ms(const std::optional<double>& ms) {
  return phrase({number_text(*ms, 1), " ms"});
}

std::string who_leads(const Clusters& clusters, Topology topology, int w) {
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

std::string last_write_in_words(const Clusters& clusters, Topology topology) {
  const Figures figures = *clusters.figures(topology);
  std::string text = phrase({" Write ", clusters.writes(topology).size(), ": "});
  text += figures.latency_ms ? phrase({"the client waited ", spoken_ms(figures.latency_ms)})
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

}  // namespace

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
    if (clusters_.writes(topology).empty()) continue;
    text += last_write_in_words(clusters_, topology);
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
    const Law law = clusters_.law(topology);
    const char* why[] = {law.latency_words, law.everywhere_words, law.stale_words};
    append(text, {title_of(topology), " by law: "});
    const std::vector<Fact> facts = clusters_.facts(topology);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (!facts[i].law) continue;
      append(text, {begins[i], law_text(facts[i]), i == 2 ? " of reads miss it (" : " (", why[i],
                    ends[i]});
    }
  }
  for (const std::string& line : explanations(clusters_, rules_)) append(text, {line, " "});
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
  const auto fresh = [this](Topology topology) { return clusters_.writes(topology).empty(); };
  if (std::all_of(all_topologies.begin(), all_topologies.end(), fresh)) {
    return "Click a panel to highlight it, then press Simulate Write.";
  }
  if (fresh(topology_)) return "Press Simulate Write: how does a write travel here?";
  const Figures figures = *clusters_.figures(topology_);
  if (!figures.latency_ms || !figures.everywhere_ms) {
    return "Compare the three: who waits, who lags, who needs to settle conflicts?";
  }
  const std::string waited = spoken_ms(figures.latency_ms);
  switch (topology_) {
    case Topology::single_leader:
      return phrase({"The client waited ", waited, "; the last replica had it after ",
                     spoken_ms(figures.everywhere_ms), "."});
    case Topology::multi_leader:
      return phrase({"The near leader took ", waited, "; Medium counts agreeing with the other."});
    case Topology::leaderless:
      break;
  }
  return phrase({"The client waited ", waited, " for the slowest of W = ", rules_.w, " nodes."});
}

}  // namespace microsims
