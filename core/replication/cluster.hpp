#pragma once
// What the replicated databases have in common: nodes and a client on a simulated network, and a
// record of every write.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random/generator.hpp"
#include "replication/write_record.hpp"
#include "simulation/cluster.hpp"

namespace distributed::replication {

/// `nodes` nodes, and after them the client. Throws std::invalid_argument unless both losses
/// (probabilities that a message is lost) are 0 to 1.
simulation::Network network_with_client(std::size_t nodes, const simulation::Latency& link,
                                        double loss, const simulation::Latency& client_link,
                                        double client_loss);

template <class Message>
class Cluster : public simulation::Cluster<Message> {
 public:
  using simulation::Cluster<Message>::now;
  using simulation::Cluster<Message>::network;

  /// Database nodes; the client is none of them.
  std::size_t size() const { return client(); }

  /// Where the client stands in a picture of the messages: after the last node.
  NodeId client() const { return static_cast<NodeId>(network().size() - 1); }

  const std::vector<WriteRecord>& writes() const { return writes_; }

 protected:
  Cluster(const simulation::Network& nodes_and_links, Generator chance)
      : simulation::Cluster<Message>(nodes_and_links, chance) {}

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
    return this->up(from) && this->up(to) && network().connected(from, to) &&
           network().connected(to, from);
  }

  std::vector<WriteRecord> writes_;
};

}  // namespace distributed::replication
