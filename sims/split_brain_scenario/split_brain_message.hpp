#pragma once
// What the nodes and the clients of the split brain send each other.

#include <cstddef>
#include <cstdint>

#include "split_brain_scenario/balance_log.hpp"
#include "stage/model/model.hpp"

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

/// In the order of SplitBrainMessage::Kind.
inline constexpr MessageKind split_brain_message_kinds[] = {
    {"write", "Write", MarkKind::write},
    {"done", "Confirmation", MarkKind::settled},
    {"refused", "Refusal", MarkKind::lost},
    {"append", "Append", MarkKind::act},
    {"append-ack", "Acknowledgement", MarkKind::act},
    {"request-vote", "Vote request", MarkKind::elected},
    {"vote", "Vote", MarkKind::elected},
    {"election", "Election", MarkKind::elected},
    {"answer", "Answer", MarkKind::elected},
    {"sync", "Sync", MarkKind::conflict},
};

/// Whether the picture names a message: its colour says too little.
constexpr bool is_named(SplitBrainMessage::Kind kind) {
  return kind >= SplitBrainMessage::Kind::request_vote;
}

}  // namespace microsims
