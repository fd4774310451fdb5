#pragma once
// A client above a row of nodes that only talk to it: lane 0 and the lanes after it.
//
//        [ client  ]
//         |   |   |
//        (1) (2) (3)
//
//   ClusterPicture cluster;
//   arrange_fan(canvas, cluster, client, row, 4);
//   cluster.stands[1].hue = theme.orange;

#include "stage/draw/cluster.hpp"

namespace microsims {

/// Adds the client, which the view draws itself, and the nodes, numbered from 1, to a picture
/// without stands, with room for captions below them and with the ways of their messages. They glide
/// when their number changes. The picture stays where it is: its ways point into it.
void arrange_fan(const Canvas& canvas, ClusterPicture& cluster, const Box& client, const Box& row,
                 int nodes);

/// Letters and colours of a set of nodes, each as it is lit.
struct NodeSet {
  std::vector<int> nodes;  // counted from 0
  const char* letter;
  Hue hue;
};
/// Lights up the nodes of a fan that are in one of two sets, or in both, with the letters of their
/// sets at their feet, as letters say what colours say. One that is down has no colour.
void mark_sets(const Canvas& canvas, ClusterPicture& cluster, const NodeSet& left,
               const NodeSet& right, const Hue& both);

}  // namespace microsims
