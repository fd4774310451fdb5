#include "stage/model/fact.hpp"

#include <cmath>

#include "stage/model/text.hpp"

namespace microsims {
namespace {

std::string with_unit(double value, const Unit& unit) {
  if (unit.truth) return value != 0 ? unit.one : unit.many;
  const double shown = value * unit.factor;
  std::string text = number_text(shown, unit.decimals);
  // Rounding must not turn "almost always" into "always".
  if (unit.factor == 100 && value < 1 && value > 0) {
    double least = 1;
    for (int i = 0; i < unit.decimals; ++i) least /= 10;
    if (text == "100") text = phrase({"> ", number_text(100 - least, unit.decimals)});
    if (text == "0") text = phrase({"< ", number_text(least, unit.decimals)});
  }
  const char* name = shown == 1 ? unit.one : unit.many;
  if (*name) append(text, {"\u00a0", name});
  return text;
}

}  // namespace

std::string value_text(const Fact& fact) {
  if (!fact.words.empty()) return fact.words;
  return fact.value ? with_unit(*fact.value, fact.unit) : "–";
}

std::string law_text(const Fact& fact) {
  return fact.law ? with_unit(*fact.law, fact.unit) : std::string{};
}

void write_facts(Json& json, const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) {
    json.key(fact.id);
    if (!fact.words.empty()) {
      json.value(fact.words);
    } else if (fact.value && fact.unit.truth) {
      json.value(*fact.value != 0);
    } else if (fact.value) {
      json.value(*fact.value);
    } else {
      json.null();
    }
  }
}

void write_fact_table(Json& json, const std::vector<Fact>& facts) {
  constexpr const char* tones[] = {"plain", "good", "bad"};
  json.array([&] {
    for (const Fact& fact : facts) {
      json.object([&] {
        json.member("id", fact.id);
        json.member("label", fact.label);
        json.member("text", value_text(fact));
        if (fact.law) json.member("law", law_text(fact));
        json.member("tone", tones[static_cast<int>(fact.tone)]);
      });
    }
  });
}

std::string facts_in_words(const std::vector<Fact>& facts) {
  std::string text;
  for (const Fact& fact : facts) {
    if (fact.words.empty() && !fact.value) continue;
    append(text, {text.empty() ? "" : " ", fact.label, ": ", value_text(fact)});
    if (fact.law) append(text, {", by law ", law_text(fact)});
    text += '.';
  }
  return text;
}

}  // namespace microsims
