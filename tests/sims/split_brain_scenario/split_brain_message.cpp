#include "split_brain_scenario/split_brain_message.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;
using Kind = SplitBrainMessage::Kind;

TEST_CASE("Each kind of message has its own name, and a badge where colour says too little",
          "[split-brain-scenario]") {
  CHECK(name_of(Kind::write) == "write");
  CHECK(name_of(Kind::append_ack) == "append-ack");
  CHECK(name_of(Kind::request_vote) == "request-vote");
  CHECK(name_of(Kind::vote) == "vote");
  CHECK(name_of(Kind::sync) == "sync");
  CHECK(badge_of(Kind::write) == nullptr);
  CHECK(badge_of(Kind::request_vote) == std::string_view{"vote?"});
  CHECK(badge_of(Kind::answer) == std::string_view{"answer"});
  for (const auto& a : split_brain_message_names) {
    int same = 0;
    for (const auto& b : split_brain_message_names) same += std::string_view{a.name} == b.name;
    CHECK(same == 1);
  }
}
