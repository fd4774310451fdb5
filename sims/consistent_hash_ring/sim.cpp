#include "consistent_hash_ring/view.hpp"

namespace microsims {

extern const Sim consistent_hash_ring;
const Sim consistent_hash_ring = sim_of<ConsistentHashRing, ConsistentHashRingView>({
    .id = "consistent-hash-ring",
    .title = "Consistent Hash Ring",
    .height = 680,
    .explore_height = 740,
    .step = 0.5,
});

}  // namespace microsims
