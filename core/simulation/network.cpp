#include "simulation/network.hpp"

#include <string>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::simulation {
namespace {

void require_probability(double loss) {
  if (!(loss >= 0 && loss <= 1)) {
    throw_invalid_argument("Network: the loss must be a probability between 0 and 1");
  }
}

[[noreturn]] void no_such_node(NodeId node, std::size_t size) {
  throw_out_of_range("Network: node ", node, " does not exist; there are ", size,
                     ", numbered from 0");
}

}  // namespace

Network::Network(std::size_t nodes, const Latency& latency, double loss)
    : nodes_(nodes), links_(nodes * nodes, Link{latency, loss}) {
  if (nodes == 0) throw_invalid_argument("Network: there must be at least one node");
  require_probability(loss);
}

void Network::set_latency(NodeId from, NodeId to, const Latency& latency) {
  link(from, to).latency = latency;
}

void Network::set_loss(NodeId from, NodeId to, double loss) {
  require_probability(loss);
  link(from, to).loss = loss;
}

void Network::cut_one_way(NodeId from, NodeId to) {
  Link& way = link(from, to);
  if (way.is_cut) return;
  way.is_cut = true;
  ++way.cuts;
  ++cuts_;
}

void Network::cut(NodeId a, NodeId b) {
  cut_one_way(a, b);
  cut_one_way(b, a);
}

void Network::restore(NodeId a, NodeId b) {
  link(a, b).is_cut = false;
  link(b, a).is_cut = false;
}

void Network::partition(const std::vector<std::vector<NodeId>>& groups, std::size_t among) {
  if (among > size()) throw_out_of_range("Network::partition: there are fewer nodes");
  std::vector<std::size_t> group_of(among, groups.size());
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const NodeId node : groups[group]) {
      if (node >= among) no_such_node(node, among);
      if (group_of[node] != groups.size()) {
        throw_invalid_argument("Network::partition: node ", node, " is named twice");
      }
      group_of[node] = group;
    }
  }
  for (NodeId from = 0; from < among; ++from) {
    for (NodeId to = 0; to < among; ++to) {
      if (group_of[from] == group_of[to]) {
        link(from, to).is_cut = false;
      } else {
        cut_one_way(from, to);
      }
    }
  }
}

void Network::heal() {
  for (Link& way : links_) way.is_cut = false;
}

void Network::crash(NodeId node) {
  if (!up(node)) return;
  nodes_[node].up = false;
  ++nodes_[node].crashes;
}

void Network::restart(NodeId node) {
  if (node >= size()) no_such_node(node, size());
  nodes_[node].up = true;
}

bool Network::loses(NodeId from, NodeId to, Generator& chance) const {
  const double loss = link(from, to).loss;
  return loss > 0 && bernoulli(chance, loss);
}

const Network::Node& Network::at(NodeId node) const {
  if (node >= size()) no_such_node(node, size());
  return nodes_[node];
}

const Network::Link& Network::link(NodeId from, NodeId to) const {
  if (from >= size()) no_such_node(from, size());
  if (to >= size()) no_such_node(to, size());
  return links_[from * size() + to];
}

Network::Link& Network::link(NodeId from, NodeId to) {
  if (from >= size()) no_such_node(from, size());
  if (to >= size()) no_such_node(to, size());
  return links_[from * size() + to];
}

}  // namespace distributed::simulation
