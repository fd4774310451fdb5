#include "lag/lindley.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

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

}  // namespace distributed
