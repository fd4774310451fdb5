#include "replication/lost_writes.hpp"

#include <limits>

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

}  // namespace distributed::replication
