#include "lag/lindley.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed {

std::vector<double> lindley_waits(const std::vector<double>& gaps,
                                  const std::vector<double>& services) {
  if (gaps.size() != services.size()) {
    throw_invalid_argument("lindley_waits: there are ", gaps.size(), " gaps and ", services.size(),
                           " services, must be as many");
  }
  std::vector<double> waits(gaps.size());
  for (std::size_t k = 1; k < waits.size(); ++k) {
    waits[k] = std::max(0.0, waits[k - 1] + services[k - 1] - gaps[k]);
  }
  return waits;
}

double simulated_mean_lag(const ApplyLoad& load, std::size_t writes, Generator& chance) {
  if (!(validate(load).commit_rate > 0)) {
    throw_out_of_range("simulated_mean_lag: nothing is committed");
  }
  std::vector<double> gaps, services;
  double sum = 0;
  for (std::size_t i = 0; i < writes; ++i) {
    gaps.push_back(exponential(chance, load.commit_rate));
    services.push_back(exponential(chance, load.apply_rate));
    sum += services.back();
  }
  for (const double wait : lindley_waits(gaps, services)) sum += wait;
  return sum / static_cast<double>(writes);
}

}  // namespace distributed
