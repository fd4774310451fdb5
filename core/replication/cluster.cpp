#include "replication/cluster.hpp"

namespace distributed::replication {

simulation::Network network_with_client(std::size_t nodes, const simulation::Latency& link,
                                        double loss, const simulation::Latency& client_link,
                                        double client_loss) {
  simulation::Network network(nodes + 1, link, loss);
  const auto client = static_cast<NodeId>(nodes);
  for (NodeId node = 0; node < client; ++node) {
    network.set_latency(node, client, client_link);
    network.set_latency(client, node, client_link);
    network.set_loss(node, client, client_loss);
    network.set_loss(client, node, client_loss);
  }
  return network;
}

std::string_view name_of(Errand errand) {
  static constexpr std::string_view names[] = {"write",        "data", "ack",  "answer",
                                               "anti-entropy", "read", "reply"};
  return names[static_cast<std::size_t>(errand)];
}

bool Database::acked(NodeId node) const {
  return !writes_.empty() && !writes_.back().lost && writes_.back().had(node);
}

std::size_t Database::live() const {
  std::size_t count = 0;
  for (NodeId node = 0; node < size(); ++node) count += up(node);
  return count;
}

std::optional<Figures> Database::figures() const {
  if (writes_.empty()) return std::nullopt;
  std::vector<bool> all_up;
  for (NodeId node = 0; node < size(); ++node) all_up.push_back(up(node));
  return figures_of(writes_.back(), all_up, asked(), now());
}

WriteRecord& Database::begin_write(std::int64_t value) {
  WriteRecord& record = writes_.emplace_back();
  record.number = static_cast<std::uint32_t>(writes_.size());
  record.value = value;
  record.sent_at = now();
  record.had_at.assign(size(), simulation::never);
  return record;
}

void Database::tell_client(std::size_t write) {
  Time& known = writes_[write - 1].acknowledged_at;
  if (known == simulation::never) known = now();
}

bool Database::reachable(NodeId from, NodeId to) const {
  return up(from) && up(to) && network().connected(from, to) && network().connected(to, from);
}

Time Database::way(NodeId from, NodeId to) const {
  return from == to ? 0 : static_cast<Time>(network().latency(from, to).mean());
}

}  // namespace distributed::replication
