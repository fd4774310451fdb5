#pragma once
// The client above its replicas, the key, and what follows from N, W and R; in the drawer what the
// three numbers cost and what they leave open:
//
//   by counting          in time                by failures
//   stale reads, k       WARS: fresh after t,   availability of reads and
//   versions old         latency percentiles    writes against that of a node

#include "quorum_calculator/model.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

class QuorumCalculatorView : public ViewOf<QuorumCalculator> {
  void draw(Canvas& canvas, const Box& area, const QuorumCalculator& model) override;
  void explore(Canvas& canvas, const Box& area, const QuorumCalculator& model) override;
};

}  // namespace microsims
