#include "replication/write_record.hpp"

#include <algorithm>

#include "order/stable_sort.hpp"
#include "quorum/staleness.hpp"
#include "text/error.hpp"

namespace distributed::replication {

double missed_probability(std::size_t nodes, std::size_t copies, std::size_t read_quorum) {
  if (read_quorum < 1 || read_quorum > nodes || copies > nodes) {
    throw_invalid_argument("WriteRecord: a read asks at least 1 and at most all nodes");
  }
  if (copies == 0) return 1;
  return stale_read_probability(
      {static_cast<int>(nodes), static_cast<int>(copies), static_cast<int>(read_quorum)});
}

double missed_share(std::vector<Time> had_at, Time from, Time until, std::size_t read_quorum) {
  // The probability is a staircase that falls whenever a node gets the write.
  stable_sort(had_at);
  double missed = 0;
  Time since = from;
  for (std::size_t copies = 0; copies <= had_at.size() && since < until; ++copies) {
    const Time to = copies < had_at.size() ? std::min(had_at[copies], until) : until;
    const double probability = missed_probability(had_at.size(), copies, read_quorum);
    if (to <= since) continue;
    missed += static_cast<double>(to - since) * probability;
    since = to;
  }
  return until > from ? missed / static_cast<double>(until - from) : 0;
}

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
  return missed_probability(had_at.size(), copies(at), read_quorum);
}

double WriteRecord::stale_reads(double reads_per_second, Time until,
                                std::size_t read_quorum) const {
  if (!(reads_per_second >= 0)) {
    throw_invalid_argument("WriteRecord: the rate of reads must be 0 or more");
  }
  if (acknowledged_at >= until) return 0;
  return missed_share(had_at, acknowledged_at, until, read_quorum) * reads_per_second *
         simulation::to_seconds(until - acknowledged_at);
}

}  // namespace distributed::replication
