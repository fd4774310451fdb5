#pragma once
// The numbers along an axis.

namespace microsims {

/// The distance of ticks: 1, 2 or 5 times a power of ten, for about `wanted` of them.
float tick_step(float span, int wanted);

/// The next of 1, 2 and 5 times a power of ten that is not below the value.
double nice_ceil(double value);

}  // namespace microsims
