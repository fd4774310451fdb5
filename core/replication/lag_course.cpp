#include "replication/lag_course.hpp"

namespace distributed::replication {

std::vector<double> lag_course(const SingleLeader& cluster, NodeId node, Time from, Time to,
                               int steps) {
  struct Seen {
    Time written, visible;
  };
  std::vector<Seen> writes;
  for (const LogEntry& entry : cluster.log(cluster.leader())) {
    writes.push_back({entry.written_at, cluster.visible_at(node, entry.write)});
  }
  std::vector<double> course;
  std::size_t oldest = 0;
  for (int step = 0; step <= steps; ++step) {
    const Time at = from + (to - from) * step / steps;
    while (oldest < writes.size() && writes[oldest].visible <= at) ++oldest;
    const bool behind = oldest < writes.size() && writes[oldest].written <= at;
    course.push_back(behind ? simulation::to_seconds(at - writes[oldest].written) : 0);
  }
  return course;
}

}  // namespace distributed::replication
