#pragma once
// Directory (lookup) partitioning: a table says where single keys are; a rule answers for the rest.
//
//   Directory cluster{LogicalShards{1024, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}}};
//   cluster.move("celebrity", 2);            // this key alone
//   cluster.owner("celebrity");              // 2
//   cluster.forget("celebrity");             // back to the rule
//
// The rule can be any partitioner. Keys that were moved to a node that leaves go back to the rule.

#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "partition/logical_shards.hpp"
#include "partition/partitioner.hpp"

namespace distributed {

template <Partitioner Rule = LogicalShards>
class Directory {
 public:
  using Entries = std::map<std::string, NodeId, std::less<>>;

  explicit Directory(Rule rule = Rule{}) : rule_(std::move(rule)) {}

  /// Throw as the rule does.
  void join(Node node) { rule_.join(std::move(node)); }
  void leave(NodeId id) {
    rule_.leave(id);
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      entry = entry->second == id ? entries_.erase(entry) : std::next(entry);
    }
  }
  void reweight(NodeId id, double weight) { rule_.reweight(id, weight); }

  /// Throws std::out_of_range if there is no node.
  NodeId owner(std::string_view key) const {
    const auto entry = entries_.find(key);
    return entry != entries_.end() ? entry->second : rule_.owner(key);
  }

  /// Moves one key. Throws std::out_of_range if there is no such node.
  void move(std::string_view key, NodeId to) {
    nodes().at(to);
    entries_.insert_or_assign(std::string(key), to);
  }

  /// Gives a key back to the rule; nothing happens if it is there.
  void forget(std::string_view key) {
    const auto entry = entries_.find(key);
    if (entry != entries_.end()) entries_.erase(entry);
  }

  const Nodes& nodes() const { return rule_.nodes(); }
  const Entries& entries() const { return entries_; }
  const Rule& rule() const { return rule_; }

  /// For moves of whole shards; nodes are to join and leave through the directory.
  Rule& rule() { return rule_; }

 private:
  Rule rule_;
  Entries entries_;
};

}  // namespace distributed
