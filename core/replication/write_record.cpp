#include "replication/write_record.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "text/error.hpp"

namespace distributed::replication {

Time WriteRecord::latency() const {
  return acknowledged_at == simulation::never ? simulation::never : acknowledged_at - sent_at;
}

Time WriteRecord::everywhere_at() const {
  return *std::max_element(had_at.begin(), had_at.end());
}

std::size_t WriteRecord::copies(Time at) const {
  return static_cast<std::size_t>(
      std::count_if(had_at.begin(), had_at.end(), [at](Time had) { return had <= at; }));
}

double WriteRecord::stale_probability(Time at, std::size_t read_quorum) const {
  const std::size_t nodes = had_at.size();
  if (read_quorum < 1 || read_quorum > nodes) {
    throw_invalid_argument("WriteRecord: a read asks at least 1 and at most all nodes");
  }
  const std::size_t missing = nodes - copies(at);
  if (missing < read_quorum) return 0;
  double probability = 1;
  for (std::size_t i = 0; i < read_quorum; ++i) {
    probability *= static_cast<double>(missing - i) / static_cast<double>(nodes - i);
  }
  return probability;
}

double WriteRecord::stale_reads(double reads_per_second, Time until,
                                std::size_t read_quorum) const {
  if (!(reads_per_second >= 0)) {
    throw_invalid_argument("WriteRecord: the rate of reads must be 0 or more");
  }
  // The probability is a staircase that falls whenever a node gets the write.
  std::vector<Time> steps = had_at;
  steps.push_back(until);
  stable_sort(steps);
  double missed = 0;
  Time from = acknowledged_at;
  for (const Time step : steps) {
    const Time to = std::min(step, until);
    if (to <= from) continue;
    missed += simulation::to_seconds(to - from) * stale_probability(from, read_quorum);
    from = to;
  }
  return missed * reads_per_second;
}

}  // namespace distributed::replication
