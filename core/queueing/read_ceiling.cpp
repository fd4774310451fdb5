#include "queueing/read_ceiling.hpp"

#include <algorithm>
#include <limits>

#include "text/error.hpp"

namespace distributed {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check(const ReadScaling& load) {
  const bool fine =
      load.capacity > 0 && load.capacity < infinity && load.read_share >= 0 && load.read_share <= 1;
  if (fine) return;
  throw_out_of_range("read scaling: the capacity is ", load.capacity, " and the share of reads ",
                     load.read_share, ", must be above 0 and 0 to 1");
}

}  // namespace

double read_ceiling(std::uint32_t nodes, double capacity, double writes) {
  if (!(capacity >= 0 && capacity < infinity && writes >= 0 && writes < infinity)) {
    throw_out_of_range("read ceiling: capacity ", capacity, " and writes ", writes,
                       " must be at least 0 and finite");
  }
  return nodes * std::max(0.0, capacity - writes);
}

double request_ceiling(const ReadScaling& load, std::uint32_t replicas) {
  check(load);
  const double reads = load.read_share, writes = 1 - reads;
  // All x requests a second: n (mu - w x) = r x for the readers, w x = mu for the leader.
  const double readers = replicas + (load.leader_reads || replicas == 0 ? 1.0 : 0.0);
  const double bound_by_readers = readers * load.capacity / (reads + readers * writes);
  // Without a read there is nothing for the readers to bear but the writes, as the leader does.
  return writes > 0 ? std::min(bound_by_readers, load.capacity / writes) : bound_by_readers;
}

double speedup(const ReadScaling& load, std::uint32_t replicas) {
  return request_ceiling(load, replicas) / load.capacity;
}

double speedup_limit(const ReadScaling& load) {
  check(load);
  return load.read_share < 1 ? 1 / (1 - load.read_share) : infinity;
}

}  // namespace distributed
