#include "quorum/client.hpp"

#include <algorithm>

namespace distributed {
namespace {

using simulation::Happening;
using simulation::MessageId;
using simulation::Time;
using Leg = Trip::Leg;

template <typename Test>
std::vector<int> nodes_of(const std::vector<Trip>& trips, Test is_in) {
  std::vector<int> nodes;
  for (const Trip& trip : trips) {
    if (is_in(trip)) nodes.push_back(trip.node);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

void hold_up(Trip& trip, Time by) {
  if (trip.leg == Leg::there) trip.arrived += by;
  trip.answered += by;
  trip.unhurried = true;
}

}  // namespace

Time Trip::next() const {
  return leg == Leg::waiting ? sent : leg == Leg::there ? arrived : answered;
}

bool Request::travels() const {
  return std::any_of(trips.begin(), trips.end(), [](const Trip& trip) { return trip.travels(); });
}

std::vector<int> Request::asked() const {
  return nodes_of(trips, [](const Trip&) { return true; });
}

std::vector<int> Request::reached() const {
  return nodes_of(trips,
                  [](const Trip& trip) { return trip.leg == Leg::back || trip.leg == Leg::done; });
}

std::vector<int> Request::answered() const {
  return nodes_of(trips, [](const Trip& trip) { return trip.leg == Leg::done; });
}

QuorumClient::QuorumClient(int count) : replicas(static_cast<std::size_t>(count)) {}

void QuorumClient::start_over() {
  requests_.clear();
  latest_ = confirmed_ = 1;
  for (Replica& replica : replicas) replica.version = 1;
}

void QuorumClient::write(int needed, std::vector<Trip> trips) {
  add({.is_write = true, .needed = needed, .version = ++latest_, .trips = std::move(trips)});
}

void QuorumClient::read(int needed, std::vector<Trip> trips) {
  add({.is_write = false, .needed = needed, .trips = std::move(trips)});
}

void QuorumClient::add(Request request) {
  const Request* kept = request.is_write ? nullptr : last_write();
  std::vector<Request> requests;
  for (Request& old : requests_) {
    if (&old == kept || old.travels()) requests.push_back(std::move(old));
  }
  requests.push_back(std::move(request));
  requests_ = std::move(requests);
}

void QuorumClient::run(Time until) {
  while (true) {
    Request* request = nullptr;
    Trip* trip = nullptr;
    for (Request& r : requests_) {
      for (Trip& t : r.trips) {
        if (!t.travels() || t.next() > until || (trip && trip->next() <= t.next())) continue;
        request = &r;
        trip = &t;
      }
    }
    if (!trip) break;
    step(*request, *trip);
  }
  now_ = std::max(now_, until);
}

void QuorumClient::step(Request& request, Trip& trip) {
  const Time at = trip.next();
  if (trip.leg == Leg::waiting) {
    request.confirmed = confirmed_;
    return send(request, trip, Leg::there);
  }
  Replica& replica = replicas[static_cast<std::size_t>(trip.node)];
  const bool arrives = trip.leg == Leg::back || !replica.down;
  note(arrives ? Happening::arrived : Happening::lost, at, request, trip,
       {.loss = arrives ? simulation::Loss::none : simulation::Loss::receiver_down});
  if (arrives && trip.leg == Leg::there) {
    if (request.is_write) replica.version = std::max(replica.version, request.version);
    trip.version = replica.version;
    return send(request, trip, Leg::back);
  }
  trip.leg = arrives ? Leg::done : Leg::lost;
  decide(request, at);
}

void QuorumClient::send(const Request& request, Trip& trip, Leg leg) {
  const Time at = trip.next();
  trip.leg = leg;
  trip.message = ++sent_;
  note(Happening::sent, at, request, trip);
}

void QuorumClient::note(Happening what, Time at, const Request& request, const Trip& trip,
                        simulation::Flight flight) {
  if (!records_) return;
  const bool back = trip.leg == Leg::back;
  const auto node = static_cast<simulation::NodeId>(trip.node),
             client = static_cast<simulation::NodeId>(replicas.size());
  flight.id = trip.message;
  flight.from = back ? node : client;
  flight.to = back ? client : node;
  flight.sent_at = back ? trip.arrived : trip.sent;
  flight.arrives_at = trip.next();
  trace_.push_back({what, at, {flight, static_cast<Kind>((request.is_write ? 0 : 2) + back)}});
}

void QuorumClient::decide(Request& request, Time at) {
  if (request.succeeded) return;
  request.succeeded = static_cast<int>(request.answered().size()) >= request.needed;
  if (request.succeeded && request.is_write) confirmed_ = std::max(confirmed_, request.version);
  if (request.succeeded && !request.is_write) {
    for (const Trip& trip : request.trips) {
      if (trip.leg == Leg::done) request.version = std::max(request.version, trip.version);
    }
  }
  if (records_ && (request.succeeded || !request.travels())) decisions_.push_back({request, at});
}

Time QuorumClient::end() const {
  Time end = 0;
  for (const Request& request : requests_) {
    for (const Trip& trip : request.trips) {
      if (!trip.travels()) continue;
      const bool lost = trip.leg != Leg::back && replicas[static_cast<std::size_t>(trip.node)].down;
      end = std::max(end, lost ? trip.arrived : trip.answered);
    }
  }
  return end;
}

QuorumClient QuorumClient::decided() const {
  QuorumClient copy = *this;
  copy.record(false);
  copy.run(copy.end());
  return copy;
}

void QuorumClient::hurry(Time now) {
  for (Request& request : requests_) {
    for (Trip& trip : request.trips) {
      if (trip.unhurried || !trip.travels()) continue;
      trip.sent = std::min(trip.sent, now);
      trip.arrived = std::min(trip.arrived, now);
      trip.answered = std::min(trip.answered, now);
      if (trip.leg != Leg::waiting) note(Happening::delayed, now, request, trip);
    }
  }
}

const Request* QuorumClient::last_write() const {
  const auto found = std::find_if(requests_.rbegin(), requests_.rend(),
                                  [](const Request& request) { return request.is_write; });
  return found == requests_.rend() ? nullptr : &*found;
}

const Request* QuorumClient::last_read() const {
  return requests_.empty() || requests_.back().is_write ? nullptr : &requests_.back();
}

std::optional<QuorumClient::Place> QuorumClient::place_of(MessageId message) const {
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    for (std::size_t j = 0; j < requests_[i].trips.size(); ++j) {
      const Trip& trip = requests_[i].trips[j];
      const bool under_way = trip.leg == Leg::there || trip.leg == Leg::back;
      if (under_way && trip.message == message) return Place{i, j};
    }
  }
  return std::nullopt;
}

const Trip* QuorumClient::find(MessageId message) const {
  const auto place = place_of(message);
  return place ? &requests_[place->request].trips[place->trip] : nullptr;
}

void QuorumClient::drop(MessageId message) {
  const auto place = *place_of(message);
  Request& request = requests_[place.request];
  Trip& trip = request.trips[place.trip];
  note(Happening::lost, now_, request, trip, {.loss = simulation::Loss::dropped});
  trip.leg = Leg::lost;
  decide(request, now_);
}

void QuorumClient::delay(MessageId message, Time by) {
  const auto place = *place_of(message);
  Request& request = requests_[place.request];
  Trip& trip = request.trips[place.trip];
  hold_up(trip, by);
  note(Happening::delayed, now_, request, trip);
}

void QuorumClient::duplicate(MessageId message, Time behind) {
  const auto place = *place_of(message);
  Request& request = requests_[place.request];
  request.trips[place.trip].twin = true;
  Trip copy = request.trips[place.trip];
  copy.message = ++sent_;
  hold_up(copy, behind);
  note(Happening::duplicated, now_, request, copy, {.copy_of = message});
  request.trips.push_back(copy);
}

}  // namespace distributed
