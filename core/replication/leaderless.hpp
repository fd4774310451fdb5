#pragma once
// Leaderless replication: the client writes to several replicas and reads from several.
//
//   LeaderlessOptions options;               // N = 5, W = 3, R = 3
//   Leaderless cluster(options, Generator{42});
//   cluster.write(500);
//   cluster.advance_to(seconds(1));
//   cluster.read();
//   cluster.advance_to(seconds(2));
//   cluster.reads().back().value;            // 500: 3 + 3 > 5
//
//              .--> replica  ack        The write is done after W acks; a read takes the first R
//   client ---+---> replica  ack        answers and the latest version among them. W + R > N: the
//              `--> replica  (late)     two sets share a replica, so no read is stale.
//
// Replicas that missed a write get it through read repair (a read that saw an older version writes
// the newer one back) and anti-entropy (replicas compare notes at random while they differ).
//
// Source: G. DeCandia et al., "Dynamo: Amazon's Highly Available Key-value Store", SOSP 2007.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random/generator.hpp"
#include "replication/cluster.hpp"

namespace distributed::replication {

struct LeaderlessOptions {
  std::size_t nodes = 5;         ///< N
  std::size_t write_quorum = 3;  ///< W
  std::size_t read_quorum = 3;   ///< R
  /// To how many replicas, drawn at random, the client sends a write or a read: Dynamo asks all.
  /// 0 stands for all.
  std::size_t write_targets = 0;
  std::size_t read_targets = 0;
  bool read_repair = true;
  /// How often a replica compares notes with another while they differ; simulation::never: not at
  /// all.
  Time anti_entropy_interval = simulation::seconds(1);
  simulation::Latency client_link = simulation::Latency::constant(simulation::milliseconds(20));
  simulation::Latency link = simulation::Latency::constant(simulation::milliseconds(40));
  double loss = 0;  ///< probability that a message is lost, the client's too
};

/// The life of one read.
struct ReadRecord {
  std::uint32_t number = 0;
  Time sent_at = 0;
  Time answered_at = simulation::never;  ///< when the R-th answer was there
  std::uint32_t version = 0;             ///< latest among the first R answers
  std::int64_t value = 0;
  std::uint32_t expected = 0;     ///< latest write that was acknowledged when the read began
  std::vector<NodeId> consulted;  ///< the replicas whose answers counted

  bool done() const { return answered_at != simulation::never; }
  bool stale() const { return done() && version < expected; }
};

struct LeaderlessMessage {
  using Kind = Errand;  // data: read repair
  Kind kind = Kind::write;
  std::uint32_t operation = 0;  // number of the write or read
  std::uint32_t version = 0;
  std::int64_t value = 0;
};

class Leaderless final : public Cluster<LeaderlessMessage> {
 public:
  /// Throws std::invalid_argument unless 1 <= W <= write targets <= N, 1 <= R <= read targets <= N,
  /// 0 <= loss <= 1 and anti_entropy_interval > 0.
  Leaderless(const LeaderlessOptions& options, Generator chance);

  /// The client sends a write now; returns its number, which is its version too.
  std::uint32_t write(std::int64_t value);

  /// The client sends a read now; returns its number. Without R answers it is never done.
  std::uint32_t read();

  void advance_to(Time time) override { simulation_.advance_to(time, *this); }

  void crash(NodeId node) override;
  void restart(NodeId node) override;

  /// Cuts the links between groups of replicas (see simulation::Network); the client reaches all.
  void partition(const std::vector<std::vector<NodeId>>& groups);
  void heal();

  Role role(NodeId) const override { return Role::peer; }

  /// Every version that the replica took, in order; empty at the start.
  const std::vector<Version>& log(NodeId node) const { return nodes_.at(node).log; }

  std::uint32_t version(NodeId node) const override;
  std::int64_t value(NodeId node) const override;

  const std::vector<ReadRecord>& reads() const { return reads_; }

  /// The replicas to which the client sent the write. Throws std::out_of_range for an unknown
  /// number.
  const std::vector<NodeId>& targets(std::uint32_t write) const;

  /// Those of the last write; none before the first.
  std::vector<NodeId> targets() const;

  bool acked(NodeId node) const override;

  /// Anti-entropy finds no two that differ, and no message is under way.
  bool settled() const override;

  /// What the last write costs while all nodes are up, its latency and its way exactly so where
  /// those are constant; of a write to some nodes nobody knows when the others have it. The share
  /// of reads that miss it is a bound: C(N - W, R) / C(N, R).
  Figures law() const;

  // What the engine calls.
  void receive(NodeId from, NodeId to, const LeaderlessMessage& message);
  void timer(NodeId node, std::uint64_t token);

 private:
  struct Node {
    std::vector<Version> log;
    bool compares = false;  // its timer for anti-entropy runs
  };

  // What the client remembers of an operation beyond its record.
  struct Progress {
    std::vector<NodeId> targets;
    std::vector<NodeId> answered;         // acknowledged the write, or answered the read
    std::vector<std::uint32_t> versions;  // a read: of those that answered

    bool first_answer_of(NodeId node) const;
  };

  std::size_t asked() const override { return options_.read_quorum; }
  std::vector<NodeId> draw_targets(std::size_t count);
  void take(NodeId node, std::uint32_t version, std::int64_t value);
  void acknowledge(NodeId from, std::uint32_t write);
  void answer(NodeId from, const LeaderlessMessage& message);
  void repair(ReadRecord& record, Progress& progress);
  bool differs_from_a_reachable_one(NodeId node) const;
  void compare_soon(NodeId node);
  void compare_all_soon();

  LeaderlessOptions options_;
  std::vector<Node> nodes_;
  std::vector<ReadRecord> reads_;
  std::vector<Progress> write_progress_;
  std::vector<Progress> read_progress_;
  std::uint32_t latest_acknowledged_ = 0;
};

}  // namespace distributed::replication
