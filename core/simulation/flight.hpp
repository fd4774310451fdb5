#pragma once
// A message on its way: who sends it to whom, when it arrives, or what it was lost by.
//
//   for (const auto& pulse : simulation.in_flight()) {
//     draw(pulse.kind, pulse.from, pulse.to, pulse.progress(simulation.now()), pulse.lost());
//   }
//   if (simulation.delay(17, seconds(1)) == Disturbance::arrived) { ... }     // too late
//
//        sent_at          delayed        arrives_at         A delayed message goes on from where it
//   from ---o------ fast -----o--- slow ------o---> to      is, more slowly: it never jumps back.

#include <cstdint>

#include "simulation/network.hpp"
#include "simulation/time.hpp"

namespace distributed::simulation {

/// Messages are numbered in the order of sending, from 1, lost ones included; 0 is none.
using MessageId = std::uint64_t;

/// What a message was lost by.
enum class Loss : std::uint8_t {
  none,
  cut,            ///< its link was cut when it was sent, or while it was under way
  chance,         ///< the link loses some
  receiver_down,  ///< nobody was there when it arrived
  dropped,        ///< somebody took it out: Simulation::drop
};

/// What became of the wish to drop, delay or duplicate a message.
enum class Disturbance : std::uint8_t {
  done,
  unknown,  ///< no message has this number
  arrived,  ///< it has arrived already
  lost,     ///< it is lost already, or will not arrive
};

struct Flight {
  MessageId id = 0;
  MessageId copy_of = 0;  ///< the message that was duplicated; 0 if this is none
  NodeId from = 0;
  NodeId to = 0;
  Time sent_at = 0;
  Time arrives_at = 0;  ///< or would, if it is lost
  /// When it became certain that it does not arrive: when its link was cut, when it was dropped, or
  /// when it was sent over a cut link; `arrives_at` if lost by chance; `never` if not lost.
  Time lost_at = never;
  Loss loss = Loss::none;  ///< a link that is mended later does not change it back

  // Where it was when it was delayed last.
  Time slow_since = 0;
  double slow_from = 0;

  /// Whether it will not arrive.
  bool lost() const { return loss != Loss::none; }

  /// How much of the way is done at an instant: 0 at the sender, 1 at the receiver. A lost message
  /// goes on; where it ended is progress(lost_at).
  double progress(Time now) const;

  // What the engine does with it.
  void slow_down(Time now, Time new_arrival);
  void lose(Time now, Loss why) {
    loss = why;
    lost_at = now;
  }
};

/// A message on its way with its kind, an enum of its protocol.
template <typename Kind>
struct Pulse : Flight {
  Kind kind{};
};

}  // namespace distributed::simulation
