#pragma once
// The figures of the Explore drawer as text, for its picture and for QuorumCalculator::explored().

#include <string>

#include "quorum/wars.hpp"

namespace microsims {

/// "97.03 %" of a share from 0 to 1; "> 99.99 %" where rounding would say 100. `decimals`: 1 or 2.
std::string percent(double share, int decimals = 1);

/// "read 1.03 ms, write 1.04 ms": what the share of reads and writes takes at most.
std::string latencies(const distributed::Wars& wars, double share);

/// "at once", or "12.30 ms after the write"
std::string fresh_from(double t_visibility);

}  // namespace microsims
