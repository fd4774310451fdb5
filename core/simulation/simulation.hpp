#pragma once
// The discrete-event engine: a clock that jumps from event to event, messages that travel over a
// network, timers.
//
//   struct Ping { };                                            // a protocol's message
//   std::string_view kind_of(const Ping&) { return "ping"; }    // what a picture calls it
//
//   struct Protocol {
//     Simulation<Ping> simulation;
//     void receive(NodeId from, NodeId to, const Ping&) { ... simulation.send(to, from, Ping{}); }
//     void timer(NodeId node, std::uint64_t token) { ... }
//   };
//
//   protocol.simulation.send(0, 1, Ping{});
//   protocol.simulation.advance_to(seconds(1), protocol);       // handles all events up to then
//   protocol.simulation.in_flight();                            // what a picture shows as pulses
//
//         send                    receive
//   from ---o========= message =========o---> to       lost: on a cut link, by chance, or because
//   the
//         sent_at                 arrives_at           receiver is down when it arrives
//
// All state is in values: copy a protocol and both copies go on alike.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "random/generator.hpp"
#include "simulation/event_queue.hpp"
#include "simulation/network.hpp"
#include "simulation/time.hpp"

namespace distributed::simulation {

/// A message on its way, as a picture needs it.
struct Pulse {
  NodeId from = 0;
  NodeId to = 0;
  Time sent_at = 0;
  Time arrives_at = 0;
  std::string_view kind;
  bool lost = false;  ///< will not arrive; a link cut or mended later does not change it back

  /// How much of the way is done at an instant: 0 at the sender, 1 at the receiver.
  double progress(Time now) const {
    if (arrives_at <= sent_at || now >= arrives_at) return 1;
    if (now <= sent_at) return 0;
    return static_cast<double>(now - sent_at) / static_cast<double>(arrives_at - sent_at);
  }
};

template <typename Message>
class Simulation {
 public:
  Simulation(Network network, Generator chance) : network_(std::move(network)), chance_(chance) {}

  Time now() const { return now_; }
  Network& network() { return network_; }
  const Network& network() const { return network_; }
  Generator& chance() { return chance_; }

  /// Messages sent so far, lost ones included.
  std::uint64_t sent() const { return sent_; }

  /// Events handled so far, messages that did not arrive included.
  std::uint64_t handled() const { return handled_; }

  /// Sends a message now; a node that is down sends nothing.
  void send(NodeId from, NodeId to, Message message) {
    if (!network_.up(from)) return;
    ++sent_;
    const bool lost = !network_.connected(from, to) || network_.loses(from, to, chance_);
    const Time delay = network_.delay(from, to, chance_);
    queue_.push(now_ + delay, Event{std::move(message), now_, 0, from, to, network_.cuts(from, to),
                                    lost ? Fate::lost : Fate::travels});
  }

  /// Calls timer(node, token) after `delay` (at once if negative), unless the node crashes before.
  /// A timer cannot be taken back: put a count in the token and ignore the outdated ones.
  void set_timer(NodeId node, Time delay, std::uint64_t token) {
    queue_.push(now_ + (delay > 0 ? delay : 0),
                Event{Message{}, now_, token, node, node, network_.crashes(node), Fate::timer});
  }

  /// When the next event is due; `never` if nothing is under way.
  Time next_event() const { return queue_.next_time(); }

  /// Moves the clock to the next event and handles it; false if there is none.
  template <typename Protocol>
  bool step(Protocol& protocol) {
    if (queue_.empty()) return false;
    now_ = queue_.next_time();
    ++handled_;
    const Event event = queue_.pop();
    if (event.fate == Fate::timer) {
      if (network_.up(event.to) && network_.crashes(event.to) == event.epoch) {
        protocol.timer(event.to, event.token);
      }
    } else if (arrives(event) && network_.up(event.to)) {
      protocol.receive(event.from, event.to, event.message);
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
    if (time > now_) now_ = time;
  }

  /// Every message on its way, in the order of sending.
  std::vector<Pulse> in_flight() const {
    std::vector<Pulse> pulses;
    queue_.for_each([&](Time at, const Event& event) {
      if (event.fate == Fate::timer) return;
      pulses.push_back(
          {event.from, event.to, event.sent_at, at, kind_of(event.message), !arrives(event)});
    });
    return pulses;
  }

  /// Whether no message is on its way.
  bool quiet() const {
    bool found = false;
    queue_.for_each([&](Time, const Event& event) { found |= event.fate != Fate::timer; });
    return !found;
  }

 private:
  enum class Fate : std::uint8_t { travels, lost, timer };

  struct Event {
    Message message;
    Time sent_at;
    std::uint64_t token;
    NodeId from;
    NodeId to;
    std::uint32_t epoch;  // of the link for a message, of the node for a timer
    Fate fate;
  };

  bool arrives(const Event& event) const {
    return event.fate == Fate::travels && network_.cuts(event.from, event.to) == event.epoch;
  }

  Network network_;
  Generator chance_;
  EventQueue<Event> queue_;
  Time now_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t handled_ = 0;
};

}  // namespace distributed::simulation
