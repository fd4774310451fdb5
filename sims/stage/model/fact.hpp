#pragma once
// A figure that a sim has measured or derived, declared once. State, tables, cards in the picture
// and sentences for screen readers are made of facts.
//
//   std::vector<Fact> Model::facts() const {
//     return {{"writeTolerance", "Write fault tolerance", tolerance, nodes},
//             {"staleReadProbability", "Stale reads", 0.1, share, .law = 0.1}};
//   }
//   write_facts(json, facts);        // "writeTolerance":2,"staleReadProbability":0.1
//   value_text(facts[0]);            // "2 nodes"
//   facts_in_words(facts);           // "Write fault tolerance: 2 nodes. Stale reads: 10 %, by law
//   10 %."

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stage/model/json.hpp"

namespace microsims {

/// Whether a figure is good or bad news.
enum class Tone : std::uint8_t { plain, good, bad };

/// What a value counts or measures.
struct Unit {
  const char* one = "";   // after 1: "node", "ms", "%"
  const char* many = "";  // after any other number
  double factor = 1;      // of the value, before it is written: 100 for a share in percent
  int decimals = 2;       // at most
  bool truth = false;     // the value is 1 or 0: true and `one`, or false and `many`
};
constexpr Unit plain_number{};
constexpr Unit share_unit{"%", "%", 100, 2};
constexpr Unit milliseconds_unit{"ms", "ms", 1, 2};
constexpr Unit seconds_unit{"s", "s", 1, 1};
constexpr Unit yes_or_no{.one = "YES", .many = "NO", .truth = true};
constexpr Unit nodes_unit{"node", "nodes", 1, 0};
constexpr Unit messages_unit{"message", "messages", 1, 0};
constexpr Unit rounds_unit{"round", "rounds", 1, 1};

struct Fact {
  std::string_view id;            // the member of the state: "writeTolerance"
  std::string label;              // "Write fault tolerance"
  std::optional<double> value{};  // none: not known yet
  Unit unit{};
  std::optional<double> law{};  // what theory says, in the same unit
  Tone tone = Tone::plain;
  std::string words{};  // instead of a number: "YES", "Node 2"
};

/// "2 nodes", "10 %", "YES"; "–" if it is not known. A share below 1 never reads 100 %, one above 0
/// never 0 %.
std::string value_text(const Fact& fact);
/// The same of the law; empty if there is none.
std::string law_text(const Fact& fact);

/// A member of the state for each fact: a number, true or false, null if it is not known, or its
/// words.
void write_facts(Json& json, const std::vector<Fact>& facts);

/// An array of facts with label, texts and tone, for tables in a page.
void write_fact_table(Json& json, const std::vector<Fact>& facts);

/// A sentence for each fact that is known.
std::string facts_in_words(const std::vector<Fact>& facts);

}  // namespace microsims
