#pragma once
// The Explore drawer of Gossip Protocol Spread: one topic at a time, in two panes.
//
//   many runs       how often so many rounds      what push, pull and push-pull cost
//   phi accrual     suspicion with normal         and with exponential intervals
//   anti-entropy    rumors that stop by           and what finds those who missed them
//                   themselves

#include "gossip_protocol_spread/model.hpp"
#include "stage/draw/canvas.hpp"

namespace microsims {

void draw_gossip_exploration(const Canvas& canvas, const Box& area,
                             const GossipProtocolSpread& model);

}  // namespace microsims
