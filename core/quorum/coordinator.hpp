#pragma once
// A client that asks as many replicas as its quorum needs, those that are up, by chance.
//
//   Coordinator client{7, {5, 2, 2}, {.least = 0.5, .most = 0.9}, Generator{42}};
//   client.write(0);                                 // to 2 of the 5
//   client.read_past(seconds(1), milliseconds(400)); // a write, then a read that misses it
//   client.replicas[0].down = true;                  // some of 7, of which the first 5 take part
//   client.outcome();                                // as it will be if nobody interferes
//
// The next request does not wait for the messages of the last: they arrive at once. One that too
// few replicas are up for is refused, and nothing is sent.

#include <vector>

#include "quorum/client.hpp"
#include "quorum/rules.hpp"
#include "random/generator.hpp"

namespace distributed {

/// How long each message travels, in seconds, each time between the two equally likely.
struct TravelTime {
  double least, most;
};

class Coordinator : public QuorumClient {
 public:
  /// What came of the last request.
  enum class Outcome { none, done, write_refused, read_refused, write_failed, read_failed };

  /// A replica, and whether it is in the sets of the last write and the last read.
  struct Member {
    int version = 1;
    bool wrote = false;  // acknowledges
    bool read = false;   // answers

    bool overlap() const { return wrote && read; }
  };

  /// `most` >= quorum.n replicas.
  Coordinator(int most, const Quorum& quorum, TravelTime travel, Generator chance);

  const Quorum& quorum() const { return quorum_; }
  /// Begins anew under another quorum: the last write no longer says what the new one promises.
  void change(const Quorum& quorum);

  /// Those that take part and are not down, counted from 0.
  std::vector<int> up() const;
  int live() const { return static_cast<int>(up().size()); }

  // At an instant up to which it has run, or later.
  void write(simulation::Time now);
  void read(simulation::Time now);
  /// A write, and after its last acknowledgement and a pause a read of others: w + r <= live().
  void read_past(simulation::Time now, simulation::Time pause);

  // As they will be if nobody interferes.
  Outcome outcome() const;
  bool refused() const { return refused_ != Outcome::none; }
  std::vector<Member> members() const;
  /// Those that are in both sets.
  std::vector<int> overlap() const;

 private:
  void arrive(simulation::Time now);
  bool enough(int needed, Outcome otherwise);
  std::vector<int> some_of(std::vector<int> nodes, int count);
  std::vector<Trip> trips(const std::vector<int>& nodes, simulation::Time sent);

  Quorum quorum_;
  TravelTime travel_;
  Generator chance_;
  Outcome refused_ = Outcome::none;  // of the last request; none: it was not refused
};

}  // namespace distributed
