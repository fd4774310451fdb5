#include "quorum/client.hpp"

#include <algorithm>
#include <utility>

namespace distributed {
namespace {

using Leg = Trip::Leg;
using simulation::Time;

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

void QuorumClient::run(Time until, Watch* watch) {
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
    if (!trip) return;
    step(*request, *trip, watch);
  }
}

void QuorumClient::step(Request& request, Trip& trip, Watch* watch) {
  const Time at = trip.next();
  if (trip.leg == Leg::waiting) {
    request.confirmed = confirmed_;
    trip.leg = Leg::there;
    if (watch) trip.message = watch->sent(request, trip);
    return;
  }
  Replica& replica = replicas[static_cast<std::size_t>(trip.node)];
  const bool arrives = trip.leg == Leg::back || !replica.down;
  if (watch) watch->ended(trip, arrives, at);
  if (arrives && trip.leg == Leg::there) {
    if (request.is_write) replica.version = std::max(replica.version, request.version);
    trip.version = replica.version;
    trip.leg = Leg::back;
    if (watch) trip.message = watch->sent(request, trip);
    return;
  }
  trip.leg = arrives ? Leg::done : Leg::lost;
  decide(request, at, watch);
}

void QuorumClient::decide(Request& request, Time at, Watch* watch) {
  if (request.succeeded) return;
  request.succeeded = static_cast<int>(request.answered().size()) >= request.needed;
  if (request.succeeded && request.is_write) confirmed_ = std::max(confirmed_, request.version);
  if (request.succeeded && !request.is_write) {
    for (const Trip& trip : request.trips) {
      if (trip.leg == Leg::done) request.version = std::max(request.version, trip.version);
    }
  }
  if (watch && (request.succeeded || !request.travels())) watch->decided(request, at);
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

std::optional<QuorumClient::Place> QuorumClient::place_of(std::uint32_t message) const {
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    for (std::size_t j = 0; j < requests_[i].trips.size(); ++j) {
      const Trip& trip = requests_[i].trips[j];
      const bool under_way = trip.leg == Leg::there || trip.leg == Leg::back;
      if (under_way && trip.message == message) return Place{i, j};
    }
  }
  return std::nullopt;
}

const Trip* QuorumClient::find(std::uint32_t message) const {
  const auto place = place_of(message);
  return place ? &requests_[place->request].trips[place->trip] : nullptr;
}

Trip& QuorumClient::trip_of(std::uint32_t message) {
  const auto place = *place_of(message);
  return requests_[place.request].trips[place.trip];
}

void QuorumClient::drop(std::uint32_t message, Time now, Watch* watch) {
  const auto place = *place_of(message);
  trip_of(message).leg = Leg::lost;
  decide(requests_[place.request], now, watch);
}

void QuorumClient::delay(std::uint32_t message, Time by) {
  hold_up(trip_of(message), by);
}

const Trip& QuorumClient::duplicate(std::uint32_t message, std::uint32_t number, Time by) {
  trip_of(message).twin = true;
  Trip copy = trip_of(message);
  copy.message = number;
  hold_up(copy, by);
  auto& trips = requests_[place_of(message)->request].trips;
  trips.push_back(copy);
  return trips.back();
}

}  // namespace distributed
