#pragma once
// What the nodes and the client of the split brain send each other.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "split_brain_scenario/balance_log.hpp"

namespace microsims {

struct SplitBrainMessage {
  enum class Kind : std::uint8_t {
    write,
    done,
    refused,
    append,
    append_ack,
    request_vote,
    vote,
    election,
    answer,
    sync
  };
  Kind kind = Kind::write;
  std::uint32_t epoch = 0;
  /// write, done, refused: of the write; append_ack: entries held; election, answer: the round.
  std::uint32_t number = 0;
  BalanceLog log;
};

struct SplitBrainMessageName {
  const char* name;
  const char* badge;  ///< beside it in the picture; null if its colour says enough
};

/// In the order of SplitBrainMessage::Kind.
inline constexpr std::array<SplitBrainMessageName, 10> split_brain_message_names{{
    {"write", nullptr},
    {"done", nullptr},
    {"refused", nullptr},
    {"append", nullptr},
    {"append-ack", nullptr},
    {"request-vote", "vote?"},
    {"vote", "vote"},
    {"election", "election"},
    {"answer", "answer"},
    {"sync", "sync"},
}};

/// "write", "append-ack"
constexpr std::string_view name_of(SplitBrainMessage::Kind kind) {
  return split_brain_message_names[static_cast<std::size_t>(kind)].name;
}

constexpr const char* badge_of(SplitBrainMessage::Kind kind) {
  return split_brain_message_names[static_cast<std::size_t>(kind)].badge;
}

}  // namespace microsims
