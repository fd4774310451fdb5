#pragma once
// The log of an account's balance that each node keeps.
//
//   const BalanceLog common{{1, 600, 0, seconds(1), 1}};
//   BalanceLog a = common, b = common;
//   a.push_back({2, 500, 0, seconds(12), 1});
//   b.push_back({3, 750, 1, seconds(13), 2});
//   merged({&a, &b});                           // 600, 500, 750: what was common, then by the
//   clock

#include <cstdint>
#include <vector>

#include "election/ballot.hpp"
#include "simulation/network.hpp"
#include "simulation/time.hpp"

namespace microsims {

using distributed::simulation::NodeId;
using distributed::simulation::Time;

/// One line of a node's log.
struct BalanceEntry {
  std::uint32_t write = 0;  ///< number of the write; 0 for the resolution of a conflict
  std::int64_t value = 0;   ///< dollars
  NodeId node = 0;          ///< the leader that logged it
  Time written_at = 0;      ///< by that leader
  std::uint32_t epoch = 0;

  friend bool operator==(const BalanceEntry&, const BalanceEntry&) = default;
};

using BalanceLog = std::vector<BalanceEntry>;

/// What a vote depends on.
distributed::election::LogPosition end_of(const BalanceLog& log);

bool holds_write(const BalanceLog& log, std::uint32_t write);

/// How many entries, from the first on, all the logs share; there must be one, not checked.
std::size_t common_length(const std::vector<const BalanceLog*>& logs);

/// What the logs share, then what each has beyond that, every entry once, in the order of the
/// leaders' clocks; of the same instant in the order of the logs.
BalanceLog merged(const std::vector<const BalanceLog*>& logs);

}  // namespace microsims
