#include "split_brain_scenario/promotion.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

TEST_CASE("Each rule of promotion is found by the id in its row", "[split-brain-scenario]") {
  for (std::size_t rule = 0; rule < promotion_rules.size(); ++rule) {
    CHECK(promotion_of(promotion_rules[rule].id) == static_cast<Promotion>(rule));
  }
  CHECK(rule_of(Promotion::timeout_only).id == std::string_view{"timeout"});
  CHECK(rule_of(Promotion::majority).label == std::string_view{"Raft"});
  CHECK(rule_of(Promotion::bully).title == std::string_view{"Bully"});
  CHECK(rule_of(Promotion::fencing).title == std::string_view{"Fencing (STONITH)"});
  CHECK(promotion_of("") == Promotion::timeout_only);
}
