#pragma once
// The discrete-event engine: a clock that jumps from event to event, messages that travel over a
// network, timers.
//
//   struct Ping {                                      // a protocol's message
//     enum class Kind : std::uint8_t { ping, pong };   // what a picture tells apart
//     Kind kind = Kind::ping;
//   };
//
//   struct Protocol {
//     Simulation<Ping> simulation;
//     void receive(NodeId from, NodeId to, const Ping& message) {
//       if (message.kind == Ping::Kind::ping) simulation.send(to, from, {Ping::Kind::pong});
//     }
//     void timer(NodeId node, std::uint64_t token) {}
//   };
//
//   Protocol protocol{{Network(2, Latency::constant(milliseconds(10))), Generator{42}}};
//   protocol.simulation.send(0, 1, Ping{});                    // message 1
//   protocol.simulation.in_flight();                           // what a picture shows as pulses
//   protocol.simulation.duplicate(1);                          // message 2 is a copy of it
//   protocol.simulation.advance_to(seconds(1), protocol);      // handles all events up to then
//
//         send                    receive
//   from ---o========= message =========o---> to       lost: on a cut link, by chance, because the
//         sent_at                 arrives_at           receiver is down, or dropped on purpose
//
// Messages can be followed (simulation/trace.hpp). All state is in values: copy a protocol and both
// copies go on alike.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "random/generator.hpp"
#include "simulation/event_queue.hpp"
#include "simulation/flight.hpp"
#include "simulation/network.hpp"
#include "simulation/time.hpp"
#include "simulation/trace.hpp"

namespace distributed::simulation {

template <typename Message>
class Simulation {
 public:
  using Kind = typename Message::Kind;

  Simulation(Network network, Generator chance) : network_(std::move(network)), chance_(chance) {}

  Time now() const { return now_; }
  Network& network() { return network_; }
  const Network& network() const { return network_; }
  Generator& chance() { return chance_; }

  /// Messages sent so far, lost ones and duplicates included: the number of the last one.
  std::uint64_t sent() const { return sent_; }

  /// Events handled so far, messages that did not arrive included.
  std::uint64_t handled() const { return handled_; }

  /// Sends a message now; a node that is down sends nothing.
  void send(NodeId from, NodeId to, Message message) {
    if (!network_.up(from)) return;
    notice_cuts();
    Flight flight;
    flight.id = ++sent_;
    flight.from = from;
    flight.to = to;
    flight.sent_at = now_;
    if (!network_.connected(from, to)) {
      flight.loss = Loss::cut;
      flight.lost_at = now_;
    } else if (network_.loses(from, to, chance_)) {
      flight.loss = Loss::chance;
    }
    flight.arrives_at = now_ + network_.delay(from, to, chance_);
    if (flight.loss == Loss::chance) flight.lost_at = flight.arrives_at;
    Event event{std::move(message), flight, 0, network_.cuts(from, to)};
    note(What::sent, event);
    if (flight.loss == Loss::cut) tell_lost(event);
    queue_.push(flight.arrives_at, std::move(event));
  }

  /// Calls timer(node, token) after `delay` (at once if negative), unless the node crashes before.
  /// A timer cannot be taken back: put a count in the token and ignore the outdated ones.
  void set_timer(NodeId node, Time delay, std::uint64_t token) {
    Flight flight;
    flight.to = node;
    queue_.push(now_ + (delay > 0 ? delay : 0),
                Event{Message{}, flight, token, network_.crashes(node)});
  }

  /// When the next event is due; `never` if nothing is under way.
  Time next_event() const { return queue_.next_time(); }

  /// Moves the clock to the next event and handles it; false if there is none.
  template <typename Protocol>
  bool step(Protocol& protocol) {
    if (queue_.empty()) return false;
    notice_cuts();
    now_ = queue_.next_time();
    ++handled_;
    Event event = queue_.pop();
    Flight& flight = event.flight;
    if (event.is_timer()) {
      if (network_.up(flight.to) && network_.crashes(flight.to) == event.epoch) {
        protocol.timer(flight.to, event.token);
      }
    } else if (flight.loss == Loss::none && network_.up(flight.to)) {
      note(What::arrived, event);
      protocol.receive(flight.from, flight.to, event.message);
    } else if (flight.loss == Loss::none) {
      lose(event, Loss::receiver_down);
    } else if (flight.loss == Loss::chance) {
      tell_lost(event);
    }
    return true;
  }

  /// Handles every event up to and including `time` and sets the clock there. An instant that has
  /// passed changes nothing; the clock stops at `end_of_time`.
  template <typename Protocol>
  void advance_to(Time time, Protocol& protocol) {
    if (time > end_of_time) time = end_of_time;
    while (queue_.next_time() <= time && step(protocol)) {
    }
    if (time <= now_) return;
    notice_cuts();
    now_ = time;
  }

