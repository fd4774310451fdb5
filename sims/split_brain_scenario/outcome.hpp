#pragma once
// What became of the two writes under a rule of promotion, as figures: state, the table of rules
// and its words are made of them.
//
//   for (const Fact& fact : facts_of(outcome)) cell(cell_text(fact));
//   // "2 leaders", "new after 10.0 s", "Write A confirmed", "Write B confirmed", "1 write lost"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "stage/model/fact.hpp"

namespace microsims {

constexpr double not_yet = std::numeric_limits<double>::infinity();

enum class Fate : std::uint8_t { unsent, under_way, confirmed, refused, unanswered };

/// "confirmed"
const char* text_of(Fate fate);

/// What the rule of promotion led to.
struct Outcome {
  std::size_t leaders = 1;         // most at the same time
  double elected_after = not_yet;  // seconds after the split
  Fate a = Fate::unsent, b = Fate::unsent;
  int lost = 0;  // writes that were confirmed, and are in no balance any more
};

/// leaders, electedAfter, a, b, lost
std::vector<Fact> facts_of(const Outcome& outcome);

/// A figure with what it counts.
std::string cell_text(const Fact& fact);

/// "10.0 s": one decimal always, so that a running number does not jump.
std::string tenths_text(double seconds);

}  // namespace microsims
