#pragma once
// A client's writes and reads, message by message: each is a trip to every replica that it asks.
//
//   QuorumClient client{5};
//   client.write(3, {{.node = 0, .sent = 0, .arrived = 700, .answered = 1500}, ...});
//   client.run(900);                              // node 0 has version 2, the client does not know
//   client.decided().last_write()->succeeded;     // what it will come to
//
//      client ──write──► replica ──acknowledgement──► client     stored when the write arrives,
//      client ──read───► replica ──answer───────────► client     answered with what is stored then
//
// A request succeeds when enough replicas have answered it; it is not tried again when messages are
// lost, and a write that has failed stays where it arrived. A message that comes twice is stored
// once, and its replica counts once. A newer version is never overwritten by an older one that
// comes late. Of a read the newest of the answers that made it succeed counts.
//
// Its messages are numbered, followed and disturbed as those of the engine (simulation/cluster.hpp).
//
// Source: the coordinator of G. DeCandia et al., "Dynamo: Amazon's Highly Available Key-value
// Store", SOSP 2007, section 4.5, without retries; stale as in replica_group.hpp.

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "simulation/trace.hpp"

namespace distributed {

/// There and back between the client and one replica.
struct Trip {
  enum class Leg : std::uint8_t { waiting, there, back, done, lost };

  int node = 0;
  simulation::Time sent = 0, arrived = 0, answered = 0;
  Leg leg = Leg::waiting;
  bool unhurried = false;             // see QuorumClient::hurry
  bool twin = false;                  // one of two of which one is a duplicate
  int version = 0;                    // what the replica had when the request arrived or after it
  simulation::MessageId message = 0;  // of the leg; 0 before the first

  bool travels() const { return leg < Leg::done; }
  /// When the next thing happens to it, while it travels.
  simulation::Time next() const;
};

struct Request {
  bool is_write;
  int needed;         // answers
  int version = 0;    // of a write; of a read that has succeeded: the newest answered
  int confirmed = 0;  // the newest version whose write had succeeded when it was sent
  bool succeeded = false;
  std::vector<Trip> trips{};

  bool travels() const;
  /// A read that missed a write which had succeeded before it was sent.
  bool stale() const { return !is_write && succeeded && version < confirmed; }
  // The replicas that it asked, those that sent an answer which is not lost, those whose answers
  // have come: each once, in their order.
  std::vector<int> asked() const;
  std::vector<int> reached() const;
  std::vector<int> answered() const;
};

class QuorumClient {
 public:
  /// The messages there and back.
  enum class Kind : std::uint8_t { write, acknowledgement, read, answer };
  using TraceEvent = simulation::TraceEvent<Kind>;

  /// A request has succeeded or failed.
  struct Decision {
    Request request;
    simulation::Time at;
  };

  struct Replica {
    int version = 1;
    bool down = false;  // what arrives is lost
  };

  explicit QuorumClient(int replicas);

  /// Their number never changes.
  std::vector<Replica> replicas;

  /// All hold version 1 again and nothing is on its way.
  void start_over();

  /// Adds a request, whose messages leave at the instants of its trips; those that are over are
  /// forgotten but for the last write and, after it, the last read.
  void write(int needed, std::vector<Trip> trips);
  void read(int needed, std::vector<Trip> trips);

  /// Goes through all that happens up to an instant, which is then the present.
  void run(simulation::Time until);
  /// When the last message that is on its way will have arrived.
  simulation::Time end() const;
  /// What it comes to if nobody interferes.
  QuorumClient decided() const;

  /// Lets all messages arrive no later than now but for those that a disturbance holds up.
  void hurry(simulation::Time now);

  /// Begins or ends noting what happens; off at first.
  void record(bool on) { records_ = on; }
  /// What was noted since it was taken last, in order of time. The client's number is the one after
  /// the last replica's.
  std::vector<TraceEvent> take_trace() { return std::exchange(trace_, {}); }
  std::vector<Decision> take_decisions() { return std::exchange(decisions_, {}); }

  /// The version of the last write; 1 before the first.
  int latest() const { return latest_; }
  /// Null if there is none; a read before the last write is none.
  const Request* last_write() const;
  const Request* last_read() const;
  const std::vector<Request>& requests() const { return requests_; }

  /// The trip whose message is on its way; null if there is none of that number.
  const Trip* find(simulation::MessageId message) const;
  // Of a message that find() finds.
  void drop(simulation::MessageId message);
  void delay(simulation::MessageId message, simulation::Time by);
  /// A second message arrives that much later than the first.
  void duplicate(simulation::MessageId message, simulation::Time behind);

 private:
  struct Place {
    std::size_t request, trip;
  };
  std::optional<Place> place_of(simulation::MessageId message) const;
  void add(Request request);
  void step(Request& request, Trip& trip);
  void send(const Request& request, Trip& trip, Trip::Leg leg);
  void decide(Request& request, simulation::Time at);
  void note(simulation::Happening what, simulation::Time at, const Request& request,
            const Trip& trip, simulation::Flight flight = {});

  std::vector<Request> requests_;
  int latest_ = 1, confirmed_ = 1;
  simulation::Time now_ = 0;
  simulation::MessageId sent_ = 0;
  std::vector<TraceEvent> trace_;
  std::vector<Decision> decisions_;
  bool records_ = false;
};

}  // namespace distributed
