#include "quorum/latency_models.hpp"

#include <limits>
#include <string>

#include "text/error.hpp"

namespace distributed {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check(bool allowed, const char* name, double value, const char* rule) {
  if (allowed) return;
  throw_out_of_range("latency model: ", name, " is ", value, ", must be ", rule);
}

}  // namespace

DelayMixture constant_delay(double delay) {
  // A Pareto of infinite shape never leaves its minimum.
  return pareto_delay(delay, infinity);
}

DelayMixture exponential_delay(double mean) {
  DelayMixture delay;
  delay.rate = 1 / mean;
  return validate(delay);
}

DelayMixture pareto_delay(double minimum, double shape) {
  DelayMixture delay;
  delay.pareto_share = 1;
  delay.minimum = minimum;
  delay.shape = shape;
  return validate(delay);
}

LatencyModel lnkd_ssd() {
  const DelayMixture any{0.9122, 0.235, 10, 1.66, 0};
  return {any, any, any, any, 0};
}

LatencyModel lnkd_disk() {
  LatencyModel model = lnkd_ssd();
  model.write = {0.38, 1.05, 1.51, 0.183, 0};
  return model;
}

LatencyModel ymmr() {
  const DelayMixture write{0.939, 3, 3.5, 0.0028, 0};
  const DelayMixture other{0.982, 1.5, 3.8, 0.0217, 0};
  return {write, other, other, other, 0};
}

LatencyModel wan() {
  LatencyModel model = lnkd_disk();
  model.remote_delay = 75;
  return model;
}

LatencyModel latency_model(LatencyProfile profile) {
  constexpr LatencyModel (*models[])() = {lnkd_ssd, lnkd_disk, ymmr, wan};
  return models[static_cast<int>(profile)]();
}

const DelayMixture& validate(const DelayMixture& delay) {
  check(delay.pareto_share >= 0 && delay.pareto_share <= 1, "pareto_share", delay.pareto_share,
        "0 to 1");
  check(delay.minimum >= 0 && delay.minimum < infinity, "minimum", delay.minimum,
        "at least 0 and finite");
  check(delay.shape >= 0.1, "shape", delay.shape, "at least 0.1");
  check(delay.rate > 0 && delay.rate < infinity, "rate", delay.rate, "above 0 and finite");
  check(delay.offset >= 0 && delay.offset < infinity, "offset", delay.offset,
        "at least 0 and finite");
  return delay;
}

const LatencyModel& validate(const LatencyModel& model) {
  for (const DelayMixture* delay :
       {&model.write, &model.acknowledge, &model.read, &model.respond}) {
    validate(*delay);
  }
  check(model.remote_delay >= 0 && model.remote_delay < infinity, "remote_delay",
        model.remote_delay, "at least 0 and finite");
  return model;
}

}  // namespace distributed
