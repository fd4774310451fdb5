#include "split_brain_scenario/outcome.hpp"

#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr Unit leaders_unit{"leader", "leaders", 1, 0},
    losses_unit{"write lost", "writes lost", 1, 0};

Fact fact_of(std::string_view id, const char* label, Fate fate) {
  const Tone tone = fate == Fate::confirmed                             ? Tone::good
                    : fate == Fate::refused || fate == Fate::unanswered ? Tone::bad
                                                                        : Tone::plain;
  return {.id = id, .label = label, .tone = tone, .words = text_of(fate)};
}

}  // namespace

const char* text_of(Fate fate) {
  constexpr const char* texts[] = {"unsent", "under way", "confirmed", "refused", "unanswered"};
  return texts[static_cast<std::size_t>(fate)];
}

std::vector<Fact> facts_of(const Outcome& outcome) {
  const auto good_if = [](bool good) { return good ? Tone::good : Tone::bad; };
  std::optional<double> elected;
  if (outcome.elected_after != not_yet) elected = outcome.elected_after;
  return {
      {.id = "leaders",
       .label = "Most leaders at once",
       .value = static_cast<double>(outcome.leaders),
       .unit = leaders_unit,
       .tone = good_if(outcome.leaders == 1)},
      {.id = "electedAfter", .label = "New leader after", .value = elected, .unit = seconds_unit},
      fact_of("a", "Write A", outcome.a),
      fact_of("b", "Write B", outcome.b),
      {.id = "lost",
       .label = "Confirmed writes lost",
       .value = static_cast<double>(outcome.lost),
       .unit = losses_unit,
       .tone = good_if(outcome.lost == 0)}};
}

std::string cell_text(const Fact& fact) {
  if (!fact.words.empty()) return phrase({fact.label, " ", fact.words});
  if (fact.id != "electedAfter") return fact.value == 0.0 ? "nothing lost" : value_text(fact);
  return fact.value ? phrase({"new after ", tenths_text(*fact.value + 0.05)}) : "nobody new";
}

std::string tenths_text(double seconds) {
  const auto tenths = static_cast<int>(seconds * 10 + 1e-6);
  return phrase({tenths / 10, ".", tenths % 10, "\u00a0s"});
}

}  // namespace microsims
