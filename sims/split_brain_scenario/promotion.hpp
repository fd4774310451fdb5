#pragma once
// The four rules by which a replica whose leader fell silent may take the lead itself.
//
//   rule_of(Promotion::majority).title             // "Majority (Raft)"
//   id_of(promotion_names, Promotion::bully)       // "bully"

#include <array>
#include <cstddef>
#include <cstdint>

#include "stage/model/control.hpp"

namespace microsims {

enum class Promotion : std::uint8_t { timeout_only, majority, bully, fencing };

/// In addresses and states, and on the button; in the order of Promotion.
inline constexpr Named promotion_names[] = {
    {"timeout", "Timeout"}, {"majority", "Raft"}, {"bully", "Bully"}, {"fencing", "Fencing"}};

struct PromotionRule {
  const char* title;    ///< in tables
  const char* promise;  ///< what it promises of leaders
  const char* at_work;  ///< what the node that timed out is doing, after its name
};

/// In the order of Promotion.
inline constexpr std::array<PromotionRule, 4> promotion_rules{{
    {"Timeout only", "promises nothing: each side may get a leader", " takes the lead"},
    {"Majority (Raft)", "at most one leader per term", " asks for votes ..."},
    {"Bully", "the highest number leads, on each side", " asks those above ..."},
    {"Fencing (STONITH)", "the old leader is off before a new one leads", " has power cut off ..."},
}};

constexpr const PromotionRule& rule_of(Promotion promotion) {
  return promotion_rules[static_cast<std::size_t>(promotion)];
}

}  // namespace microsims
