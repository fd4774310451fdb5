#include "queueing/read_replicas.hpp"

#include <algorithm>
#include <limits>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::queueing {
namespace {

using simulation::never;

double checked_share(double share) {
  if (share >= 0 && share <= 1) return share;
  throw_out_of_range("read replicas: the share of reads is ", share, ", must be 0 to 1");
}

const ReadReplicasOptions& checked(const ReadReplicasOptions& options) {
  const bool rate =
      options.service_rate > 0 && options.service_rate < std::numeric_limits<double>::infinity();
  if (!rate || options.replication_delay < 0 || options.keys < 1 || options.sessions < 1) {
    throw_invalid_argument("read replicas: a node serves ", options.service_rate,
                           " a second, the delay is ", options.replication_delay, ", there are ",
                           options.keys, " keys and ", options.sessions, " sessions");
  }
  return options;
}

}  // namespace

ReadReplicas::ReadReplicas(const ReadReplicasOptions& options, Generator chance)
    : arrivals_(checked(options).traffic, chance.split()),
      traits_(chance.split()),
      apply_work_(chance.split()),
      router_(options.routing, chance.split()),
      requests_(options.retries),
      read_share_(checked_share(options.read_share)),
      service_rate_(options.service_rate),
      delay_(options.replication_delay),
      sessions_(options.sessions),
      line_limit_(options.line_limit),
      log_limit_(options.log_limit),
      first_replica_speed_(options.first_replica_speed),
      readers_(options.readers),
      applying_(options.applying),
      nodes_(options.replicas + std::size_t{1}, Node{Server{options.applying}}),
      newest_(options.keys) {
  set_first_replica_speed();
}

void ReadReplicas::set_first_replica_speed() {
  if (nodes() > 1) set_speed(1, first_replica_speed_);
}

void ReadReplicas::change(const ReadReplicasOptions& options) {
  if (options.traffic != traffic()) set_traffic(options.traffic);
  set_read_share(options.read_share);
  set_replicas(options.replicas);
  set_readers(options.readers);
  set_routing(options.routing);
  set_applying(options.applying);
  set_retries(options.retries);
  first_replica_speed_ = options.first_replica_speed;
  set_first_replica_speed();
}

void ReadReplicas::advance_to(Time time) {
  for (;;) {
    // Of what happens at the same instant, in this order: service, the log, clients that give up,
    // clients that try again, new requests.
    std::uint32_t next_node = 0;
    Time served = never;
    for (std::uint32_t node = 0; node < nodes(); ++node) {
      const Time done = nodes_[node].server.done_at();
      if (done < served) {
        served = done;
        next_node = node;
      }
    }
    const Time shipped = shipments_.empty() ? never : shipments_.front().at;
    const Time timeout = requests_.next_timeout(), retry = requests_.next_retry();
    const Time next = std::min({served, shipped, timeout, retry, arrivals_.next()});
    if (next > time || next == never) break;
    now_ = next;
    if (next == served) {
      finish(next_node);
    } else if (next == shipped) {
      const Job apply{Job::apply, 0, 0, 0, shipments_.front().work, now_};
      shipments_.pop();
      ++shipped_;
      for (std::uint32_t node = 1; node < nodes(); ++node) nodes_[node].server.add(apply, now_);
    } else if (next == timeout) {
      const Requests::Due due = requests_.pop_timeout();
      if (due.counts) {
        ++tally_.timeouts;
        attempt_failed(due.place);
      }
    } else if (next == retry) {
      const Requests::Due due = requests_.pop_retry();
      if (due.counts) send(due.place);
    } else {
      arrivals_.pop();
      arrive();
    }
  }
  now_ = std::max(now_, time);
}

Time ReadReplicas::next_event() const {
  Time next = std::min({arrivals_.next(), requests_.next_timeout(), requests_.next_retry(),
                        shipments_.empty() ? never : shipments_.front().at});
  for (const Node& node : nodes_) next = std::min(next, node.server.done_at());
  return next;
}

void ReadReplicas::set_read_share(double share) {
  read_share_ = checked_share(share);
}

void ReadReplicas::set_replicas(std::uint32_t replicas) {
  std::vector<Job> orphans;
  while (nodes_.size() > replicas + std::size_t{1}) {
    const Server& gone = nodes_.back().server;
    if (gone.serving() && gone.current().kind == Job::read) orphans.push_back(gone.current());
    for (std::size_t i = 0; i < gone.requests().size(); ++i) orphans.push_back(gone.requests()[i]);
    nodes_.pop_back();
  }
  while (nodes_.size() <= replicas) nodes_.push_back({Server{applying_}, shipped_});
  for (const Job& job : orphans) {
    if (requests_.is_current(job.request, job.attempt)) attempt_failed(job.request);
  }
  feed_all_from_waiting();
}

