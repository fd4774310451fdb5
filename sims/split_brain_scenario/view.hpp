#pragma once
// The picture of the split brain, from the top: the clients' writes, the nodes on both sides of the
// cut, a strip that says how things stand, and the logs of the two nodes that take the writes.

#include <array>

#include "split_brain_scenario/model.hpp"
#include "stage/draw/cluster.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

class SplitBrainView : public ViewOf<SplitBrainScenario> {
 public:
  /// Where everything stands in a frame.
  struct Places {
    Box clients, graph, strip, logs;
    std::array<ImVec2, most_nodes> nodes;
    std::array<ImVec2, 2> mouths;  // where the clients' messages leave
    std::array<bool, most_nodes> beside;
    float radius = 0, middle = 0;
    bool narrow = false, crowded = false;
  };

 protected:
  void draw(Canvas& canvas, const Box& area, const SplitBrainScenario& model) override;
  void explore(Canvas& canvas, const Box& area, const SplitBrainScenario& model) override;
};

}  // namespace microsims
