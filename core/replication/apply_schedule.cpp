#include "replication/apply_schedule.hpp"

#include <algorithm>

namespace distributed::replication {

void ApplySchedule::append(Time now, Time work) {
  entries_.push_back({work, simulation::never});
  if (!stopped_) schedule(entries_.size() - 1, now);
}

void ApplySchedule::truncate(std::size_t length) {
  if (length < entries_.size()) entries_.resize(length);
}

void ApplySchedule::stop(Time now) {
  for (std::size_t entry = visible(now); entry < entries_.size(); ++entry) {
    entries_[entry].at = simulation::never;
  }
  stopped_ = true;
}

void ApplySchedule::resume(Time now) {
  if (!stopped_) return;
  stopped_ = false;
  for (std::size_t entry = visible(now); entry < entries_.size(); ++entry) schedule(entry, now);
}

std::size_t ApplySchedule::visible(Time now) const {
  const auto later =
      std::upper_bound(entries_.begin(), entries_.end(), now,
                       [](Time instant, const Entry& entry) { return instant < entry.at; });
  return static_cast<std::size_t>(later - entries_.begin());
}

void ApplySchedule::schedule(std::size_t entry, Time from) {
  const Time before = entry > 0 ? entries_[entry - 1].at : from;
  entries_[entry].at = std::max(before, from) + entries_[entry].work;
}

}  // namespace distributed::replication
