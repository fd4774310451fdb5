#pragma once
// The rules of promotion and what they led to, in words, for the picture and for
// SplitBrainScenario::explored().

#include <string>

#include "split_brain_scenario/model.hpp"

namespace microsims {

/// "Majority (Raft)"
const char* title_of(Promotion rule);

/// What the rule promises of leaders.
const char* promise_of(Promotion rule);

/// What the rule asks of a node before it leads.
std::string rule_in_words(const Setup& setup);

/// What the node that timed out is doing, after its name.
const char* rule_at_work(Promotion rule);

/// "2 leaders", "new after 10.0 s", "1 write lost"
std::string leaders_of(const Outcome& outcome);
std::string election_of(const Outcome& outcome);
std::string loss_of(const Outcome& outcome);

}  // namespace microsims
