#include "replication/remedies.hpp"

#include <algorithm>
#include <limits>

#include "hash/mix.hpp"
#include "random/distributions.hpp"
#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed::replication {

void Session::wrote(std::uint32_t write, Time now) {
  written_ = std::max(written_, write);
  wrote_at_ = now;
}

void Session::saw(std::uint32_t write) {
  read_ = std::max(read_, write);
}

Session::Plan Session::next_read(NodeId leader, std::span<const NodeId> candidates,
                                 Generator& chance, Time now) const {
  if (candidates.empty()) throw_invalid_argument("session: there is no node to read from");
  const auto count = static_cast<std::uint32_t>(candidates.size());
  switch (remedy_) {
    case Remedy::leader:
      return {leader, 0};
    case Remedy::leader_after_write:
      if (now - wrote_at_ < window_) return {leader, 0};
      break;
    case Remedy::wait_for_position:
      return {candidates[uniform_below(chance, count)], newest()};
    case Remedy::one_replica:
      return {candidates[mix_64(number_ + std::uint64_t{1}) % count], 0};
    case Remedy::none:
      break;
  }
  return {candidates[uniform_below(chance, count)], 0};
}

double leader_read_share(double writes_per_second, double window_seconds) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (!(writes_per_second >= 0 && writes_per_second < infinity && window_seconds >= 0 &&
        window_seconds < infinity)) {
    throw_out_of_range("session: ", writes_per_second, " writes a second and ", window_seconds,
                       " s must be at least 0 and finite");
  }
  return 1 - portable_exp(-writes_per_second * window_seconds);
}

double position_wait_probability(const ApplyLoad& load, double seconds) {
  return lag_exceeds_probability(load, seconds);
}

double mean_position_wait(const ApplyLoad& load, double seconds) {
  return lag_exceeds_probability(load, seconds) * mean_lag(load);
}

}  // namespace distributed::replication
