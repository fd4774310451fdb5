#pragma once
// One server: jobs wait and are served one at a time.
//
//   Server server;
//   server.add({.request = 7, .work = 250}, now);     // 250 microseconds at speed 1
//   server.done_at();                                 // when the job in service is done
//   const Job job = server.finish();                  // called at that instant; starts the next
//
// Clients' requests wait in one line; a replica also has the leader's log to apply, in its order.
// Which of the two is next:
//
//   in line          what came first. Reads wait for all writes that reached the node before them.
//   as one client    requests and the log take turns, the log one among as many as wait: a thread
//                    of its own beside one for each client. The more clients, the slower it applies.
//
// Time passes only through the instants that the caller gives; they must not go back.

#include <array>
#include <cstddef>
#include <cstdint>

#include "queueing/line.hpp"
#include "simulation/time.hpp"

namespace distributed::queueing {

using simulation::Time;

enum class Applying : std::uint8_t { in_line, as_one_client };

struct Job {
  enum Kind : std::uint8_t { read, write, apply };
  Kind kind = read;
  std::uint32_t request = 0;  ///< the client's, of a read or write
  std::uint32_t attempt = 0;  ///< which of its attempts, counted over all requests in this place
  std::uint32_t key = 0;      ///< of a read or write
  double work = 0;            ///< microseconds at speed 1
  Time entered = 0;           ///< when it got into the line
};

class Server {
 public:
  explicit Server(Applying applying = Applying::in_line) : applying_(applying) {}

  /// `job.entered` becomes `now`.
  void add(Job job, Time now);

  /// When the job in service is done; `never` if none is.
  Time done_at() const { return done_at_; }
  bool serving() const { return done_at_ != simulation::never; }

  /// The job in service, if serving().
  const Job& current() const { return current_; }

  /// Takes out the job that is done, at done_at(), and starts the next one. There must be one.
  Job finish();

  /// From the next job on; at 0 none is begun. Throws std::out_of_range unless it is at least 0 and
  /// finite.
  void set_speed(double speed, Time now);
  double speed() const { return speed_; }

  void set_applying(Applying applying) { applying_ = applying; }

  /// What waits, without the job in service.
  const Line<Job>& requests() const { return requests_; }
  const Line<Job>& log() const { return log_; }

  /// Clients that wait or are served.
  std::size_t connections() const {
    return requests_.size() + (serving() && current_.kind != Job::apply ? 1 : 0);
  }

  /// All jobs, waiting and in service.
  std::size_t length() const { return requests_.size() + log_.size() + (serving() ? 1 : 0); }

  /// Microseconds spent serving until `now`, and of these on jobs of one kind.
  Time busy_time(Time now) const {
    return busy_time(Job::read, now) + busy_time(Job::write, now) + busy_time(Job::apply, now);
  }
  Time busy_time(Job::Kind kind, Time now) const {
    return busy_[kind] + (serving() && current_.kind == kind ? now - began_ : 0);
  }

  /// How many jobs of a kind are done.
  std::uint64_t done(Job::Kind kind) const { return done_[kind]; }

 private:
  void begin(Time now);
  bool log_is_next() const;

  Line<Job> requests_, log_;
  Job current_;
  Applying applying_;
  double speed_ = 1;
  std::size_t requests_since_log_ = 0;
  Time began_ = 0, done_at_ = simulation::never;
  std::array<Time, 3> busy_{};  // by kind
  std::array<std::uint64_t, 3> done_{};
};

}  // namespace distributed::queueing
