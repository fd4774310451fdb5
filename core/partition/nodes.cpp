#include "partition/nodes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "order/stable_sort.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

void check_weight(double weight) {
  if (!(weight > 0) || !std::isfinite(weight)) {
    throw_invalid_argument("the weight of a node must be a positive, finite number");
  }
}

void check(const Node& node) {
  if (node.name.empty()) throw_invalid_argument("a node needs a name");
  check_weight(node.weight);
}

[[noreturn]] void fail_taken(const Node& node) {
  throw_invalid_argument("there is a node with the id ", node.id, " or the name '", node.name,
                         "' already");
}

}  // namespace

Nodes::Nodes(std::vector<Node> nodes) : nodes_(std::move(nodes)) {
  stable_sort(nodes_, [](const Node& left, const Node& right) { return left.id < right.id; });
  const std::vector<std::size_t> by_name =
      sorted_places(nodes_.size(), [this](std::size_t left, std::size_t right) {
        return nodes_[left].name < nodes_[right].name;
      });
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    check(nodes_[i]);
    if (i == 0) continue;
    if (nodes_[i].id == nodes_[i - 1].id) fail_taken(nodes_[i]);
    const Node &one = nodes_[by_name[i - 1]], &next = nodes_[by_name[i]];
    if (one.name == next.name) fail_taken(next);
  }
}

void Nodes::add(Node node) {
  check(node);
  for (const Node& other : nodes_) {
    if (other.id == node.id || other.name == node.name) fail_taken(node);
  }
  nodes_.push_back(std::move(node));
  for (auto place = nodes_.end() - 1; place != nodes_.begin() && place[-1].id > place->id;
       --place) {
    std::swap(place[-1], *place);
  }
}

void Nodes::remove(NodeId id) {
  nodes_.erase(nodes_.begin() + static_cast<long>(index(id)));
}

void Nodes::set_weight(NodeId id, double weight) {
  const std::size_t place = index(id);
  check_weight(weight);
  nodes_[place].weight = weight;
}

std::size_t Nodes::index(NodeId id) const {
  const auto found = find(id);
  if (found == nodes_.end() || found->id != id) {
    throw_out_of_range("there is no node with the id ", id);
  }
  return static_cast<std::size_t>(found - nodes_.begin());
}

bool Nodes::contains(NodeId id) const {
  const auto found = find(id);
  return found != nodes_.end() && found->id == id;
}

double Nodes::total_weight() const {
  double total = 0;
  for (const Node& node : nodes_) total += node.weight;
  return total;
}

std::vector<Node>::const_iterator Nodes::find(NodeId id) const {
  return std::lower_bound(nodes_.begin(), nodes_.end(), id,
                          [](const Node& node, NodeId wanted) { return node.id < wanted; });
}

}  // namespace distributed
