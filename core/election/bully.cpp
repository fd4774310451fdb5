#include "election/bully.hpp"

#include "text/error.hpp"

namespace distributed::election {
namespace {

using Kind = BullyMessage::Kind;

simulation::Network network_of(const BullyOptions& options) {
  if (options.answer_timeout <= 0) {
    throw_invalid_argument("Bully: the answer timeout must be above 0");
  }
  return {options.nodes, options.latency};
}

}  // namespace

BullyMessages bully_messages(const std::vector<bool>& up, NodeId starter) {
  if (starter >= up.size()) throw_out_of_range("bully_messages: there is no such starter");
  if (!up[starter]) throw_invalid_argument("bully_messages: the starter must be up");
  BullyMessages messages;
  std::uint64_t live_above = 0;
  for (std::size_t p = up.size(); p-- > starter;) {
    if (!up[p]) continue;
    if (live_above == 0) messages.coordinator = p;
    messages.election += up.size() - 1 - p;
    messages.answer += live_above;
    ++live_above;
  }
  return messages;
}

std::string_view name_of(BullyMessage::Kind kind) {
  switch (kind) {
    case Kind::election:
      return "election";
    case Kind::answer:
      return "answer";
    case Kind::coordinator:
      break;
  }
  return "coordinator";
}

Bully::Bully(const BullyOptions& options, Generator chance)
    : Cluster(network_of(options), chance), options_(options), nodes_(options.nodes) {}

void Bully::start_election(NodeId node) {
  if (!up(node) || holds_election(node)) return;
  Node& self = nodes_[node];
  act(node, self.process.start(node, size()));
}

void Bully::act(NodeId node, BullyProcess::Next next) {
  Node& self = nodes_[node];
  switch (next) {
    case BullyProcess::Next::nothing:
      break;
    case BullyProcess::Next::ask_above:
      self.coordinator.reset();
      for (NodeId above = node + 1; above < size(); ++above) {
        send(node, above, Kind::election, self.process.round());
      }
      set_timer(node);
      break;
    case BullyProcess::Next::lead:
      lead(node);
      break;
  }
}

void Bully::crash(NodeId node) {
  network().crash(node);
  nodes_[node].process.settle();
  nodes_[node].coordinator.reset();
}

void Bully::restart(NodeId node) {
  if (up(node)) return;
  network().restart(node);
  start_election(node);
}

std::vector<NodeId> Bully::coordinators() const {
  std::vector<NodeId> found;
  for (NodeId node = 0; node < size(); ++node) {
    if (up(node) && coordinator(node) == node) found.push_back(node);
  }
  return found;
}

void Bully::receive(NodeId from, NodeId to, const BullyMessage& message) {
  Node& self = nodes_[to];
  switch (message.kind) {
    case Kind::election: {
      send(to, from, Kind::answer, message.round);
      // Who asks while the news of the coordinator is still on its way will hear it without a new
      // election.
      const bool settled = self.coordinator && now() - self.settled_at <= options_.answer_timeout;
      if (!settled) start_election(to);
      break;
    }
    case Kind::answer:
      if (self.process.answered(message.round)) set_timer(to);
      break;
    case Kind::coordinator:
      self.process.settle();
      self.coordinator = from;
      self.settled_at = now();
      break;
  }
}

void Bully::timer(NodeId node, std::uint64_t token) {
  Node& self = nodes_[node];
  if (token == self.timer_set) act(node, self.process.waited(node, size()));
}

void Bully::lead(NodeId node) {
  Node& self = nodes_[node];
  self.process.settle();
  self.coordinator = node;
  self.settled_at = now();
  for (NodeId below = 0; below < node; ++below) send(node, below, Kind::coordinator);
}

void Bully::send(NodeId from, NodeId to, BullyMessage::Kind kind, std::uint32_t round) {
  switch (kind) {
    case Kind::election:
      ++messages_.election;
      break;
    case Kind::answer:
      ++messages_.answer;
      break;
    case Kind::coordinator:
      ++messages_.coordinator;
      break;
  }
  simulation_.send(from, to, {kind, round});
}

void Bully::set_timer(NodeId node) {
  Node& self = nodes_[node];
  simulation_.set_timer(node, self.process.patience(options_.answer_timeout), ++self.timer_set);
}

}  // namespace distributed::election
