#pragma once
// What clients saw over some time.
//
//   tally.throughput();                        // answers a second
//   tally.mean_ms();
//   tally.latencies.quantile(0.99);            // ms
//   tally.stale_share();
//   minute.add(second);                        // two stretches of time as one

#include <cstdint>

#include "quorum/latency_histogram.hpp"
#include "simulation/time.hpp"

namespace distributed::queueing {

using simulation::Time;

struct Tally {
  Time from = 0, until = 0;

  std::uint64_t sent = 0;      ///< requests, each once however often it was tried
  std::uint64_t reads = 0;     ///< answered in time
  std::uint64_t writes = 0;    ///< answered in time
  std::uint64_t stale = 0;     ///< reads among them that missed a write of their key
  std::uint64_t failed = 0;    ///< requests given up after the last attempt
  std::uint64_t attempts = 0;  ///< first ones and repeated ones
  std::uint64_t timeouts = 0;  ///< attempts that were not answered in time
  std::uint64_t refused = 0;   ///< attempts that found the line full
  std::uint64_t wasted = 0;    ///< answers that nobody waited for any more

  std::uint64_t microseconds = 0;    ///< of all answered requests, from the first attempt on
  CoarseLatencyHistogram latencies;  ///< of the same, in ms

  void add(const Tally& later) {
    if (from == until) from = later.from;
    until = later.until;
    sent += later.sent;
    reads += later.reads;
    writes += later.writes;
    stale += later.stale;
    failed += later.failed;
    attempts += later.attempts;
    timeouts += later.timeouts;
    refused += later.refused;
    wasted += later.wasted;
    microseconds += later.microseconds;
    latencies.add(later.latencies);
  }

  std::uint64_t answered() const { return reads + writes; }
  double throughput() const { return per_second(answered()); }
  double read_throughput() const { return per_second(reads); }
  /// 0 if nothing was answered.
  double mean_ms() const {
    return answered() == 0 ? 0 : static_cast<double>(microseconds) / 1e3 / double(answered());
  }
  /// Of the reads; 0 if there were none.
  double stale_share() const { return reads == 0 ? 0 : double(stale) / double(reads); }

 private:
  double per_second(std::uint64_t count) const {
    return until > from ? static_cast<double>(count) / simulation::to_seconds(until - from) : 0;
  }
};

}  // namespace distributed::queueing
