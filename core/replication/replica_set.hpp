#pragma once
// A leader and three replicas as their clients know them: one client that is followed and what it is
// told, others that write, failover by itself, and what happened, event by event.
//
//   ReplicaSet set(42);
//   set.write();                                     // by the client that is followed
//   set.advance_to(set.now() + milliseconds(12));
//   set.read(2);                                     // too early: stale
//   set.advance_to(set.now() + milliseconds(10));
//   set.outcome(set.cluster().reads().back()).stale; // true
//   set.crash_or_restart(0, false);                  // the replica with the least lag takes over
//   set.take_events();                               // committed, answered, stale read, promoted, ...
//
//   client ─5 ms─ leader ── link/2 ── replica 1      Between two replicas it is as far as to the
//                   ├────── link ──── replica 2      further one. Replica 3 may be far away: four
//                   └────── 3/2 link  replica 3      links. The set begins with two writes, applied
//                                                    everywhere.
//
// A leader that is cut off from its replicas, not from its clients, goes on confirming writes; it is
// missed after a while, and one of the others is promoted (M. Kleppmann, "Designing Data-Intensive
// Applications", chapter 5, "Handling Node Outages").

#include <cstdint>
#include <optional>
#include <vector>

#include "replication/remedies.hpp"
#include "replication/single_leader.hpp"

namespace distributed::replication {

struct ReplicaSetSettings {
  static constexpr NodeId nodes = 4;  ///< 0 leads first

  ReplicationMode mode = ReplicationMode::asynchronous;
  int acks = 1;
  int ack_timeout_ms = mysql_ack_timeout / 1000;
  int link_ms = 40;
  bool far = false;   ///< replica 3
  int apply_ms = 10;  ///< on average, exponential: to apply a write
  int rate = 60;      ///< writes of others a second, while they write

  /// Seconds between two nodes, one way.
  double way(NodeId a, NodeId b) const;
  void set_ways(SingleLeader& cluster) const;
  ApplyLoad load() const { return {double(rate), 1000.0 / apply_ms}; }

  friend bool operator==(const ReplicaSetSettings&, const ReplicaSetSettings&) = default;
};

/// What happens, as far as somebody who follows one client asks for it. Of the writes it made:
/// committed (by a leader), received, applied, answered (the client was told); the rest of all.
struct ReplicaSetEvent {
  enum Kind : std::uint8_t {
    committed,
    received,
    applied,
    answered,
    read,      ///< an answer has come: `write` is the number of the read
    promoted,  ///< `node` leads now
    lost,      ///< confirmed `writes`
    gone,      ///< `writes` that nobody was promised
    diverged,  ///< `writes` that `node` dropped to follow the leader
    degraded,  ///< a time-out has run out: the leader goes on asynchronously
    restored   ///< it waits for acknowledgements again
  };
  Kind kind;
  NodeId node = 0;
  std::uint32_t write = 0;
  std::vector<std::uint32_t> writes{};
};

class ReplicaSet {
 public:
  using Settings = ReplicaSetSettings;

  static constexpr Time missed_after = simulation::milliseconds(40);  ///< a leader that is cut off
  static constexpr Time long_work = simulation::milliseconds(200);
  static constexpr Time patience = simulation::seconds(1);  ///< of a read that waits

  explicit ReplicaSet(std::uint64_t seed);

  const SingleLeader& cluster() const { return cluster_; }
  SingleLeader& cluster() { return cluster_; }
  Time now() const { return cluster_.now(); }
  NodeId leader() const { return cluster_.leader(); }
  /// The writes of the beginning, and when they are over.
  static constexpr std::size_t writes_before = 2;
  Time origin() const { return origin_; }

  const Settings& settings() const { return settings_; }
  /// Holds for what is sent and arrives from now on.
  void change(const Settings& settings);
  void set_remedy(Remedy remedy) { client_.set_remedy(remedy); }

