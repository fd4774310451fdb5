#include "quorum_calculator/explored.hpp"

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "quorum_calculator/model.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

std::string milliseconds(double time) {
  return phrase({number_text(time, time < 100 ? 2 : 0), "\u00a0ms"});
}

}  // namespace

std::string percent(double share, int decimals) {
  // Rounding must not turn "almost always" into "always".
  if (share < 1 && share > 1 - 0.5 / 100 * (decimals == 1 ? 0.1 : 0.01)) {
    return decimals == 1 ? "> 99.9\u00a0%" : "> 99.99\u00a0%";
  }
  return percent_text(share, decimals);
}

std::string latencies(const distributed::Wars& wars, double share) {
  return phrase({"read ", milliseconds(wars.read_latency(share)), ", write ",
                 milliseconds(wars.write_latency(share))});
}

std::string fresh_from(double t_visibility) {
  return t_visibility > 0 ? phrase({milliseconds(t_visibility), " after the write"}) : "at once";
}

std::string QuorumCalculator::explored() const {
  const double stale = distributed::stale_read_probability(quorum_), up = node_availability_;
  const distributed::Wars& wars = this->wars();
  return phrase(
      {"By counting, a read misses the last write with probability ", percent(stale, 2),
       ". As time passes, 99.9\u00a0% of reads are fresh ", fresh_from(wars.t_visibility(0.999)),
       ". 99.9th percentile: ", latencies(wars, 0.999), "; median: ", latencies(wars, 0.5),
       ". With each node up ", percent(up), " of the time, writes succeed ",
       percent(distributed::write_availability(quorum_, up), 2), ", reads succeed ",
       percent(distributed::read_availability(quorum_, up), 2), "."});
}

}  // namespace microsims
