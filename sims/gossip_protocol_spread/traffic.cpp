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

void Traffic::begin_round(const Dissemination& spread, Exchange exchange, Milliseconds at) {
  const auto& contacts = spread.contacts();
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const Contact& contact = contacts[i];
    const auto knew = [&](std::uint32_t node) { return spread.status(node) == Status::spread; };
    const auto [sent, met, answered] = trip_of(i);
    flights_.push_back({.from = contact.from,
                        .to = contact.to,
                        .kind = exchange != Exchange::pull && knew(contact.from) ? news : question,
                        .leaves = at + sent,
                        .arrives = at + met,
                        .ends = at + (contact.lost ? (sent + met) / 2 : met),
                        .round = spread.round(),
                        .contact = i,
                        .asks = exchange != Exchange::push,
                        .peer_knows = knew(contact.to)});
  }
}

void Traffic::ask_in_vain(std::uint32_t from, std::uint32_t down, Milliseconds at) {
  flights_.push_back({.from = from,
                      .to = down,
                      .kind = probe,
                      .leaves = at + probe_leaves,
                      .arrives = at + probe_ends,
                      .ends = at + probe_ends});
}

void Traffic::end(Milliseconds at, Record& record) {
  record.end_all(Delivery::dropped, at * 1000);
  flights_.clear();
}

Milliseconds Traffic::next() const {
  Milliseconds next = never;
  for (const Flight& flight : flights_) {
    next = std::min(next, flight.number ? flight.ends : flight.leaves);
  }
  return next;
}

Milliseconds Traffic::last() const {
  Milliseconds last = 0;
  for (const Flight& flight : flights_) last = std::max(last, flight.ends);
  return last;
}

void Traffic::leave(Flight& flight, Record& record, MessageNumber copy_of) {
  flight.number = record.send({.from = static_cast<int>(flight.from),
                               .to = static_cast<int>(flight.to),
                               .kind = flight.kind,
                               .sent = flight.leaves * 1000,
                               .due = flight.arrives * 1000,
                               .copy_of = copy_of});
}

std::vector<Traffic::Telling> Traffic::pass(Milliseconds at, const Dissemination& spread,
                                            Record& record) {
  std::vector<Telling> late;
  // Answers join at the end of the list meanwhile.
  for (std::size_t i = 0; i < flights_.size(); ++i) {
    if (!flights_[i].number && flights_[i].leaves <= at) leave(flights_[i], record);
    const Flight flight = flights_[i];
    if (!flight.number || flight.ends > at) continue;
    const bool lost = flight.lost() || flight.kind == probe;
    record.end(flight.number, lost ? Delivery::lost : Delivery::arrived, flight.ends * 1000);
    if (lost) continue;
    if (flight.kind == news && !flight.contact) late.push_back({flight.from, flight.to});
    if (!flight.asks) continue;
    const bool knows =
        flight.contact ? flight.peer_knows : spread.status(flight.to) == Status::spread;
    flights_.push_back({.from = flight.to,
                        .to = flight.from,
                        .kind = knows ? news : answer,
                        .leaves = at,
                        .arrives = at + way_back,
                        .ends = at + way_back,
                        .round = flight.round,
                        .contact = flight.contact});
  }
  std::erase_if(flights_,
                [at](const Flight& flight) { return flight.number && flight.ends <= at; });
  return late;
}

const Traffic::Flight* Traffic::find(MessageNumber number) const {
  const auto found = std::find_if(flights_.begin(), flights_.end(), [number](const Flight& flight) {
    return flight.number == number;
  });
  return found != flights_.end() ? &*found : nullptr;
}

std::optional<std::string> Traffic::undisturbable(MessageNumber number, std::uint32_t round) const {
  const Flight* flight = find(number);
  if (!flight) return "This message belongs to a run that is over.";
  if (flight->kind == probe) return "The node that is asked is down: no answer comes in any case.";
  if (flight->lost()) return "The network loses this message in any case.";
  if (flight->contact && flight->round != round) {
    return "The next round has begun with what this message brings.";
  }
  return std::nullopt;
}

std::optional<std::size_t> Traffic::disturb(MessageNumber number, Disturbance disturbance,
                                            Milliseconds at, Record& record) {
  Flight& flight = flights_[static_cast<std::size_t>(find(number) - flights_.data())];
  if (disturbance == Disturbance::duplicate) {
    Flight copy = flight;
    copy.contact.reset();
    copy.leaves = at;
    copy.arrives = copy.ends = flight.ends + copy_comes_after;
    leave(copy, record, number);
    flights_.push_back(copy);
    return std::nullopt;
  }
  // Without its answer that brings nothing a contact is what it was.
  const auto contact = flight.kind == answer ? std::nullopt : flight.contact;
  if (disturbance == Disturbance::drop) {
    record.end(number, Delivery::dropped, at * 1000);
    flights_.erase(flights_.begin() + (&flight - flights_.data()));
  } else {
    flight.contact.reset();
    flight.arrives = flight.ends = flight.ends + delay;
    record.postpone(number, flight.ends * 1000);
  }
  return contact;
}

}  // namespace microsims
