#pragma once
// The messages of a protocol in the record of the run.
//
//   const Translation run{.first = 1, .origin = 1000 * began};
//   follow(record_, run, raft.take_trace(), [](auto node, auto) { return node + 1; });
//   disturb(raft, run.id(message.number), Disturbance::delay, {seconds(2), seconds(0.3)});
//
// A protocol is what has the members of core's simulation/cluster.hpp that follow messages.

#include <vector>

#include "simulation/trace.hpp"
#include "stage/model/model.hpp"
#include "stage/model/record.hpp"

namespace microsims {

/// What numbers and instants of a protocol are in the run. The messages of several protocols can
/// take turns in it.
struct Translation {
  MessageNumber first = 1;  // what message 1 of the protocol is in the run
  MessageNumber step = 1;   // from one to the next
  Microseconds origin = 0;  // when the protocol's clock began
  int slow_motion = 1;      // microseconds of the run for each of the protocol

  MessageNumber number(distributed::simulation::MessageId id) const {
    return first + static_cast<MessageNumber>(id - 1) * step;
  }
  distributed::simulation::MessageId id(MessageNumber number) const {
    return (number - first) / step + 1;
  }
  Microseconds at(distributed::simulation::Time time) const { return origin + time * slow_motion; }
};

/// Notes what has happened to a message; `message` has its lanes and its kind. `refused`: it has
/// arrived in vain.
void note_message(Record& record, const Translation& run, distributed::simulation::Happening what,
                  distributed::simulation::Time at, const distributed::simulation::Flight& flight,
                  Message message, bool refused);

/// Notes what a protocol has traced. lane_of(node, other): the lane of a node whose message goes to
/// or comes from another; refused(pulse): whether one that has arrived was refused.
template <typename Kind, typename LaneOf, typename Refused>
void follow(Record& record, const Translation& run,
            const std::vector<distributed::simulation::TraceEvent<Kind>>& trace, LaneOf lane_of,
            Refused refused) {
  for (const auto& [what, at, pulse] : trace) {
    note_message(record, run, what, at, pulse,
                 {.from = static_cast<int>(lane_of(pulse.from, pulse.to)),
                  .to = static_cast<int>(lane_of(pulse.to, pulse.from)),
                  .kind = static_cast<std::uint8_t>(pulse.kind)},
                 refused(pulse));
  }
}
template <typename Kind, typename LaneOf>
void follow(Record& record, const Translation& run,
            const std::vector<distributed::simulation::TraceEvent<Kind>>& trace, LaneOf lane_of) {
  follow(record, run, trace, lane_of, [](const auto&) { return false; });
}

/// How much later a delayed message arrives, and a duplicate behind its original, on the protocol's
/// clock.
struct Delays {
  distributed::simulation::Time delayed, copied;
};

template <typename Protocol>
void disturb(Protocol& protocol, distributed::simulation::MessageId message,
             Disturbance disturbance, const Delays& by) {
  if (disturbance == Disturbance::drop) protocol.drop(message);
  if (disturbance == Disturbance::delay) protocol.delay(message, by.delayed);
  if (disturbance == Disturbance::duplicate) protocol.duplicate(message, by.copied);
}

}  // namespace microsims
