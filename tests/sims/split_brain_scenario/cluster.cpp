#include "split_brain_scenario/cluster.hpp"

#include <catch2/catch_test_macros.hpp>
#include <iterator>
#include <string_view>

using namespace microsims;
using Kind = LogClusterMessage::Kind;

TEST_CASE("Each rule of promotion has an id, a label and words of its own",
          "[split-brain-scenario]") {
  CHECK(std::size(promotion_names) == std::size(promotion_rules));
  CHECK(id_of(promotion_names, Promotion::timeout_only) == std::string_view{"timeout"});
  CHECK(id_of(promotion_names, Promotion::bully) == std::string_view{"bully"});
  CHECK(promotion_names[1].label == std::string_view{"Raft"});
  CHECK(rule_of(Promotion::bully).title == std::string_view{"Bully"});
  CHECK(rule_of(Promotion::fencing).title == std::string_view{"Fencing (STONITH)"});
}

TEST_CASE("Each kind of message has its own name, and one beside it where colour says too little",
          "[split-brain-scenario]") {
  const auto id = [](Kind kind) -> std::string_view {
    return split_brain_message_kinds[static_cast<std::size_t>(kind)].id;
  };
  CHECK(std::size(split_brain_message_kinds) == static_cast<std::size_t>(Kind::sync) + 1);
  CHECK(id(Kind::write) == "write");
  CHECK(id(Kind::append_ack) == "append-ack");
  CHECK(id(Kind::request_vote) == "request-vote");
  CHECK(id(Kind::vote) == "vote");
  CHECK(id(Kind::sync) == "sync");
  CHECK_FALSE(is_named(Kind::write));
  CHECK(is_named(Kind::request_vote));
  CHECK(is_named(Kind::answer));
  for (const auto& a : split_brain_message_kinds) {
    int same = 0;
    for (const auto& b : split_brain_message_kinds) same += std::string_view{a.id} == b.id;
    CHECK(same == 1);
  }
}
