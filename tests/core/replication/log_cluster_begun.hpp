#pragma once
// A cluster with a log at its beginning, with a rule of promotion.

#include <cstddef>

#include "replication/log_cluster.hpp"

namespace distributed::replication {

inline LogCluster cluster(Promotion promotion, std::size_t nodes = 3) {
  LogClusterOptions options;
  options.promotion = promotion;
  options.nodes = nodes;
  return {options, Generator{1}};
}

}  // namespace distributed::replication
