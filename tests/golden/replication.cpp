#include "golden.hpp"
#include "replication/leaderless.hpp"
#include "replication/multi_leader.hpp"
#include "replication/single_leader.hpp"

using namespace distributed;
using namespace distributed::replication;
using simulation::milliseconds;
using simulation::seconds;

namespace {

void add_writes(golden::Digest& digest, const std::vector<WriteRecord>& writes) {
  for (const WriteRecord& write : writes) {
    digest.add(write.acknowledged_at);
    for (const Time at : write.had_at) digest.add(at);
  }
}

template <typename Cluster>
std::vector<std::uint64_t> versions(const Cluster& cluster) {
  std::vector<std::uint64_t> line{cluster.messages_sent()};
  for (simulation::NodeId node = 0; node < cluster.size(); ++node) {
    line.push_back(cluster.version(node));
  }
  return line;
}

}  // namespace

void golden::replication() {
  for (const ReplicationMode mode :
       {ReplicationMode::asynchronous, ReplicationMode::semi_synchronous,
        ReplicationMode::synchronous}) {
    SingleLeaderOptions options;
    options.mode = mode;
    options.link = simulation::Latency::exponential(milliseconds(10), milliseconds(40));
    options.loss = 0.1;
    SingleLeader cluster{options, Generator{5}};
    for (int i = 1; i <= 40; ++i) {
      cluster.write(i * 100);
      cluster.advance_to(milliseconds(25.0 * i));
    }
    cluster.crash(0);
    const auto failover = cluster.fail_over();
    cluster.write(7);
    cluster.restart(0);
    cluster.advance_to(seconds(6));
    std::vector<std::uint64_t> line = versions(cluster);
    line.push_back(failover->new_leader);
    line.push_back(failover->lost_confirmed.size());
    line.push_back(failover->lost_unconfirmed.size());
    print("replication/single-leader", line);
    Digest writes;
    add_writes(writes, cluster.writes());
    print_hex("replication/single-leader/writes", {writes.value()});
  }

  {
    SingleLeaderOptions options;
    options.mode = ReplicationMode::semi_synchronous;
    options.acks = 2;
    options.ack_timeout = milliseconds(300);
    options.link = simulation::Latency::exponential(milliseconds(10), milliseconds(40));
    options.apply = simulation::Latency::exponential(milliseconds(1), milliseconds(20));
    SingleLeader cluster{options, Generator{7}};
    Digest reads;
    for (int i = 1; i <= 60; ++i) {
      const std::uint32_t write = cluster.write(i);
      if (i == 20) cluster.partition({{0}, {1, 2, 3, 4}});
      if (i == 40) cluster.depose();
      if (i == 45) cluster.heal();
      cluster.read(static_cast<simulation::NodeId>(i % 5), write, milliseconds(100));
      cluster.advance_to(milliseconds(50.0 * i));
    }
    cluster.advance_to(seconds(10));
    for (const NodeRead& read : cluster.reads()) {
      reads.add(read.answered_at);
      reads.add(read.version);
    }
    std::vector<std::uint64_t> line = versions(cluster);
    line.push_back(cluster.dropped().size());
    print("replication/single-leader-reads", line);
    print_hex("replication/single-leader-reads/answers", {reads.value()});
  }

  LeaderlessOptions options;
  options.write_quorum = 2;
  options.read_quorum = 2;
  options.write_targets = 3;
  options.link = simulation::Latency::uniform(milliseconds(5), milliseconds(60));
  options.client_link = simulation::Latency::exponential(milliseconds(5), milliseconds(20));
  options.loss = 0.02;
  Leaderless cluster{options, Generator{6}};
  for (int i = 1; i <= 60; ++i) {
    cluster.write(i);
    cluster.read();
    if (i == 20) cluster.partition({{0, 1}, {2, 3, 4}});
    if (i == 30) cluster.crash(3);
    if (i == 40) cluster.heal();
    if (i == 45) cluster.restart(3);
    cluster.advance_to(milliseconds(50.0 * i));
  }
  print("replication/leaderless", versions(cluster));
  Digest records;
  std::uint64_t stale = 0, done = 0;
  add_writes(records, cluster.writes());
  for (const ReadRecord& read : cluster.reads()) {
    records.add(read.answered_at);
    records.add(read.version);
    stale += read.stale();
    done += read.done();
  }
  print("replication/leaderless/reads", {done, stale});
  print_hex("replication/leaderless/records", {records.value()});

  for (const ConflictPolicy policy :
       {ConflictPolicy::last_write_wins, ConflictPolicy::crdt, ConflictPolicy::application}) {
    MultiLeaderOptions leaders;
    leaders.policy = policy;
    leaders.remote_link = simulation::Latency::exponential(milliseconds(20), milliseconds(80));
    leaders.loss = 0.05;
    MultiLeader pair{leaders, Generator{7}};
    for (int i = 1; i <= 30; ++i) {
      pair.write(i % 3 == 0 ? 2 : 0, i);
      if (i == 10) pair.partition({{0, 1}, {2, 3, 4}});
      if (i == 20) pair.heal();
      pair.advance_to(milliseconds(60.0 * i));
    }
    pair.advance_to(seconds(5));
    std::vector<std::uint64_t> line = versions(pair);
    Digest conflicts;
    for (const Conflict& conflict : pair.conflicts()) {
      conflicts.add(conflict.first * 1000 + conflict.second);
      conflicts.add(conflict.found_at);
    }
    line.push_back(pair.conflicts().size());
    line.push_back(static_cast<std::uint64_t>(pair.value(4)));
    print("replication/multi-leader", line);
    add_writes(conflicts, pair.writes());
    print_hex("replication/multi-leader/conflicts", {conflicts.value()});
  }
}
