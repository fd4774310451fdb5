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

Figures figures_of(const WriteRecord& write, const std::vector<bool>& up, std::size_t read_quorum,
                   Time now) {
  Figures figures;
  // A node that had the write before it stopped counts in what was measured until then.
  std::vector<Time> had_at;
  for (std::size_t node = 0; node < up.size(); ++node) {
    const bool has = !write.lost && write.had_at[node] <= now;
    if (has) had_at.push_back(write.had_at[node]);
    figures.alive += up[node];
    figures.copies += up[node] && has;
  }
  const bool everywhere = figures.copies > 0 && figures.copies == figures.alive;
  const Time last = everywhere ? *std::max_element(had_at.begin(), had_at.end()) : 0;
  if (everywhere) figures.everywhere_ms = simulation::to_milliseconds(last - write.sent_at);
  if (write.latency() == simulation::never) return figures;
  figures.latency_ms = simulation::to_milliseconds(write.latency());
  if (write.lost || figures.alive == 0) return figures;
  const std::size_t nodes = everywhere ? had_at.size() : static_cast<std::size_t>(figures.alive);
  const std::size_t asked = std::min(read_quorum, nodes);
  figures.stale_share =
      everywhere ? missed_share(had_at, write.acknowledged_at, last, asked)
                 : missed_probability(nodes, static_cast<std::size_t>(figures.copies), asked);
  return figures;
}

Figures figures_by_law(const std::vector<Time>& had_after, Time acknowledged_after) {
  WriteRecord write;
  write.acknowledged_at = acknowledged_after;
  write.had_at = had_after;
  return figures_of(write, std::vector<bool>(had_after.size(), true), 1, simulation::never);
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
