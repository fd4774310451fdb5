#pragma once
// A leader and its read replicas under load: every node a server with its line of requests.
//
//   ReadReplicasOptions options;
//   options.traffic = {20000};                       // requests a second, 90 % of them reads
//   options.service_rate = 8000;                     // that each node serves
//   ReadReplicas database(options, Generator{42});
//   database.advance_to(seconds(10));
//   database.tally().throughput(), database.tally().latencies.quantile(0.99);
//   database.set_replicas(4);
//
//   reads ---- routing ----> replica 1  [ apply | read | read ]
//                      \---> replica 2  [ read | apply ]
//   writes ----------------> leader     [ write | write ] -- log, after a delay, to every replica
//
// Every replica applies all writes, and applying competes with reads (server.hpp says how). A write
// is committed and answered when the leader has served it: replication is asynchronous. A read is
// stale if the node, when it answers, has not applied a write of the same key that was committed
// when the client sent the read.
//
// If writes are applied in line with reads, a read sees all that reached the node before it: it is
// stale only if its key was written within the replication delay d before, with probability
// 1 - e^(-w d / keys), however long the lines. If the log is one client among many, the more reads
// there are, the staler they get; and beyond the ceiling n (mu - w) it falls behind without end.
//
// Work is exponential with mean 1/service_rate, of applying too; arrivals are Poisson or in bursts.
// Clock and service are in whole microseconds, which makes a mean service of 10 microseconds 0.04 %
// too short, one of 2 already 1 %. However finely time is cut, the run is the same; arrivals,
// requests, applying and routing draw from streams of their own, so that two routings can be
// compared under the same load.
//
// The laws: read_replicas_law.hpp, two_choices.hpp, read_ceiling.hpp.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "queueing/arrivals.hpp"
#include "queueing/requests.hpp"
#include "queueing/routing.hpp"
#include "queueing/server.hpp"
#include "queueing/tally.hpp"
#include "random/generator.hpp"

namespace distributed::queueing {

/// Which nodes serve reads. Without replicas it is the leader in any case.
enum class Readers : std::uint8_t { leader, replicas, all };

struct ReadReplicasOptions {
  Bursts traffic{1000};     ///< requests a second, of both kinds
  double read_share = 0.9;  ///< of the requests, 0 to 1
  std::uint32_t replicas = 3;
  Readers readers = Readers::replicas;
  Routing routing = Routing::round_robin;
  double service_rate = 1000;  ///< requests a second that a node serves at speed 1, above 0
  Applying applying = Applying::in_line;
  Time replication_delay = 1000;  ///< from a commit to the replicas' lines, in microseconds
  std::uint32_t keys = 1000;      ///< a read or write is of any of them with equal chance
  std::uint32_t sessions = 1000;  ///< a request is of any of these clients with equal chance
  /// How many requests a node may have, the one in service included; what comes then is refused at
  /// once, and tried again as after a time-out. The log always gets in. Without a limit
  /// the line of an overloaded node grows as long as the overload lasts, and so does every copy.
  std::size_t line_limit = std::numeric_limits<std::size_t>::max();
  /// How many writes a replica may have left to apply: while one has as many, the leader refuses
  /// writes (flow control, as Galera and MySQL's Group Replication have it).
  std::size_t log_limit = std::numeric_limits<std::size_t>::max();
  Retries retries{};
  /// How fast replica 1 works, if there is one; all others work at speed 1.
  double first_replica_speed = 1;
};

class ReadReplicas {
 public:
  /// Throws std::out_of_range or std::invalid_argument for what the options do not allow.
  ReadReplicas(const ReadReplicasOptions& options, Generator chance);

  Time now() const { return now_; }

  /// Lets everything happen up to and including `time`; an instant that has passed changes nothing.
  void advance_to(Time time);

  /// When something happens next; `never` if nothing does.
  Time next_event() const;

