#pragma once
// The insight of the chapter in words, for the picture of the Explore drawer and for
// ConsistentHashRing::explored().

#include <string>

#include "consistent_hash_ring/model.hpp"

namespace microsims {

/// "The ring moved 2 of 10 keys." and "hash mod N would have moved 8 of 10.", of the last change,
/// which is of_membership().
std::string moved_by_ring(const ConsistentHashRing& model);
std::string moved_by_hash_mod(const ConsistentHashRing& model);

}  // namespace microsims
