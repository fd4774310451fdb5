#pragma once
// A client's writes and reads, message by message: each is a trip to every replica that it asks.
//
//   QuorumClient client{5};
//   client.write(3, {{.node = 0, .sent = 0, .arrived = 700, .answered = 1500}, ...});
//   client.run(900);                       // node 0 has version 1 + 1, the client does not know
//   yet client.decided().last_write()->succeeded;         // what it will come to
//
//      client ──write──► replica ──acknowledgement──► client     stored when the write arrives,
//      client ──read───► replica ──answer───────────► client     answered with what is stored then
//
// A request succeeds when enough replicas have answered it; it is not tried again when messages are
// lost, and a write that has failed stays where it arrived. A message that comes twice is stored
// once, and its replica counts once. A newer version is never overwritten by an older one that
// comes late. Of a read the newest of the answers that made it succeed counts.
//
// Source: the coordinator of G. DeCandia et al., "Dynamo: Amazon's Highly Available Key-value
// Store", SOSP 2007, section 4.5, without retries; stale as in replica_group.hpp.

#include <cstdint>
#include <optional>
#include <vector>

#include "simulation/time.hpp"

namespace distributed {

/// There and back between the client and one replica.
struct Trip {
  enum class Leg : std::uint8_t { waiting, there, back, done, lost };

  int node = 0;
  simulation::Time sent = 0, arrived = 0, answered = 0;
  Leg leg = Leg::waiting;
  bool unhurried = false;     // see QuorumClient::hurry
  bool twin = false;          // one of two of which one is a duplicate
  int version = 0;            // what the replica had when the request arrived or after it
  std::uint32_t message = 0;  // under way, by the number that the watch gave it

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
  /// Hears what happens, in the order of time.
  class Watch {
   public:
    /// The message of the leg that begins leaves; returns a number for it.
    virtual std::uint32_t sent(const Request& request, const Trip& trip) = 0;
    /// It arrived, or its receiver is down.
    virtual void ended(const Trip& trip, bool arrived, simulation::Time at) = 0;
    /// A request has succeeded or failed.
    virtual void decided(const Request& request, simulation::Time at) = 0;
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

  /// Goes through all that happens up to an instant.
  void run(simulation::Time until, Watch* watch = nullptr);
  /// When the last message that is on its way will have arrived.
  simulation::Time end() const;
  /// What it comes to if nobody interferes.
  QuorumClient decided() const;

  /// Lets all messages arrive no later than now but for those that a disturbance holds up.
  void hurry(simulation::Time now);

  /// The version of the last write; 1 before the first.
  int latest() const { return latest_; }
  /// Null if there is none; a read before the last write is none.
  const Request* last_write() const;
  const Request* last_read() const;
  const std::vector<Request>& requests() const { return requests_; }

  /// The trip whose message is on its way; null if there is none of that number.
  const Trip* find(std::uint32_t message) const;
  // Of a message that find() finds.
  void drop(std::uint32_t message, simulation::Time now, Watch* watch = nullptr);
  void delay(std::uint32_t message, simulation::Time by);
  /// A second message, `number`, arrives later than the first; returns its trip.
  const Trip& duplicate(std::uint32_t message, std::uint32_t number, simulation::Time by);

 private:
  struct Place {
    std::size_t request, trip;
  };
  std::optional<Place> place_of(std::uint32_t message) const;
  Trip& trip_of(std::uint32_t message);
  void add(Request request);
  void step(Request& request, Trip& trip, Watch* watch);
  void decide(Request& request, simulation::Time at, Watch* watch);

  std::vector<Request> requests_;
  int latest_ = 1, confirmed_ = 1;
};

}  // namespace distributed
