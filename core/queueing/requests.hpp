#pragma once
// The clients' requests that are under way: when each attempt times out, when it is tried again.
//
//   const std::uint32_t request = requests.open(...);
//   requests.attempt(request, now);                 // its time-out runs from now
//   requests.is_current(request, attempt);          // does anybody still wait for this answer?
//   requests.close(request);
//
//   sent ---- time-out ----| pause | sent again ---- time-out ----| given up
//            ^ an answer after this is wasted: the server worked, the client no longer listens
//
// That servers go on working for clients that have turned away is what keeps an overload alive
// after its cause has gone: N. Bronson et al., "Metastable Failures in Distributed Systems",
// HotOS 2021.

#include <cstdint>
#include <vector>

#include "queueing/line.hpp"
#include "simulation/time.hpp"

namespace distributed::queueing {

using simulation::Time;

struct Retries {
  Time timeout = simulation::never;  ///< after which an attempt counts for nothing; above 0
  std::uint32_t attempts = 1;        ///< at most, the first included
  Time pause = 0;                    ///< between a time-out and the next attempt
};

/// Returns the same; throws std::invalid_argument unless timeout > 0, attempts >= 1 and pause >= 0.
const Retries& validate(const Retries& retries);

struct Request {
  bool is_read = true;
  std::uint32_t session = 0, key = 0;
  double work = 0;  ///< microseconds at speed 1, the same for each attempt
  Time first_sent_at = 0;
  std::uint64_t needs = 0;     ///< the version that an answer must have to be fresh
  std::uint32_t attempt = 0;   ///< the current one; counts on when the place is used again
  std::uint32_t attempts = 0;  ///< of this request
};

class Requests {
 public:
  explicit Requests(const Retries& retries) : retries_(validate(retries)) {}

  /// A new request; returns its place. It has no attempt yet.
  std::uint32_t open(const Request& request);

  Request& operator[](std::uint32_t place) { return requests_[place]; }
  const Request& operator[](std::uint32_t place) const { return requests_[place]; }

  /// Begins an attempt, whose time-out runs from `now`.
  void attempt(std::uint32_t place, Time now);

  /// Whether this attempt is the one that the client waits for.
  bool is_current(std::uint32_t place, std::uint32_t attempt) const {
    return requests_[place].attempt == attempt;
  }

  /// The current attempt has come to nothing. Returns whether there will be another, which is due
  /// after the pause; if not, the request is closed.
  bool give_up_attempt(std::uint32_t place, Time now);

  /// Nobody waits any more; the place is free.
  void close(std::uint32_t place);

  /// When the next attempt times out or is due; `never` if none is. Those that were answered
  /// meanwhile stay in line and come to nothing.
  Time next_timeout() const { return timeouts_.empty() ? simulation::never : timeouts_.front().at; }
  Time next_retry() const {
    return retries_due_.empty() ? simulation::never : retries_due_.front().at;
  }

  /// Takes the next one out; its place, and whether it still counts.
  struct Due {
    std::uint32_t place = 0;
    bool counts = false;
  };
  Due pop_timeout() { return pop(timeouts_); }
  Due pop_retry() { return pop(retries_due_); }

  /// For attempts from now on. Throws as validate().
  void set_retries(const Retries& retries) { retries_ = validate(retries); }
  const Retries& retries() const { return retries_; }

  /// Requests that are under way or pause before the next attempt.
  std::size_t open() const { return requests_.size() - free_.size(); }

 private:
  struct Alarm {
    Time at;
    std::uint32_t place, attempt;
  };

  Due pop(Line<Alarm>& alarms);

  Retries retries_;
  std::vector<Request> requests_;
  std::vector<std::uint32_t> free_;
  Line<Alarm> timeouts_, retries_due_;
};

}  // namespace distributed::queueing
