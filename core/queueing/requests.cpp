#include "queueing/requests.hpp"

#include "text/error.hpp"

namespace distributed::queueing {

const Retries& validate(const Retries& retries) {
  if (retries.timeout <= 0 || retries.attempts < 1 || retries.pause < 0) {
    throw_invalid_argument("retries: the time-out is ", retries.timeout, ", the attempts ",
                           retries.attempts, " and the pause ", retries.pause,
                           ", must be above 0, at least 1 and at least 0");
  }
  return retries;
}

std::uint32_t Requests::open(const Request& request) {
  auto place = static_cast<std::uint32_t>(requests_.size());
  std::uint32_t attempt = 0;
  if (free_.empty()) {
    requests_.push_back(request);
  } else {
    place = free_.back();
    free_.pop_back();
    attempt = requests_[place].attempt;
    requests_[place] = request;
  }
  requests_[place].attempt = attempt;
  requests_[place].attempts = 0;
  return place;
}

void Requests::attempt(std::uint32_t place, Time now) {
  Request& request = requests_[place];
  ++request.attempt;
  ++request.attempts;
  if (retries_.timeout == simulation::never) return;
  timeouts_.push_by_time({now + retries_.timeout, place, request.attempt});
}

bool Requests::give_up_attempt(std::uint32_t place, Time now) {
  Request& request = requests_[place];
  if (request.attempts >= retries_.attempts) {
    close(place);
    return false;
  }
  ++request.attempt;
  retries_due_.push_by_time({now + retries_.pause, place, request.attempt});
  return true;
}

void Requests::close(std::uint32_t place) {
  ++requests_[place].attempt;  // whatever is still under way for it finds that it is not meant
  free_.push_back(place);
}

Requests::Due Requests::pop(Line<Alarm>& alarms) {
  const Alarm alarm = alarms.front();
  alarms.pop();
  return {alarm.place, is_current(alarm.place, alarm.attempt)};
}

}  // namespace distributed::queueing
