#pragma once
// The cluster that the story of a split brain happens to (core's replication/log_cluster.hpp), and
// what its rules and its messages are called.
//
//   rule_of(Promotion::majority).title             // "Majority (Raft)"
//   id_of(promotion_names, Promotion::bully)       // "bully"

#include <cstddef>
#include <cstdint>

#include "replication/log_cluster.hpp"
#include "stage/model/model.hpp"

namespace microsims {

namespace simulation = distributed::simulation;
using distributed::replication::LogCluster;
using distributed::replication::LogClusterEntry;
using distributed::replication::LogClusterMessage;
using distributed::replication::LogClusterOptions;
using distributed::replication::Promotion;
using simulation::NodeId;
using simulation::Time;

/// In addresses and states, and on the button; in the order of Promotion.
inline constexpr Named promotion_names[] = {
    {"timeout", "Timeout"}, {"majority", "Raft"}, {"bully", "Bully"}, {"fencing", "Fencing"}};

struct PromotionRule {
  const char* title;    ///< in tables
  const char* promise;  ///< what it promises of leaders
  const char* at_work;  ///< what the node that timed out is doing, after its name
};

/// In the order of Promotion.
inline constexpr PromotionRule promotion_rules[] = {
    {"Timeout only", "promises nothing: each side may get a leader", " takes the lead"},
    {"Majority (Raft)", "at most one leader per term", " asks for votes ..."},
    {"Bully", "the highest number leads, on each side", " asks those above ..."},
    {"Fencing (STONITH)", "the old leader is off before a new one leads", " has power cut off ..."},
};

constexpr const PromotionRule& rule_of(Promotion promotion) {
  return promotion_rules[static_cast<std::size_t>(promotion)];
}

/// In states and sentences, and under a node; in the order of LogCluster::Role.
inline constexpr Named role_names[] = {
    {"leader", "Leader"}, {"replica", "Replica"}, {"down", "Off"}};

/// In the order of LogClusterMessage::Kind.
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
constexpr bool is_named(LogClusterMessage::Kind kind) {
  return kind >= LogClusterMessage::Kind::request_vote;
}

}  // namespace microsims
