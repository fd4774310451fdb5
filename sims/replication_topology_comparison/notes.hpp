#pragma once
// What the clusters are in the middle of, in words: for the panels, the prompt and the drawer.

#include <string>
#include <vector>

#include "replication_topology_comparison/clusters.hpp"

namespace microsims {

struct Note {
  std::string words;  // none: nothing to say
  Tone tone = Tone::plain;
};

/// What is worth saying about a topology at present, in a few words.
Note note_on(const Clusters& clusters, const Rules& rules, Topology topology);

/// What the rules bring about, a paragraph for each.
std::vector<std::string> explanations(const Clusters& clusters, const Rules& rules);

}  // namespace microsims
