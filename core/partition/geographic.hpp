#pragma once
// Geographic partitioning: the region first, then a partitioner of the region's nodes.
//
//   GeographicPartitioner<> cluster;
//   cluster.join({.id = 1, .name = "fra-1", .region = "eu"});
//   cluster.join({.id = 2, .name = "iad-1", .region = "us"});
//   cluster.owner("eu:alice");                // 1: a key names its region before the colon
//
// A key that names no region, or one without nodes, belongs to whom a partitioner of all nodes
// says. As in a region nothing depends on other regions, a node that joins takes no key from
// another region.

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partition/partitioner.hpp"
#include "partition/ring.hpp"
#include "text/error.hpp"

namespace distributed {

template <Partitioner Inner = Ring>
class GeographicPartitioner {
 public:
  /// `empty` is what a region starts from: a partitioner without nodes. Throws
  /// std::invalid_argument if it has nodes, and as join does.
  explicit GeographicPartitioner(Inner empty = Inner{}, std::vector<Node> nodes = {})
      : empty_(std::move(empty)), everywhere_(empty_) {
    if (!empty_.nodes().empty()) {
      throw_invalid_argument("regions must start from a partitioner without nodes");
    }
    for (Node& node : nodes) join(std::move(node));
  }

  /// Throws std::invalid_argument if the node has no region or one with a colon, and as Inner does.
  void join(Node node) {
    if (node.region.empty() || node.region.find(separator) != std::string::npos) {
      throw_invalid_argument("a node needs a region, whose name has no colon");
    }
    everywhere_.join(node);
    regions_.try_emplace(node.region, empty_).first->second.join(node);
  }

  /// Throw as Inner does.
  void leave(NodeId id) {
    const auto region = regions_.find(nodes().at(id).region);
    everywhere_.leave(id);
    region->second.leave(id);
    if (region->second.nodes().empty()) regions_.erase(region);
  }
  void reweight(NodeId id, double weight) {
    const auto region = regions_.find(nodes().at(id).region);
    everywhere_.reweight(id, weight);
    region->second.reweight(id, weight);
  }

  /// Throws std::out_of_range if there is no node.
  NodeId owner(std::string_view key) const {
    const auto region = regions_.find(region_of(key));
    return region != regions_.end() ? region->second.owner(key) : everywhere_.owner(key);
  }

  /// What stands before the first colon of a key; nothing if there is none.
  static std::string_view region_of(std::string_view key) {
    const std::size_t end = key.find(separator);
    return end == std::string_view::npos ? std::string_view{} : key.substr(0, end);
  }

  const Nodes& nodes() const { return everywhere_.nodes(); }

  /// The partitioner of each region that has nodes.
  const std::map<std::string, Inner, std::less<>>& regions() const { return regions_; }

 private:
  static constexpr char separator = ':';

  Inner empty_;
  Inner everywhere_;
  std::map<std::string, Inner, std::less<>> regions_;
};

}  // namespace distributed
