#pragma once
// Counts latencies so finely that percentiles of millions of them need only a few kilobytes.
//
//   LatencyHistogram latencies;
//   latencies.add(0.31);
//   latencies.quantile(0.999);               // ms
//   latencies.probability_within(10);        // the share of at most 10 ms
//
// 128 bins for every doubling from 2^-20 ms to 2^36 ms: a bin is less than 0.8 % wide. A bin's
// number is simply the upper bits of the value, which IEEE 754 has in order. Values beyond the ends
// count in the last bin at that end; 0 and less have a bin of their own.
//
// CoarseLatencyHistogram has 16 bins for every doubling from 2^-10 ms (a microsecond) to 2^24 ms
// (nearly five hours), each at most 6 % wide, and takes 2 kilobytes where the other takes 56: for
// a simulation that is copied often, or has one for every second.
//
// Source of the idea: G. Tene, HdrHistogram.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace distributed {

template <typename Count, int per_octave_bits, int lowest_exponent, int highest_exponent>
class LogHistogram {
 public:
  LogHistogram() : bins_(last_bin + 1) {}

  /// Counts one latency in ms; anything below 0 counts as 0.
  void add(double latency) {
    ++count_;
    ++bins_[bin_of(latency)];
  }

  /// Counts all that the other has counted.
  void add(const LogHistogram& other);

  /// Forgets all that was counted.
  void clear();

  std::uint64_t count() const { return count_; }

  /// The share of latencies of at most `latency` ms; 0 if none was counted or latency < 0.
  double probability_within(double latency) const;

  /// The latency in ms that the given share of the counted ones does not exceed, linear within a
  /// bin; 0 if none was counted. Throws std::out_of_range unless 0 <= share <= 1.
  double quantile(double share) const;

 private:
  static constexpr std::int64_t last_bin =
      static_cast<std::int64_t>(highest_exponent - lowest_exponent) << per_octave_bits;
  static constexpr std::int64_t before_first =
      (static_cast<std::int64_t>(lowest_exponent + 1023) << per_octave_bits) - 1;

  // 0 for the latencies that count as 0. The sign bit makes negative ones negative as integers too,
  // so that all of it is done by clamping, without a branch to mispredict.
  static std::size_t bin_of(double latency) {
    std::int64_t bits;
    std::memcpy(&bits, &latency, sizeof bits);
    const std::int64_t bin = (bits >> (52 - per_octave_bits)) - before_first;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(bin, 0, last_bin));
  }

  // The smallest latency of a bin other than 0, in ms.
  static double lower_edge(std::size_t bin);

  std::uint64_t count_ = 0;
  std::vector<Count> bins_;
};

using LatencyHistogram = LogHistogram<std::uint64_t, 7, -20, 36>;
using CoarseLatencyHistogram = LogHistogram<std::uint32_t, 4, -10, 24>;

extern template class LogHistogram<std::uint64_t, 7, -20, 36>;
extern template class LogHistogram<std::uint32_t, 4, -10, 24>;

}  // namespace distributed