  /// The followed client writes; a long transaction, which a replica takes long_work to apply.
  void write();
  void write_long();
  /// It reads of a node, or of any that is up, unless its remedy says otherwise.
  void read(std::optional<NodeId> node);
  /// Others write at random, at the rate of the settings, for half a second.
  void others_write();
  /// Ten writes of others, one each millisecond.
  void burst();
  void crash_leader() { crash_or_restart(leader(), false); }
  /// Whoever leads and crashes is replaced at once, if a replica is up.
  void crash_or_restart(NodeId node, bool up);
  /// Cuts the leader off from all other nodes, or mends that.
  void cut_off_leader(bool cut);
  std::optional<NodeId> cut_off() const { return cut_; }
  bool promotion_comes() const { return promotion_.has_value(); }

  bool others_are_writing() const { return !coming_.empty(); }
  bool is_own(std::uint32_t write) const;
  /// The last own write; null before the first.
  const WriteRecord* last_own() const;
  /// The newest own write that the client was told is done; 0 for none.
  std::uint32_t told() const { return told_; }
  /// What the last own write costs while all nodes are up, if they were when it was made.
  std::optional<double> latency_by_law() const { return latency_law_; }
  /// How much of an entry of a node's log is applied, 0 to 1.
  double applied_share(NodeId node, std::size_t entry) const;
  std::size_t longest_log() const;

  /// How a read came out for the client.
  struct Outcome {
    bool stale = false;      ///< it missed a write that the client had been told is done
    bool backwards = false;  ///< it saw less than a read that had been answered before
    std::uint32_t own = 0;   ///< the newest write that it had been told of
    std::uint32_t seen = 0;  ///< the newest that it had read
    bool bad() const { return stale || backwards; }
  };
  Outcome outcome(const NodeRead& read) const;
  /// The read that a node answered at that instant; null if none.
  const NodeRead* served(NodeId node, Time at) const;
  /// In the order of reading.
  std::vector<const NodeRead*> answered_reads() const;
  /// How many of them came out so.
  int reads_that_are(bool Outcome::*bad) const;

  /// Confirmed writes that failovers threw away; how many of them the last one did, and what the
  /// law expects of it if others were writing: rate times the lag of the new leader.
  const std::vector<std::uint32_t>& lost() const { return lost_; }
  std::size_t lost_last() const { return lost_last_; }
  std::optional<double> lost_by_law() const { return lost_law_; }
  std::size_t failovers() const { return failovers_; }
  /// Writes that nodes had of an earlier leader, and dropped; each once, in order.
  std::vector<std::uint32_t> diverged() const;
  /// The longest lag_time of the nodes that are up.
  Time furthest_behind() const;

  /// Whether a semi-synchronous leader waits for acknowledgements of its last write.
  bool waits_for_acks() const;

  /// Whether something goes on if nobody interferes. When the next thing happens, though it may mean
  /// nothing; `never` if none does.
  bool moves() const;
  Time next_happening() const;

  /// In steps of any size.
  void advance_to(Time time);

  /// What has happened since this was asked last.
  std::vector<ReplicaSetEvent> take_events();

 private:
  struct Own {
    std::uint32_t number;
    unsigned received = 0, applied = 0;  // a bit for each node
    bool told = false, ended = false;
  };
  struct Asked {
    std::uint32_t own, seen;
  };

  void write(Time apply);
  void come(Time at);
  void take_over(const std::optional<Failover>& failover);
  void note();
  void note_write(Own& own);
  void note_reads();
  void note_cluster();

  Settings settings_;
  Generator chance_;
  SingleLeader cluster_;
  Session client_{Remedy::none, 0, simulation::seconds(0.3)};
  Time origin_;
  std::vector<Time> coming_;       // writes of others, in order
  std::optional<Time> promotion_;  // when the leader is missed
  std::optional<NodeId> cut_;
  std::vector<Own> own_;
  std::vector<Asked> asked_;           // by read
  std::vector<std::uint32_t> unread_;  // reads whose answer has not come
  std::vector<std::uint32_t> lost_;
  std::vector<ReplicaSetEvent> events_;
  std::optional<double> lost_law_, latency_law_;
  std::uint32_t told_ = 0, read_ = 0;  // the newest
  std::size_t finished_ = 0;           // so many of own_ have come to their end
  std::size_t dropped_ = 0, lost_last_ = 0, failovers_ = 0;
  bool degraded_ = false;
};

}  // namespace distributed::replication
