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

}  // namespace distributed::replication
