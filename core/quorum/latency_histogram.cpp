#include "quorum/latency_histogram.hpp"

#include <algorithm>
#include <string>

#include "text/error.hpp"

namespace distributed {

template <typename Count, int per_octave_bits, int lowest, int highest>
double LogHistogram<Count, per_octave_bits, lowest, highest>::lower_edge(std::size_t bin) {
  const std::int64_t bits = (static_cast<std::int64_t>(bin) + before_first)
                            << (52 - per_octave_bits);
  double edge;
  std::memcpy(&edge, &bits, sizeof edge);
  return edge;
}

template <typename Count, int per_octave_bits, int lowest, int highest>
double LogHistogram<Count, per_octave_bits, lowest, highest>::probability_within(
    double latency) const {
  if (count_ == 0 || !(latency >= 0)) return 0.0;
  const std::size_t last = bin_of(latency);
  double within = static_cast<double>(bins_[0]);
  for (std::size_t bin = 1; bin < last; ++bin) within += static_cast<double>(bins_[bin]);
  if (last > 0) {
    const double left = lower_edge(last), right = lower_edge(last + 1);
    within += std::min((latency - left) / (right - left), 1.0) * static_cast<double>(bins_[last]);
  }
  return within / static_cast<double>(count_);
}

template <typename Count, int per_octave_bits, int lowest, int highest>
double LogHistogram<Count, per_octave_bits, lowest, highest>::quantile(double share) const {
  if (!(share >= 0 && share <= 1)) {
    throw_out_of_range("latency histogram: the share is ", share, ", must be 0 to 1");
  }
  double missing = share * static_cast<double>(count_) - static_cast<double>(bins_[0]);
  double latency = 0;
  for (std::size_t bin = 1; bin < bins_.size() && missing > 0; ++bin) {
    if (bins_[bin] == 0) continue;
    const double inside = static_cast<double>(bins_[bin]);
    const double left = lower_edge(bin);
    latency = left + std::min(missing / inside, 1.0) * (lower_edge(bin + 1) - left);
    missing -= inside;
  }
  return latency;
}

template <typename Count, int per_octave_bits, int lowest, int highest>
void LogHistogram<Count, per_octave_bits, lowest, highest>::add(const LogHistogram& other) {
  count_ += other.count_;
  for (std::size_t bin = 0; bin < bins_.size(); ++bin) bins_[bin] += other.bins_[bin];
}

template <typename Count, int per_octave_bits, int lowest, int highest>
void LogHistogram<Count, per_octave_bits, lowest, highest>::clear() {
  count_ = 0;
  std::fill(bins_.begin(), bins_.end(), Count{0});
}

template class LogHistogram<std::uint64_t, 7, -20, 36>;
template class LogHistogram<std::uint32_t, 4, -10, 24>;

}  // namespace distributed
