#include "lag/apply_queue.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "text/error.hpp"

namespace distributed {
namespace {

void check(const char* name, double value) {
  if (value >= 0 && value < std::numeric_limits<double>::infinity()) return;
  throw_out_of_range("apply queue: ", name, " is ", value, ", must be at least 0 and finite");
}

}  // namespace

std::uint64_t ApplyQueue::commit(double work) {
  check("work", work);
  waiting_.push_back({now_, work});
  return committed();
}

std::vector<ApplyQueue::Applied> ApplyQueue::advance(double seconds) {
  check("seconds", seconds);
  const double end = now_ + seconds;
  std::vector<Applied> visible;
  double worked_until = now_;
  while (!waiting_.empty() && speed_ > 0) {
    Waiting& next = waiting_.front();
    const double done_at = worked_until + next.work / speed_;
    if (done_at > end) {
      next.work = std::max(0.0, next.work - (end - worked_until) * speed_);
      break;
    }
    visible.push_back({++applied_, next.committed_at, done_at});
    worked_until = done_at;
    waiting_.pop_front();
  }
  now_ = end;
  return visible;
}

void ApplyQueue::set_speed(double speed) {
  check("speed", speed);
  speed_ = speed;
}

}  // namespace distributed
