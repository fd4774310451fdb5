#pragma once
// What the replicated databases have in common: nodes and a client on a simulated network, a record
// of every write, and what it costs, measured and by law.
//
//   for (Database* database : {&single_leader, &multi_leader, &leaderless}) {
//     database->advance_to(seconds(1));
//     database->figures()->latency_ms;       // what the client of the last write waited
//   }

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
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

/// What a message is for: data goes from node to node.
enum class Errand : std::uint8_t { write, data, ack, answer, anti_entropy, read, reply };

/// "write", "data", "ack", "answer", "anti-entropy", "read" or "reply".
std::string_view name_of(Errand errand);

/// Any of them, as those see it who do not ask which.
class Database {
 public:
  virtual ~Database() = default;

  // As simulation/cluster.hpp tells them.
  virtual Time now() const = 0;
  virtual simulation::Network& network() = 0;
  virtual const simulation::Network& network() const = 0;
  virtual bool up(NodeId node) const = 0;
  virtual Time next_event() const = 0;
  virtual std::vector<simulation::Pulse<Errand>> in_flight() const = 0;
  virtual std::uint64_t messages_sent() const = 0;
  virtual simulation::Disturbance drop(simulation::MessageId message) = 0;
  virtual simulation::Disturbance delay(simulation::MessageId message, Time by) = 0;
  virtual simulation::Disturbance duplicate(simulation::MessageId message, Time behind) = 0;
  virtual void record(bool on) = 0;
  virtual std::vector<simulation::TraceEvent<Errand>> take_trace() = 0;

  virtual void advance_to(Time time) = 0;
  virtual void crash(NodeId node) = 0;
  virtual void restart(NodeId node) = 0;

  /// Database nodes; the client is none of them.
  std::size_t size() const { return client(); }

  /// Where the client stands in a picture of the messages: after the last node.
  NodeId client() const { return static_cast<NodeId>(network().size() - 1); }

  virtual Role role(NodeId node) const = 0;

  /// The number of the latest write that the node has; 0 for none.
  virtual std::uint32_t version(NodeId node) const = 0;

  /// What a reader of the node is told; 0 before the first write.
  virtual std::int64_t value(NodeId node) const = 0;

  /// Whether nothing is left to do: no message is under way, and no node that can be reached is
  /// behind. Timers may still be set, but they change nothing.
  virtual bool settled() const = 0;

  const std::vector<WriteRecord>& writes() const { return writes_; }

  /// Whether the node has the last write and says so to who sent it.
  virtual bool acked(NodeId node) const;

  /// Nodes that are up.
  std::size_t live() const;

  /// Of the last write; none before the first.
  std::optional<Figures> figures() const;

 protected:
  /// The record of a write that a client sends now.
  WriteRecord& begin_write(std::int64_t value);

  /// Notes that the client knows now that a write is done, unless it did.
  void tell_client(std::size_t write);

  /// Whether both are up, and messages get from each to the other.
  bool reachable(NodeId from, NodeId to) const;

  /// The mean time from one to the other; none to itself.
  Time way(NodeId from, NodeId to) const;

  /// How many nodes a read asks.
  virtual std::size_t asked() const { return 1; }

  std::vector<WriteRecord> writes_;
};

template <class Message>
using Cluster = simulation::Cluster<Message, Database>;

}  // namespace distributed::replication
