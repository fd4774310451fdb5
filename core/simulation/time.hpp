#pragma once
// Simulated time: whole microseconds since the start of a simulation.
//
//   Time timeout = seconds(10);
//   Time half = milliseconds(0.5);
//   double shown = to_seconds(timeout);     // 10.0
//
// Integers, because sums of them are exact: however finely a simulation is stepped, an event falls
// on the same instant.

#include <cstdint>
#include <limits>

namespace distributed::simulation {

/// Microseconds, both instants (since the start) and durations.
using Time = std::int64_t;

/// An instant that is never reached.
inline constexpr Time never = std::numeric_limits<Time>::max();

/// The longest duration and the last instant that a clock shows (73,000 years): an instant and a
/// duration can always be added.
inline constexpr Time end_of_time = Time{1} << 61;

/// Microseconds to the nearest whole one, at most `end_of_time` either way.
constexpr Time microseconds(double count) {
  if (!(count < static_cast<double>(end_of_time))) return end_of_time;
  if (count < -static_cast<double>(end_of_time)) return -end_of_time;
  return static_cast<Time>(count < 0 ? count - 0.5 : count + 0.5);
}

/// A duration of `count` milliseconds, to the nearest microsecond.
constexpr Time milliseconds(double count) {
  return microseconds(count * 1e3);
}

/// A duration of `count` seconds, to the nearest microsecond.
constexpr Time seconds(double count) {
  return microseconds(count * 1e6);
}

constexpr double to_milliseconds(Time time) {
  return static_cast<double>(time) / 1e3;
}

constexpr double to_seconds(Time time) {
  return static_cast<double>(time) / 1e6;
}

}  // namespace distributed::simulation
