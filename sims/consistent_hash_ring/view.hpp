#pragma once
// The picture of the ring: the ring itself, a histogram below it, a card of signs beside it.

#include "consistent_hash_ring/model.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

class ConsistentHashRingView : public ViewOf<ConsistentHashRing> {
 protected:
  void draw(Canvas& canvas, const Box& area, const ConsistentHashRing& model) override;
  void explore(Canvas& canvas, const Box& area, const ConsistentHashRing& model) override;
};

}  // namespace microsims
