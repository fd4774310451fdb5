#pragma once
// The figures of the Explore drawer as text, for its picture and for QuorumCalculator::explored().

#include <string>

namespace microsims {

/// "97.03 %" of a share from 0 to 1; "> 99.99 %" where rounding would say 100. `decimals`: 1 or 2.
std::string percent(double share, int decimals = 1);

/// "1.03 ms"
std::string milliseconds(double time);

/// "at once", or "12.30 ms after the write"
std::string fresh_from(double t_visibility);

}  // namespace microsims
