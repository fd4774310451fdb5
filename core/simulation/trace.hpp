#pragma once
// What happened to the messages, in order of time: what a space-time diagram is drawn from.
//
//   simulation.record(true);                              // off at first
//   simulation.advance_to(seconds(1), protocol);
//   for (const auto& event : simulation.take_trace()) {   // and the trace is empty again
//     if (event.what == Happening::lost) mark(event.message.id, event.message.loss);
//   }
//
// Each message begins with `sent` (or `duplicated`) and ends with `arrived` or `lost`; `delayed`
// may come between, as often as somebody delays it.
//
// A loss is told when it is certain: at the sending if the link is cut then, at the cut or the drop
// if that comes while the message is under way, else (by chance, receiver down) at the arrival.
// Only chance knows before: such a message has Loss::chance from its sending on.

#include <cstdint>
#include <vector>

#include "simulation/flight.hpp"

namespace distributed::simulation {

/// What happens to a message.
enum class Happening : std::uint8_t { sent, duplicated, delayed, arrived, lost };

template <typename Kind>
struct TraceEvent {
  using What = Happening;
  What what = What::sent;
  Time at = 0;
  Pulse<Kind> message;  ///< as it was right after the event: `delayed` tells the new arrival
};

/// Which of the messages so far were lost: one bit each.
class LostMessages {
 public:
  void add(MessageId message);
  bool contains(MessageId message) const;

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace distributed::simulation
