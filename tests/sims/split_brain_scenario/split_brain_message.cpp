#include "split_brain_scenario/split_brain_message.hpp"

#include <catch2/catch_test_macros.hpp>
#include <iterator>
#include <string_view>

using namespace microsims;
using Kind = SplitBrainMessage::Kind;

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
