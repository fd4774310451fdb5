#include "lag/apply_queue_law.hpp"

#include <limits>
#include <string>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// mu - lambda, or 0 if the follower cannot keep up.
double spare_rate(const ApplyLoad& load) {
  validate(load);
  return load.apply_rate > load.commit_rate ? load.apply_rate - load.commit_rate : 0.0;
}

}  // namespace

const ApplyLoad& validate(const ApplyLoad& load) {
  if (!(load.commit_rate >= 0 && load.commit_rate < infinity)) {
    throw_out_of_range("apply queue: the commit rate is ", load.commit_rate,
                       ", must be at least 0 and finite");
  }
  if (!(load.apply_rate > 0 && load.apply_rate < infinity)) {
    throw_out_of_range("apply queue: the apply rate is ", load.apply_rate,
                       ", must be above 0 and finite");
  }
  return load;
}

double utilisation(const ApplyLoad& load) {
  validate(load);
  return load.commit_rate / load.apply_rate;
}

double lag_exceeds_probability(const ApplyLoad& load, double seconds) {
  const double spare = spare_rate(load);
  return seconds > 0 ? portable_exp(-spare * seconds) : 1.0;
}

double mean_lag(const ApplyLoad& load) {
  const double spare = spare_rate(load);
  return spare > 0 ? 1 / spare : infinity;
}

double lag_quantile(const ApplyLoad& load, double share) {
  if (!(share >= 0 && share <= 1)) {
    throw_out_of_range("apply queue: the share is ", share, ", must be 0 to 1");
  }
  const double spare = spare_rate(load);
  if (spare == 0 || share == 1) return infinity;
  return -portable_log(1 - share) / spare;
}

double mean_backlog(const ApplyLoad& load) {
  const double spare = spare_rate(load);
  return spare > 0 ? load.commit_rate / spare : infinity;
}

double drain_time(const ApplyLoad& load, double backlog) {
  if (!(backlog >= 0)) {
    throw_out_of_range("apply queue: the backlog is ", backlog, ", must be at least 0");
  }
  const double spare = spare_rate(load);
  return spare > 0 ? backlog / spare : infinity;
}

}  // namespace distributed
