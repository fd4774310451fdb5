#include "queueing/server.hpp"

#include <limits>

#include "text/error.hpp"

namespace distributed::queueing {

void Server::add(Job job, Time now) {
  job.entered = now;
  (job.kind == Job::apply ? log_ : requests_).push(job);
  if (!serving()) begin(now);
}

Job Server::finish() {
  const Job done = current_;
  const Time now = done_at_;
  busy_[done.kind] += now - began_;
  ++done_[done.kind];
  done_at_ = simulation::never;
  begin(now);
  return done;
}

void Server::set_speed(double speed, Time now) {
  if (!(speed >= 0 && speed < std::numeric_limits<double>::infinity())) {
    throw_out_of_range("server: the speed is ", speed, ", must be at least 0 and finite");
  }
  speed_ = speed;
  if (!serving()) begin(now);
}

void Server::begin(Time now) {
  if ((requests_.empty() && log_.empty()) || speed_ == 0) return;
  const bool from_log = log_is_next();
  Line<Job>& line = from_log ? log_ : requests_;
  requests_since_log_ = from_log ? 0 : requests_since_log_ + 1;
  current_ = line.front();
  line.pop();
  began_ = now;
  done_at_ = now + simulation::microseconds(current_.work / speed_);
}

bool Server::log_is_next() const {
  if (log_.empty() || requests_.empty()) return requests_.empty();
  if (applying_ == Applying::in_line) return log_.front().entered <= requests_.front().entered;
  return requests_since_log_ >= requests_.size();
}

}  // namespace distributed::queueing
