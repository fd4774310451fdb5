#include "split_brain_scenario/promotion.hpp"

#include <catch2/catch_test_macros.hpp>
#include <iterator>
#include <string_view>

using namespace microsims;

TEST_CASE("Each rule of promotion has an id, a label and words of its own",
          "[split-brain-scenario]") {
  CHECK(std::size(promotion_names) == promotion_rules.size());
  CHECK(id_of(promotion_names, Promotion::timeout_only) == std::string_view{"timeout"});
  CHECK(id_of(promotion_names, Promotion::bully) == std::string_view{"bully"});
  CHECK(promotion_names[1].label == std::string_view{"Raft"});
  CHECK(rule_of(Promotion::bully).title == std::string_view{"Bully"});
  CHECK(rule_of(Promotion::fencing).title == std::string_view{"Fencing (STONITH)"});
}
