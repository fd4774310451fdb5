#include "quorum_calculator/requests.hpp"

#include <algorithm>

#include "stage/model/words.hpp"

namespace microsims {
namespace {

using Leg = Trip::Leg;

constexpr Microseconds delay_by_hand = 2'000'000, delay_of_duplicate = 300'000;

// When the next thing happens to a trip that is not over.
Microseconds next_of(const Trip& trip) {
  return trip.leg == Leg::waiting ? trip.sent
         : trip.leg == Leg::there ? trip.arrived
                                  : trip.answered;
}

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

void note(const Request& request, Microseconds at, Record& record) {
  const Milliseconds when = ceil_milliseconds(at);
  const auto answers = request.answered().size();
  const auto asked = counted(static_cast<long long>(request.asked().size()), "node");
  const auto mark = [&](MarkKind kind, const char* id, std::string words) {
    record.mark(when, kind, id, std::move(words), 0);
  };
  if (request.is_write) {
    const bool done = request.succeeded;
    mark(done ? MarkKind::write : MarkKind::lost, done ? "write-acknowledged" : "write-failed",
         phrase({"Write v", request.version,
                 done ? " was acknowledged by " : " failed, acknowledged by ", answers, " of ",
                 asked}));
  } else if (!request.succeeded) {
    mark(MarkKind::lost, "read-failed",
         phrase({"Read failed, answered by ", answers, " of ", asked}));
  } else if (request.stale()) {
    mark(MarkKind::conflict, "stale-read",
         phrase({"Read returned v", request.version, ", stale after v", request.confirmed}));
  } else {
    mark(MarkKind::read, "read-answered", phrase({"Read returned v", request.version, ", fresh"}));
  }
}

}  // namespace

bool Request::travels() const {
  return std::any_of(trips.begin(), trips.end(), [](const Trip& trip) { return trip.travels(); });
}

std::vector<int> Request::asked() const {
  return nodes_of(trips, [](const Trip&) { return true; });
}

std::vector<int> Request::answered() const {
  return nodes_of(trips, [](const Trip& trip) { return trip.leg == Leg::done; });
}

void Requests::start_over(Microseconds now, Record& record) {
  for (const Request& request : requests_) {
    for (const Trip& trip : request.trips) {
      if (trip.travels()) record.end(trip.message, Delivery::lost, now);
    }
  }
  requests_.clear();
  confirmed_ = 1;
  for (Replica& replica : replicas) replica.version = 1;
}

void Requests::hurry(Microseconds now, Record& record) {
  for (Request& request : requests_) {
    for (Trip& trip : request.trips) {
      if (trip.delayed || !trip.travels()) continue;
      trip.sent = std::min(trip.sent, now);
      trip.arrived = std::min(trip.arrived, now);
      trip.answered = std::min(trip.answered, now);
      record.postpone(trip.message, next_of(trip));
    }
  }
  run(now, &record);
}

void Requests::add(Request request) {
  const auto last_write = std::find_if(requests_.rbegin(), requests_.rend(),
                                       [](const Request& r) { return r.is_write; });
  const Request* kept = request.is_write || last_write == requests_.rend() ? nullptr : &*last_write;
  requests_.erase(std::remove_if(requests_.begin(), requests_.end(),
                                 [&](const Request& r) { return &r != kept && !r.travels(); }),
                  requests_.end());
  requests_.push_back(std::move(request));
}

void Requests::run(Microseconds until, Record* record) {
  while (true) {
    Request* request = nullptr;
    Trip* trip = nullptr;
    for (Request& r : requests_) {
      for (Trip& t : r.trips) {
        if (!t.travels() || next_of(t) > until || (trip && next_of(*trip) <= next_of(t))) continue;
        request = &r;
        trip = &t;
      }
    }
    if (!trip) return;
    step(*request, *trip, next_of(*trip), record);
  }
}

void Requests::send(const Request& request, Trip& trip, Record* record) const {
  const bool back = trip.leg == Leg::back;
  if (!record) return;
  Message message;
  message.from = back ? trip.node + 1 : 0;
  message.to = back ? 0 : trip.node + 1;
  message.kind = static_cast<std::uint8_t>((request.is_write ? write : read) + (back ? 1 : 0));
  message.sent = back ? trip.arrived : trip.sent;
  message.due = next_of(trip);
  trip.message = record->send(message);
}

void Requests::step(Request& request, Trip& trip, Microseconds at, Record* record) {
  if (trip.leg == Leg::waiting) {
    request.confirmed = confirmed_;
    trip.leg = Leg::there;
    return send(request, trip, record);
  }
  Replica& replica = replicas[static_cast<std::size_t>(trip.node)];
  const bool arrives = trip.leg == Leg::back || !replica.down;
  if (record) record->end(trip.message, arrives ? Delivery::arrived : Delivery::lost, at);
  if (!arrives) {
    trip.leg = Leg::lost;
  } else if (trip.leg == Leg::there) {
    if (request.is_write) replica.version = std::max(replica.version, request.version);
    trip.version = replica.version;
    trip.leg = Leg::back;
    return send(request, trip, record);
  } else {
    trip.leg = Leg::done;
  }
  decide(request, at, record);
}

void Requests::decide(Request& request, Microseconds at, Record* record) {
  if (request.succeeded) return;
  request.succeeded = static_cast<int>(request.answered().size()) >= request.needed;
  if (request.succeeded && request.is_write) confirmed_ = std::max(confirmed_, request.version);
  if (request.succeeded && !request.is_write) {
    for (const Trip& trip : request.trips) {
      if (trip.leg == Leg::done) request.version = std::max(request.version, trip.version);
    }
  }
  if (record && (request.succeeded || !request.travels())) note(request, at, *record);
}

Microseconds Requests::end() const {
  Microseconds end = 0;
  for (const Request& request : requests_) {
    for (const Trip& trip : request.trips) {
      if (!trip.travels()) continue;
      const bool back =
          trip.leg == Leg::back || !replicas[static_cast<std::size_t>(trip.node)].down;
      end = std::max(end, back ? trip.answered : trip.arrived);
    }
  }
  return end;
}

const Request* Requests::last_write() const {
  const auto found = std::find_if(requests_.rbegin(), requests_.rend(),
                                  [](const Request& request) { return request.is_write; });
  return found == requests_.rend() ? nullptr : &*found;
}

const Request* Requests::last_read() const {
  return requests_.empty() || requests_.back().is_write ? nullptr : &requests_.back();
}

std::optional<Requests::Place> Requests::find(MessageNumber message) const {
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    for (std::size_t j = 0; j < requests_[i].trips.size(); ++j) {
      const Trip& trip = requests_[i].trips[j];
      if (trip.message == message && trip.travels()) return Place{i, j};
    }
  }
  return std::nullopt;
}

