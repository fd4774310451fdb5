#include "gossip_protocol_spread/traffic.hpp"

#include <algorithm>
#include <cmath>

namespace microsims {

using namespace distributed::gossip;

namespace {

constexpr double spread_of_departures = 200;  // ms
constexpr Milliseconds probe_leaves = 50, probe_ends = 500;
constexpr Milliseconds copy_comes_after = 150;  // the original

}  // namespace

Trip trip_of(std::size_t contact) {
  // Multiples of the golden ratio spread evenly, however many there are.
  const double turns = static_cast<double>(contact) * 0.6180339887498949;
  const auto sent =
      static_cast<Milliseconds>(std::round(spread_of_departures * (turns - std::floor(turns))));
  return {sent, sent + way_there, sent + way_there + way_back};
}

std::vector<MessageKind> Traffic::kinds() {
  return {{"news", "News", MarkKind::write},
          {"question", "Question", MarkKind::read},
          {"answer", "Answer without news", MarkKind::act},
          {"probe", "Heartbeat request", MarkKind::mend}};
}

Traffic::Flight& Traffic::add(std::uint32_t from, std::uint32_t to, Kind kind, Milliseconds leaves,
                              Milliseconds arrives) {
  return flights_.emplace_back(Flight{{.from = static_cast<int>(from),
                                       .to = static_cast<int>(to),
                                       .kind = kind,
                                       .sent = 1000 * leaves,
                                       .due = 1000 * arrives},
                                      arrives});
}

void Traffic::begin_round(const Dissemination& spread, Exchange exchange, Milliseconds at) {
  const auto knew = [&](std::uint32_t node) { return spread.status(node) == Status::spread; };
  const auto& contacts = spread.contacts();
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const auto& [from, to, useful, lost, brings, delayed, late] = contacts[i];
    const auto [sent, met, answered] = trip_of(i);
    Flight& flight = add(from, to, exchange != Exchange::pull && knew(from) ? news : question,
                         at + sent, at + met);
    if (lost) flight.ends = at + (sent + met) / 2;
    flight.round = spread.round();
    flight.contact = i;
    flight.asks = exchange != Exchange::push;
    flight.peer_knows = knew(to);
  }
}

void Traffic::ask_in_vain(std::uint32_t from, std::uint32_t down, Milliseconds at) {
  add(from, down, probe, at + probe_leaves, at + probe_ends);
}

void Traffic::end(Milliseconds at, Record& record) {
  record.end_all(Delivery::dropped, at * 1000);
  flights_.clear();
}

Milliseconds Traffic::next() const {
  Milliseconds next = never;
  for (const Flight& flight : flights_) {
    next = std::min(next, flight.message.number ? flight.ends : flight.message.sent / 1000);
  }
  return next;
}

Milliseconds Traffic::last() const {
  Milliseconds last = 0;
  for (const Flight& flight : flights_) last = std::max(last, flight.ends);
  return last;
}

std::vector<Traffic::Telling> Traffic::pass(Milliseconds at, const Dissemination& spread,
                                            Record& record) {
  std::vector<Telling> late;
  // Answers join at the end of the list meanwhile.
  for (std::size_t i = 0; i < flights_.size(); ++i) {
    Message& leaving = flights_[i].message;
    if (!leaving.number && leaving.sent <= 1000 * at) leaving.number = record.send(leaving);
    const Flight flight = flights_[i];
    const Message& message = flight.message;
    if (!message.number || flight.ends > at) continue;
    const bool lost = flight.lost() || message.kind == probe;
    record.end(message.number, lost ? Delivery::lost : Delivery::arrived, 1000 * flight.ends);
    if (lost) continue;
    const auto from = static_cast<std::uint32_t>(message.from);
    const auto to = static_cast<std::uint32_t>(message.to);
    if (message.kind == news && !flight.contact) late.push_back({from, to});
    if (!flight.asks) continue;
    const bool knows = flight.contact ? flight.peer_knows : spread.status(to) == Status::spread;
    Flight& reply = add(to, from, knows ? news : answer, at, at + way_back);
    reply.round = flight.round;
    reply.contact = flight.contact;
  }
  std::erase_if(flights_,
                [at](const Flight& flight) { return flight.message.number && flight.ends <= at; });
  return late;
}

std::size_t Traffic::index_of(MessageNumber number) const {
  std::size_t i = 0;
  while (flights_[i].message.number != number) ++i;
  return i;
}

std::optional<std::string> Traffic::undisturbable(MessageNumber number, std::uint32_t round) const {
  const Flight& flight = flights_[index_of(number)];
  if (flight.message.kind == probe) {
    return "The node that is asked is down: no answer comes in any case.";
  }
  if (flight.lost()) return "The network loses this message in any case.";
  if (flight.contact && flight.round != round) {
    return "The next round has begun with what this message brings.";
  }
  return std::nullopt;
}

std::optional<std::size_t> Traffic::disturb(MessageNumber number, Disturbance disturbance,
                                            Milliseconds at, Record& record) {
  const std::size_t index = index_of(number);
  Flight& flight = flights_[index];
  // Without its answer that brings nothing a contact is what it was.
  const auto contact = flight.message.kind == answer ? std::nullopt : flight.contact;
  if (disturbance == Disturbance::drop) {
    record.end(number, Delivery::dropped, 1000 * at);
    flights_.erase(flights_.begin() + static_cast<std::ptrdiff_t>(index));
    return contact;
  }
  const bool twice = disturbance == Disturbance::duplicate;
  Flight later = flight;
  later.contact.reset();
  later.ends += twice ? copy_comes_after : delay;
  later.message.due = 1000 * later.ends;
  if (!twice) {
    flight = later;
    record.postpone(number, flight.message.due);
    return contact;
  }
  later.message.copy_of = number;
  later.message.sent = 1000 * at;
  later.message.number = 0;
  later.message.number = record.send(later.message);
  flights_.push_back(later);
  return std::nullopt;
}

}  // namespace microsims
