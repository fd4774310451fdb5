#pragma once
// The picture of the gossip: the group, nodes in a loose grid with the messages between them or dots
// where they are many; a key, the counter, and the curve of the informed below.
// The Explore drawer shows one topic at a time, in two panes:
//
//   many runs       how often so many rounds      what push, pull and push-pull cost
//   phi accrual     suspicion with normal         and with exponential intervals
//   anti-entropy    rumors that stop by           and what finds those who missed them
//                   themselves

#include "gossip_protocol_spread/model.hpp"
#include "stage/draw/cluster.hpp"
#include "stage/draw/view.hpp"

namespace microsims {

class GossipProtocolSpreadView : public ViewOf<GossipProtocolSpread> {
 protected:
  void draw(Canvas& canvas, const Box& area, const GossipProtocolSpread& model) override;
  void explore(Canvas& canvas, const Box& area, const GossipProtocolSpread& model) override;

 private:
  void draw_group(Canvas& canvas, const Box& field, const GossipProtocolSpread& model);
  Bow bow(int from, int to);
  float room_along(const Bow& bow, int from, int to) const;

  Box box_;  // of the nodes
  float radius_ = 0;
  bool dots_ = false;  // too small for words
  std::vector<ImVec2> places_;
  std::vector<float> bends_;  // of the way between two nodes, once it was asked for
};

}  // namespace microsims
