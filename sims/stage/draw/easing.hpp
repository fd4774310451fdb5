#pragma once
// How things move: a share of the time that has passed (0 to 1) becomes a share of the way.

#include <algorithm>

namespace microsims {

/// Starts and ends gently.
constexpr float ease_in_out(float t) {
  t = std::clamp(t, 0.f, 1.f);
  return t * t * (3 - 2 * t);
}

/// Starts at once and ends gently.
constexpr float ease_out(float t) {
  t = std::clamp(t, 0.f, 1.f);
  return 1 - (1 - t) * (1 - t) * (1 - t);
}

/// The share of [begin, end] that lies before `now`, 0 to 1.
constexpr float share_of(double now, double begin, double end) {
  if (now <= begin) return 0;
  if (now >= end) return 1;
  return static_cast<float>((now - begin) / (end - begin));
}

}  // namespace microsims
