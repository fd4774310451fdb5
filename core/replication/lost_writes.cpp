#include "replication/lost_writes.hpp"

#include <limits>

#include "random/distributions.hpp"
#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed::replication {
namespace {

void check(const char* name, double value) {
  if (value >= 0 && value < std::numeric_limits<double>::infinity()) return;
  throw_out_of_range("lost writes: the ", name, " is ", value, ", must be at least 0 and finite");
}

}  // namespace

double expected_lost_writes(double writes_per_second, double lag_seconds) {
  check("rate", writes_per_second);
  check("lag", lag_seconds);
  return writes_per_second * lag_seconds;
}

double none_lost_probability(double writes_per_second, double lag_seconds) {
  return portable_exp(-expected_lost_writes(writes_per_second, lag_seconds));
}

double lost_probability(double writes_per_second, double lag_seconds, std::size_t writes) {
  double probability = none_lost_probability(writes_per_second, lag_seconds);
  for (std::size_t k = 1; k <= writes; ++k) {
    probability *= expected_lost_writes(writes_per_second, lag_seconds) / static_cast<double>(k);
  }
  return probability;
}

std::vector<std::size_t> losses_of_failovers(const SingleLeader& fresh, double writes_per_second,
                                             Time writing, std::size_t failovers,
                                             Generator& chance) {
  check("rate", writes_per_second);
  if (writes_per_second == 0) throw_out_of_range("lost writes: the rate must be above 0");
  std::vector<std::size_t> losses;
  const Time begin = fresh.now();
  for (std::size_t run = 0; run < failovers; ++run) {
    SingleLeader database = fresh;
    const auto gap = [&] { return simulation::seconds(exponential(chance, writes_per_second)); };
    for (Time at = begin + gap(); at < begin + writing; at += gap()) {
      database.advance_to(at);
      database.write(0);
    }
    database.advance_to(begin + writing);
    database.crash(database.leader());
    const auto failover = database.fail_over();
    const std::size_t lost = failover ? failover->lost_confirmed.size() : 0;
    if (losses.size() <= lost) losses.resize(lost + 1);
    ++losses[lost];
  }
  return losses;
}

}  // namespace distributed::replication