  // Changes from now on; they throw as the constructor does. Requests that are under way go on as
  // they are.
  void set_traffic(const Bursts& traffic) { arrivals_.change(traffic, now_); }
  void set_read_share(double share);
  void set_routing(Routing routing) { router_.set_routing(routing); }
  void set_readers(Readers readers);
  void set_applying(Applying applying);
  void set_retries(const Retries& retries) { requests_.set_retries(retries); }
  /// All of these at once, and the speed of replica 1; the other options stay as they were.
  void change(const ReadReplicasOptions& options);

  /// A new replica begins with all that the others were sent. What waits at one that goes comes to
  /// nothing: the clients try again, if they may.
  void set_replicas(std::uint32_t replicas);

  /// How fast a node works, 1 as the others, from its next request on. Throws std::out_of_range
  /// for a node that is not there, and unless speed is at least 0 and finite.
  void set_speed(std::uint32_t node, double speed) {
    nodes_.at(node).server.set_speed(speed, now_);
  }

  /// So many requests come at once, now, as if they had arrived.
  void burst(std::uint32_t requests);

  /// Node 0 is the leader, the others are replicas.
  std::uint32_t nodes() const { return static_cast<std::uint32_t>(nodes_.size()); }
  const Server& server(std::uint32_t node) const { return nodes_.at(node).server; }
  bool reads(std::uint32_t node) const;

  /// Reads that wait for a free server, with routing in one queue.
  std::size_t waiting() const { return waiting_.size(); }

  /// Writes committed, and of these, in their order, applied by a node.
  std::uint64_t committed() const { return nodes_.front().applied; }
  std::uint64_t applied(std::uint32_t node) const { return nodes_.at(node).applied; }

  /// Of a job that stands in a server's line, its request; not of an apply.
  const Request& request(const Job& job) const { return requests_[job.request]; }
  std::size_t requests_under_way() const { return requests_.open(); }

  bool in_burst() const { return arrivals_.in_burst(now_); }
  const Bursts& traffic() const { return arrivals_.pattern(); }
  double read_share() const { return read_share_; }
  Routing routing() const { return router_.routing(); }
  Readers readers() const { return readers_; }
  Applying applying() const { return applying_; }
  const Retries& retries() const { return requests_.retries(); }

  /// What happened since the last call of take_tally(), or from the start.
  Tally tally() const;
  Tally take_tally();

 private:
  struct Node {
    Server server;
    std::uint64_t applied = 0;
  };
  struct Shipment {
    Time at;
    double work;
  };

  void arrive();
  void send(std::uint32_t place);
  void enter(Server& server, const Job& job);
  void refuse(std::uint32_t place);
  void attempt_failed(std::uint32_t place);
  void finish(std::uint32_t node);
  void answer(const Job& job, std::uint32_t node);
  void feed_from_waiting(std::uint32_t node);
  void feed_all_from_waiting();
  void set_first_replica_speed();
  bool log_is_full() const;
  std::uint32_t first_reader() const;
  std::uint32_t end_of_readers() const;

  Arrivals arrivals_;
  Generator traits_;      // of requests: kind, session, key, work
  Generator apply_work_;  // the same for all replicas, not the leader's: then each is M/M/1
  Router router_;
  Requests requests_;
  double read_share_, service_rate_;
  Time delay_;
  std::uint32_t sessions_;
  std::size_t line_limit_, log_limit_;
  double first_replica_speed_;
  Readers readers_;
  Applying applying_;
  std::vector<Node> nodes_;
  Line<Job> waiting_;
  Line<Shipment> shipments_;           // to the replicas
  std::uint64_t shipped_ = 0;          // writes that have reached the replicas
  std::vector<std::uint64_t> newest_;  // of each key the last committed write
  std::vector<std::size_t> lengths_;   // of the readers, while one is picked
  Time now_ = 0;
  Tally tally_;
};

}  // namespace distributed::queueing
