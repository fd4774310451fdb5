#pragma once
// The rules of promotion and what they led to, in words, for the picture and for
// SplitBrainScenario::explored().

#include <string>

#include "split_brain_scenario/model.hpp"

namespace microsims {

/// What the rule asks of a node before it leads.
std::string rule_in_words(const Setup& setup);

/// "2 leaders", "new after 10.0 s", "1 write lost"
std::string leaders_of(const Outcome& outcome);
std::string election_of(const Outcome& outcome);
std::string loss_of(const Outcome& outcome);

}  // namespace microsims