  /// Every message on its way, in the order of sending; a lost one until it would have arrived.
  std::vector<Pulse<Kind>> in_flight() const {
    std::vector<Pulse<Kind>> pulses;
    queue_.for_each([&](Time, const Event& event) {
      if (event.is_timer()) return;
      pulses.push_back({event.flight, event.message.kind});
      if (cut_off(event)) pulses.back().lose(now_, Loss::cut);
    });
    return pulses;
  }

  /// Whether no message is on its way.
  bool quiet() const {
    bool found = false;
    queue_.for_each([&](Time, const Event& event) { found |= !event.is_timer(); });
    return !found;
  }

  // Faults on a single message under way. They draw nothing from the generator.

  /// Loses the message now.
  Disturbance drop(MessageId message) {
    const auto [event, found] = find(message);
    if (event) lose(*event, Loss::dropped);
    return found;
  }

  /// Lets the message arrive `by` later than it would; not earlier if `by` is negative.
  Disturbance delay(MessageId message, Time by) {
    const auto [event, found] = find(message);
    if (!event) return found;
    Flight& flight = event->flight;
    flight.slow_down(now_, later(flight.arrives_at, by));
    queue_.move(event, flight.arrives_at);
    note(What::delayed, *event);
    return found;
  }

  /// Sends the message a second time along the same way: the copy, message number sent(), arrives
  /// `behind` after the original (not before it if negative).
  Disturbance duplicate(MessageId message, Time behind = 0) {
    const auto [event, found] = find(message);
    if (!event) return found;
    Event copy = *event;
    Flight& flight = copy.flight;
    flight.id = ++sent_;
    flight.copy_of = message;
    if (behind > 0) flight.slow_down(now_, later(flight.arrives_at, behind));
    note(What::duplicated, copy);
    queue_.push(flight.arrives_at, std::move(copy));
    return found;
  }

  /// Begins or ends noting what happens to messages; ending keeps what was noted.
  void record(bool on) {
    notice_cuts();
    records_ = on;
  }

  /// What was noted since it was taken last, in order of time.
  std::vector<TraceEvent<Kind>> take_trace() {
    notice_cuts();
    return std::exchange(trace_, {});
  }

 private:
  using What = typename TraceEvent<Kind>::What;

  struct Event {
    Message message;
    Flight flight;  // of a timer: only to whom
    std::uint64_t token;
    std::uint32_t epoch;  // of the link for a message, of the node for a timer

    bool is_timer() const { return flight.id == 0; }
  };

  struct Found {
    Event* event;
    Disturbance disturbance;
  };

  static Time later(Time at, Time by) { return by > 0 ? std::min(at, never - by) + by : at; }

  void note(What what, const Event& event) {
    if (records_) trace_.push_back({what, now_, {event.flight, event.message.kind}});
  }

  void lose(Event& event, Loss loss) {
    event.flight.lose(now_, loss);
    tell_lost(event);
  }

  void tell_lost(const Event& event) {
    lost_.add(event.flight.id);
    note(What::lost, event);
  }

  // Whether the link was cut while the message travels, and nobody has noticed yet.
  bool cut_off(const Event& event) const {
    const Flight& flight = event.flight;
    return !flight.lost() && network_.cuts(flight.from, flight.to) != event.epoch;
  }

  // The owner cuts links whenever it likes: found out before the clock moves on, so that a loss is
  // told at the instant of the cut.
  void notice_cuts() {
    if (cuts_seen_ == network_.cuts()) return;
    cuts_seen_ = network_.cuts();
    queue_.change_each([&](Event& event) {
      if (!event.is_timer() && cut_off(event)) lose(event, Loss::cut);
    });
  }

  Found find(MessageId message) {
    notice_cuts();
    if (message == 0 || message > sent_) return {nullptr, Disturbance::unknown};
    if (lost_.contains(message)) return {nullptr, Disturbance::lost};
    Event* const event =
        queue_.find([&](const Event& waiting) { return waiting.flight.id == message; });
    if (!event) return {nullptr, Disturbance::arrived};
    if (event->flight.lost()) return {nullptr, Disturbance::lost};
    return {event, Disturbance::done};
  }

  Network network_;
  Generator chance_;
  EventQueue<Event> queue_;
  LostMessages lost_;
  std::vector<TraceEvent<Kind>> trace_;
  Time now_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t handled_ = 0;
  std::uint64_t cuts_seen_ = 0;
  bool records_ = false;
};

}  // namespace distributed::simulation
