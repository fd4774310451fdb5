#include "gossip_protocol_spread/view.hpp"

namespace microsims {

extern const Sim gossip_protocol_spread;
const Sim gossip_protocol_spread = sim_of<GossipProtocolSpread, GossipProtocolSpreadView>({
    .id = "gossip-protocol-spread",
    .title = "Gossip Protocol Spread",
    .height = 660,
    .explore_height = 350,
    .step = 0.25,
    .explore_height_narrow = 600,
});

}  // namespace microsims
