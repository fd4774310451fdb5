#include "failure/swim_detection.hpp"

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed::failure {

double expected_detection(double live) {
  if (!(live > 0.0 && live <= 1.0)) {
    throw_invalid_argument("SWIM: the live share must be above 0 and at most 1");
  }
  return 1.0 / (1.0 - portable_exp(-live));
}

double detection_probability(std::uint32_t members) {
  if (members < 2) throw_invalid_argument("SWIM: it takes two members or more");
  const double others = members - 1.0;
  if (members == 2) return 1.0;
  return 1.0 - portable_pow(1.0 - 1.0 / others, others);
}

}  // namespace distributed::failure
