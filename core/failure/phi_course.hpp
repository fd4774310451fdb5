#pragma once
// Phi as time goes by: it falls with each heartbeat, and rises for good when no more come.
//
//   const PhiCourse course = watch(PhiNormal{}, {0.1, 1.2, 2.1}, 0.1, 20);
//   course.silence(8);                       // so long after the last heartbeat phi passes 8
//
//   phi |           /
//     8 |- - - - - /-
//       | /|/|/|/|/
//       +-|-|-|-|--|---- seconds
//                |<>| silence

#include <cstddef>
#include <vector>

namespace distributed::failure {

struct PhiCourse {
  double every;             ///< s, from one sample to the next
  double last_heartbeat;    ///< s
  std::vector<double> phi;  ///< at 0, `every`, 2 `every`, ...

  /// Seconds after the last heartbeat until phi is above the threshold, which rises almost straight
  /// between two samples; those until the last sample if it is not.
  double silence(double threshold) const;
};

/// A detector (failure/phi_accrual.hpp) that gets heartbeats at these instants, in s and in order,
/// of which there is one at least, looked at every so many seconds up to an instant, to the nearest
/// sample.
template <typename Detector>
PhiCourse watch(Detector detector, const std::vector<double>& heartbeats, double every,
                double until) {
  PhiCourse course{every, heartbeats.back(), {}};
  std::size_t next = 0;
  const auto samples = static_cast<std::size_t>(until / every + 1.5);
  for (std::size_t i = 0; i < samples; ++i) {
    const double now = static_cast<double>(i) * every;
    while (next < heartbeats.size() && heartbeats[next] <= now) {
      detector.heartbeat(1000 * heartbeats[next++]);
    }
    course.phi.push_back(detector.phi(1000 * now));
  }
  return course;
}

}  // namespace distributed::failure
