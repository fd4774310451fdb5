#pragma once
// What the replicated databases have in common: nodes and a client on a simulated network, and a
// record of every write.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random/generator.hpp"
#include "replication/write_record.hpp"
#include "simulation/simulation.hpp"

namespace distributed::replication {

/// `nodes` nodes, and after them the client. Throws std::invalid_argument unless both losses
/// (probabilities that a message is lost) are 0 to 1.
simulation::Network network_with_client(std::size_t nodes, const simulation::Latency& link,
                                        double loss, const simulation::Latency& client_link,
                                        double client_loss);

template <class Message>
class Cluster {
 public:
  Time now() const { return simulation_.now(); }

  /// Database nodes; the client is none of them.
  std::size_t size() const { return client(); }

  /// Where the client stands in a picture of the messages: after the last node.
  NodeId client() const { return static_cast<NodeId>(simulation_.network().size() - 1); }

  /// The latencies and losses of the links; nodes and links fail through the cluster's functions.
  simulation::Network& network() { return simulation_.network(); }

  bool up(NodeId node) const { return simulation_.network().up(node); }
  const std::vector<WriteRecord>& writes() const { return writes_; }
  std::vector<simulation::Pulse> in_flight() const { return simulation_.in_flight(); }
  std::uint64_t messages_sent() const { return simulation_.sent(); }

 protected:
  Cluster(const simulation::Network& network, Generator chance) : simulation_(network, chance) {}

  /// The record of a write that a client sends now.
  WriteRecord& begin_write(std::int64_t value) {
    WriteRecord& record = writes_.emplace_back();
    record.number = static_cast<std::uint32_t>(writes_.size());
    record.value = value;
    record.sent_at = now();
    record.had_at.assign(size(), simulation::never);
    return record;
  }

  /// Whether both are up, and messages get from each to the other.
  bool reachable(NodeId from, NodeId to) const {
    const simulation::Network& network = simulation_.network();
    return network.up(from) && network.up(to) && network.connected(from, to) &&
           network.connected(to, from);
  }

  simulation::Simulation<Message> simulation_;
  std::vector<WriteRecord> writes_;
};

}  // namespace distributed::replication
