#pragma once
// The group: nodes in a loose grid with the messages between them, or dots where they are many.

#include <vector>

#include "gossip_protocol_spread/model.hpp"
#include "stage/draw/cluster.hpp"

namespace microsims {

class GroupPicture {
 public:
  void draw(Canvas& canvas, const Box& field, const GossipProtocolSpread& model);

  /// Whether the nodes were too small for words.
  bool dots() const { return dots_; }

 private:
  void draw_told(const Canvas& canvas, const ClusterPicture& cluster,
                 const GossipProtocolSpread& model) const;
  void draw_nodes(Canvas& canvas, ClusterPicture& cluster, const GossipProtocolSpread& model,
                  bool with_names) const;
  void draw_dots(const Canvas& canvas, const GossipProtocolSpread& model) const;
  void tell_pointed(const Canvas& canvas, const GossipProtocolSpread& model) const;
  Bow bow(int from, int to);
  float room_along(const Bow& bow, int from, int to) const;

  Box box_;
  float radius_ = 0;
  bool dots_ = false;
  std::vector<ImVec2> places_;
  std::vector<float> bends_;  // of the way between two nodes, once it was asked for
};

}  // namespace microsims