std::optional<std::string> Requests::undisturbable(MessageNumber message,
                                                   Disturbance disturbance) const {
  const auto place = find(message);
  if (!place) return phrase({"Message m", message, " is no longer on its way."});
  if (disturbance == Disturbance::duplicate && requests_[place->request].trips[place->trip].twin) {
    return phrase({"Message m", message, " is a duplicate or has one: two of it are enough."});
  }
  return std::nullopt;
}

void Requests::disturb(const Message& message, Disturbance disturbance, Microseconds now,
                       Record& record) {
  const auto place = *find(message.number);
  Request& request = requests_[place.request];
  Trip& trip = request.trips[place.trip];
  const auto postpone = [](Trip& late, Microseconds by) {
    if (late.leg == Leg::there) late.arrived += by;
    late.answered += by;
    late.delayed = true;
  };
  switch (disturbance) {
    case Disturbance::drop:
      trip.leg = Leg::lost;
      record.end(message.number, Delivery::dropped, now);
      return decide(request, now, &record);
    case Disturbance::delay:
      postpone(trip, delay_by_hand);
      return record.postpone(message.number, next_of(trip));
    case Disturbance::duplicate:
      break;
  }
  trip.twin = true;
  Trip copy = trip;
  postpone(copy, delay_of_duplicate);
  Message second = message;
  second.number = 0;
  second.copy_of = message.number;
  second.due = next_of(copy);
  copy.message = record.send(second);
  request.trips.push_back(copy);
}

}  // namespace microsims
