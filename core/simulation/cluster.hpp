#pragma once
// What all protocols on the engine have in common: a clock, nodes, links, and messages that can be
// watched, followed and disturbed one by one.
//
//   Raft raft(RaftOptions{}, Generator{42});
//   raft.record(true);
//   raft.advance_to(milliseconds(160));
//   for (const auto& pulse : raft.in_flight()) raft.duplicate(pulse.id);
//   raft.take_trace();                       // simulation/trace.hpp

#include <cstdint>
#include <vector>

#include "simulation/simulation.hpp"

namespace distributed::simulation {

/// The base of a protocol; protocols of one family may have one that says what all of them do.
struct Alone {};

template <typename Message, typename Base = Alone>
class Cluster : public Base {
 public:
  using Kind = typename Simulation<Message>::Kind;

  Time now() const { return simulation_.now(); }

  /// The links, to be cut, mended, slowed down and made lossy. Nodes crash and restart through the
  /// protocol, which has to know of it.
  Network& network() { return simulation_.network(); }
  const Network& network() const { return simulation_.network(); }

  bool up(NodeId node) const { return network().up(node); }

  /// As the engine has them (simulation/simulation.hpp).
  std::vector<Pulse<Kind>> in_flight() const { return simulation_.in_flight(); }
  std::uint64_t messages_sent() const { return simulation_.sent(); }
  Time next_event() const { return simulation_.next_event(); }
  Disturbance drop(MessageId message) { return simulation_.drop(message); }
  Disturbance delay(MessageId message, Time by) { return simulation_.delay(message, by); }
  Disturbance duplicate(MessageId message, Time behind = 0) {
    return simulation_.duplicate(message, behind);
  }
  void record(bool on) { simulation_.record(on); }
  std::vector<TraceEvent<Kind>> take_trace() { return simulation_.take_trace(); }

 protected:
  Cluster(const Network& nodes_and_links, Generator chance)
      : simulation_(nodes_and_links, chance) {}

  Simulation<Message> simulation_;
};

}  // namespace distributed::simulation