void ReadReplicas::set_readers(Readers readers) {
  readers_ = readers;
  feed_all_from_waiting();
}

void ReadReplicas::burst(std::uint32_t requests) {
  for (std::uint32_t i = 0; i < requests; ++i) arrive();
}

bool ReadReplicas::reads(std::uint32_t node) const {
  return node >= first_reader() && node < end_of_readers();
}

Tally ReadReplicas::tally() const {
  Tally until_now = tally_;
  until_now.until = now_;
  return until_now;
}

Tally ReadReplicas::take_tally() {
  Tally taken = tally();
  tally_ = {};
  tally_.from = now_;
  return taken;
}

void ReadReplicas::arrive() {
  Request request;
  request.is_read = bernoulli(traits_, read_share_);
  request.session = uniform_below(traits_, sessions_);
  request.key = uniform_below(traits_, static_cast<std::uint32_t>(newest_.size()));
  request.work = 1e6 * exponential(traits_, service_rate_);
  request.first_sent_at = now_;
  ++tally_.sent;
  send(requests_.open(request));
}

void ReadReplicas::send(std::uint32_t place) {
  requests_.attempt(place, now_);
  ++tally_.attempts;
  Request& request = requests_[place];
  request.needs = newest_[request.key];
  const Job job{request.is_read ? Job::read : Job::write,
                place,
                request.attempt,
                request.key,
                request.work,
                now_};
  if (!request.is_read) {
    log_is_full() ? refuse(place) : enter(nodes_.front().server, job);
    return;
  }
  // A load balancer sees connections, not what else its servers have to do; with one line a server
  // takes a request when it has nothing to do at all.
  const bool one_line = router_.routing() == Routing::one_queue;
  lengths_.clear();
  for (std::uint32_t node = first_reader(); node < end_of_readers(); ++node) {
    const Server& server = nodes_[node].server;
    lengths_.push_back(one_line ? server.length() : server.connections());
  }
  const std::size_t picked = router_.pick(lengths_, request.session);
  if (picked < lengths_.size()) {
    enter(nodes_[first_reader() + picked].server, job);
  } else if (waiting_.size() < line_limit_) {
    waiting_.push(job);
  } else {
    refuse(place);
  }
}

void ReadReplicas::enter(Server& server, const Job& job) {
  if (server.connections() < line_limit_) {
    server.add(job, now_);
  } else {
    refuse(job.request);
  }
}

void ReadReplicas::refuse(std::uint32_t place) {
  ++tally_.refused;
  attempt_failed(place);
}

void ReadReplicas::attempt_failed(std::uint32_t place) {
  if (!requests_.give_up_attempt(place, now_)) ++tally_.failed;
}

void ReadReplicas::finish(std::uint32_t node) {
  const Job job = nodes_[node].server.finish();
  if (job.kind == Job::apply) {
    ++nodes_[node].applied;
  } else if (job.kind == Job::write) {
    newest_[job.key] = ++nodes_.front().applied;
    shipments_.push({now_ + delay_, 1e6 * exponential(apply_work_, service_rate_)});
  }
  if (job.kind != Job::apply) answer(job, node);
  feed_from_waiting(node);
}

void ReadReplicas::answer(const Job& job, std::uint32_t node) {
  if (!requests_.is_current(job.request, job.attempt)) {
    ++tally_.wasted;
    return;
  }
  const Request& request = requests_[job.request];
  if (request.is_read) {
    ++tally_.reads;
    tally_.stale += nodes_[node].applied < request.needs;
  } else {
    ++tally_.writes;
  }
  const Time took = now_ - request.first_sent_at;
  tally_.microseconds += static_cast<std::uint64_t>(took);
  tally_.latencies.add(simulation::to_milliseconds(took));
  requests_.close(job.request);
}

// A server that has nothing to do takes from the common line, whatever the routing is by now.
void ReadReplicas::feed_from_waiting(std::uint32_t node) {
  if (waiting_.empty() || !reads(node) || nodes_[node].server.length() > 0) return;
  nodes_[node].server.add(waiting_.front(), now_);
  waiting_.pop();
}

void ReadReplicas::feed_all_from_waiting() {
  for (std::uint32_t node = 0; node < nodes(); ++node) feed_from_waiting(node);
}

void ReadReplicas::set_applying(Applying applying) {
  applying_ = applying;
  for (Node& node : nodes_) node.server.set_applying(applying);
}

bool ReadReplicas::log_is_full() const {
  return std::any_of(nodes_.begin(), nodes_.end(),
                     [this](const Node& node) { return node.server.log().size() >= log_limit_; });
}

std::uint32_t ReadReplicas::first_reader() const {
  return readers_ == Readers::replicas && nodes() > 1 ? 1 : 0;
}

std::uint32_t ReadReplicas::end_of_readers() const {
  return readers_ == Readers::leader ? 1 : nodes();
}

}  // namespace distributed::queueing
