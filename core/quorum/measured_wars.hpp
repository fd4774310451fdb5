#pragma once
// WARS for the published latencies, measured when it is first asked for: trials take milliseconds,
// and who goes to and fro between settings comes by the same ones again and again.
//
//   MeasuredWars measured;
//   measured.of({3, 1, 1}, LatencyProfile::lnkd_disk).t_visibility(0.999);     // 45 ms

#include <vector>

#include "quorum/wars.hpp"

namespace distributed {

class MeasuredWars {
 public:
  /// 50,000 trials, as many as the published figures come from, the same each time. Holds until the
  /// next call. Throws std::out_of_range for an invalid quorum.
  const Wars& of(const Quorum& quorum, LatencyProfile profile);

 private:
  struct Known {
    LatencyProfile profile;
    Wars wars;
  };
  std::vector<Known> known_;  // the last few
};

}  // namespace distributed
