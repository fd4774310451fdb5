#include "quorum/coordinator.hpp"

#include <algorithm>

#include "random/distributions.hpp"

namespace distributed {

using simulation::Time;

Coordinator::Coordinator(int most, const Quorum& quorum, TravelTime travel, Generator chance)
    : QuorumClient(most), quorum_(quorum), travel_(travel), chance_(chance) {}

void Coordinator::change(const Quorum& quorum) {
  quorum_ = quorum;
  refused_ = Outcome::none;
  start_over();
}

std::vector<int> Coordinator::up() const {
  std::vector<int> nodes;
  for (int i = 0; i < quorum_.n; ++i) {
    if (!replicas[static_cast<std::size_t>(i)].down) nodes.push_back(i);
  }
  return nodes;
}

void Coordinator::arrive(Time now) {
  hurry(now);
  run(now);
}

bool Coordinator::enough(int needed, Outcome otherwise) {
  refused_ = live() < needed ? otherwise : Outcome::none;
  return !refused();
}

std::vector<int> Coordinator::some_of(std::vector<int> nodes, int count) {
  shuffle(chance_, nodes);
  nodes.resize(static_cast<std::size_t>(count));
  return nodes;
}

std::vector<Trip> Coordinator::trips(const std::vector<int>& nodes, Time sent) {
  const auto travel = [this] {
    return simulation::seconds(uniform_between(chance_, travel_.least, travel_.most));
  };
  std::vector<Trip> trips;
  for (const int node : nodes) {
    Trip trip{.node = node, .sent = sent};
    trip.arrived = sent + travel();
    trip.answered = trip.arrived + travel();
    trips.push_back(trip);
  }
  return trips;
}

void Coordinator::write(Time now) {
  arrive(now);
  if (!enough(quorum_.w, Outcome::write_refused)) return;
  QuorumClient::write(quorum_.w, trips(some_of(up(), quorum_.w), now));
  run(now);
}

void Coordinator::read(Time now) {
  arrive(now);
  if (!enough(quorum_.r, Outcome::read_refused)) return;
  QuorumClient::read(quorum_.r, trips(some_of(up(), quorum_.r), now));
  run(now);
}

void Coordinator::read_past(Time now, Time pause) {
  arrive(now);
  refused_ = Outcome::none;
  const std::vector<int> written = some_of(up(), quorum_.w);
  std::vector<Trip> there = trips(written, now);
  Time end = now;
  for (const Trip& trip : there) end = std::max(end, trip.answered);
  QuorumClient::write(quorum_.w, std::move(there));
  std::vector<int> others = up();
  others.erase(std::remove_if(
                   others.begin(), others.end(),
                   [&](int node) { return std::count(written.begin(), written.end(), node) > 0; }),
               others.end());
  QuorumClient::read(quorum_.r, trips(some_of(others, quorum_.r), end + pause));
  run(now);
}

Coordinator::Outcome Coordinator::outcome() const {
  if (refused()) return refused_;
  const QuorumClient last = decided();
  const Request* request = last.last_read() ? last.last_read() : last.last_write();
  if (!request) return Outcome::none;
  return request->succeeded  ? Outcome::done
         : request->is_write ? Outcome::write_failed
                             : Outcome::read_failed;
}

std::vector<Coordinator::Member> Coordinator::members() const {
  const QuorumClient last = decided();
  std::vector<Member> members(static_cast<std::size_t>(quorum_.n));
  for (std::size_t i = 0; i < members.size(); ++i) members[i].version = last.replicas[i].version;
  const auto flag = [&](const Request* request, bool Member::*in) {
    if (!request) return;
    for (const int node : request->answered()) members[static_cast<std::size_t>(node)].*in = true;
  };
  flag(last.last_write(), &Member::wrote);
  flag(last.last_read(), &Member::read);
  return members;
}

std::vector<int> Coordinator::overlap() const {
  std::vector<int> both;
  int node = 0;
  for (const Member& member : members()) {
    if (member.overlap()) both.push_back(node);
    ++node;
  }
  return both;
}

}  // namespace distributed
