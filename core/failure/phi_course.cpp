#include "failure/phi_course.hpp"

namespace distributed::failure {

double PhiCourse::silence(double threshold) const {
  for (std::size_t i = 1; i < phi.size(); ++i) {
    const double now = static_cast<double>(i) * every;
    if (now <= last_heartbeat || phi[i] <= threshold) continue;
    const double before = now - every > last_heartbeat ? phi[i - 1] : 0;
    const double share = before < threshold ? (threshold - before) / (phi[i] - before) : 0;
    return now - every * (1 - share) - last_heartbeat;
  }
  return static_cast<double>(phi.size() - 1) * every - last_heartbeat;
}

}  // namespace distributed::failure
