#include "lag/lindley.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace distributed {

std::vector<double> lindley_waits(const std::vector<double>& gaps,
                                  const std::vector<double>& services) {
  if (gaps.size() != services.size()) {
    throw std::invalid_argument("lindley_waits: there are " + std::to_string(gaps.size()) +
                                " gaps and " + std::to_string(services.size()) +
                                " services, must be as many");
  }
  std::vector<double> waits(gaps.size());
  for (std::size_t k = 1; k < waits.size(); ++k) {
    waits[k] = std::max(0.0, waits[k - 1] + services[k - 1] - gaps[k]);
  }
  return waits;
}

}  // namespace distributed
