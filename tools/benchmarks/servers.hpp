#pragma once
// The servers and keys that all Ketama rings are measured with, ours and others'.

#include <string>
#include <string_view>
#include <vector>

#include "partition/ring.hpp"

namespace benchmarks {

/// libmemcached leaves the usual port out of the name that it hashes, so it is not in ours.
inline std::vector<distributed::Node> servers() {
  const double weights[] = {600, 300, 200, 350, 1000, 800, 950, 100};
  std::vector<distributed::Node> nodes;
  for (distributed::NodeId id = 0; id < 8; ++id) {
    nodes.push_back({.id = id, .name = "10.0.1." + std::to_string(id + 1), .weight = weights[id]});
  }
  return nodes;
}

/// 4096 keys of eight to eleven characters.
inline const std::vector<std::string>& keys() {
  static const std::vector<std::string> texts = [] {
    std::vector<std::string> made;
    for (int i = 0; i < 4096; ++i)
      made.push_back("key-" + std::to_string(1000 + i * 7919 % 9999999));
    return made;
  }();
  return texts;
}

inline std::vector<std::string_view> key_views() {
  return {keys().begin(), keys().end()};
}

}  // namespace benchmarks
