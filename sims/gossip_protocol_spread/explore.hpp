#pragma once
// What stands in the Explore drawer: one topic, as two panes side by side, or one below the other.

#include "gossip_protocol_spread/model.hpp"
#include "stage/draw/charts.hpp"

namespace microsims {

inline void draw_explore_charts(Canvas& canvas, const Box& area,
                                const GossipProtocolSpread& model) {
  (void)canvas;
  (void)area;
  (void)model;
}

}  // namespace microsims
