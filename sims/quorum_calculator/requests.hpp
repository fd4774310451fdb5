#pragma once
// The client's writes and reads, each with a trip to every replica that it asks: what is on its
// way, what arrived, and what follows.
//
//      client ──write──► replica ──ack──► client       stored when the write arrives,
//      client ──read───► replica ──answer► client      answered with what was stored then
//
// A write has succeeded when enough replicas have acknowledged it, a read when enough have
// answered; neither is undone or tried again when a message is lost. A message that comes twice is
// stored once and its replica is counted once. What a run decides before its messages have arrived
// is what a copy of it comes to at its end:
//
//   Requests later = requests;
//   later.run(later.end(), nullptr);

#include <array>
#include <vector>

#include "stage/model/model.hpp"

namespace microsims {

/// A request to a replica and the answer to it; instants on the clock of the run.
struct Trip {
  enum class Leg : std::uint8_t { waiting, there, back, done, lost };

  int node = 0;
  Microseconds sent = 0, arrived = 0, answered = 0;
  Leg leg = Leg::waiting;
  bool delayed = false;  // by a person: later requests do not hurry it
  bool twin = false;     // one of two of which one is a duplicate
  int version = 0;       // of a read that arrived: what the replica had
  MessageNumber message = 0;

  bool travels() const { return leg < Leg::done; }
};

struct Request {
  bool is_write;
  int needed;         // answers
  int version = 0;    // of a write; of a read that has succeeded: the newest answer
  int confirmed = 0;  // of a read: the newest write that had succeeded when it was sent
  bool succeeded = false;
  std::vector<Trip> trips{};

  bool travels() const;
  bool stale() const { return succeeded && version < confirmed; }
  /// The replicas that it asked, or whose answers have come, each once, in their order.
  std::vector<int> asked() const;
  std::vector<int> answered() const;
};

class Requests {
 public:
  static constexpr int most_replicas = 7;
  enum Kind : std::uint8_t { write, acknowledgement, read, answer };

  struct Replica {
    int version = 1;  // stored now
    bool down = false;
  };
  std::array<Replica, most_replicas> replicas;

  /// All replicas hold version 1 again; what is on its way is lost.
  void start_over(Microseconds now, Record& record);

  /// Lets all that nobody has delayed arrive at once.
  void hurry(Microseconds now, Record& record);

  /// Adds a request, which leaves at the instants of its trips; forgets what is over but for the
  /// last write and, after it, the last read.
  void add(Request request);

  /// Goes through all that happens up to an instant; notes it unless there is no record.
  void run(Microseconds until, Record* record);
  /// When the last message will have arrived.
  Microseconds end() const;

  /// The last write; the last read after it. Null if there is none.
  const Request* last_write() const;
  const Request* last_read() const;
  /// The newest version that enough replicas have acknowledged.
  int confirmed() const { return confirmed_; }

  /// Why a message cannot be disturbed, if it cannot.
  std::optional<std::string> undisturbable(MessageNumber message, Disturbance disturbance) const;
  void disturb(const Message& message, Disturbance disturbance, Microseconds now, Record& record);

 private:
  struct Place {
    std::size_t request, trip;
  };
  std::optional<Place> find(MessageNumber message) const;
  void step(Request& request, Trip& trip, Microseconds at, Record* record);
  void send(const Request& request, Trip& trip, Record* record) const;
  void decide(Request& request, Microseconds at, Record* record);

  std::vector<Request> requests_;
  int confirmed_ = 1;
};

}  // namespace microsims
