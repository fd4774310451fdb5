#pragma once
// The four rules by which a replica whose leader fell silent may take the lead itself.
//
//   rule_of(Promotion::majority).title      // "Majority (Raft)"
//   promotion_of("bully")                   // Promotion::bully

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace microsims {

enum class Promotion : std::uint8_t { timeout_only, majority, bully, fencing };

struct PromotionRule {
  const char* id;       ///< in addresses and states
  const char* label;    ///< on its button
  const char* title;    ///< in tables
  const char* promise;  ///< what it promises of leaders
  const char* at_work;  ///< what the node that timed out is doing, after its name
};

/// In the order of Promotion.
inline constexpr std::array<PromotionRule, 4> promotion_rules{{
    {"timeout", "Timeout", "Timeout only", "promises nothing: each side may get a leader",
     " takes the lead"},
    {"majority", "Raft", "Majority (Raft)", "at most one leader per term", " asks for votes ..."},
    {"bully", "Bully", "Bully", "the highest number leads, on each side", " asks those above ..."},
    {"fencing", "Fencing", "Fencing (STONITH)", "the old leader is off before a new one leads",
     " has power cut off ..."},
}};

constexpr const PromotionRule& rule_of(Promotion promotion) {
  return promotion_rules[static_cast<std::size_t>(promotion)];
}

/// The rule with that id; timeout_only if there is none.
constexpr Promotion promotion_of(std::string_view id) {
  for (std::size_t rule = 0; rule < promotion_rules.size(); ++rule) {
    if (id == promotion_rules[rule].id) return static_cast<Promotion>(rule);
  }
  return Promotion::timeout_only;
}

}  // namespace microsims
