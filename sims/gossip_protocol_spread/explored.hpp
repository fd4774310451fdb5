#pragma once
// The figures of the Explore drawer as text, for its picture and for
// GossipProtocolSpread::explored().

#include <string>

#include "gossip_protocol_spread/model.hpp"

namespace microsims {

/// Doerr and Künnemann's bounds are about one kind of gossip only.
bool has_band(const GossipProtocolSpread& model);

/// How many rounds it takes until all know: in many runs, by the exact law, by the bounds; as far
/// as each is known.
std::string rounds_in_words(const GossipProtocolSpread& model);

}  // namespace microsims
