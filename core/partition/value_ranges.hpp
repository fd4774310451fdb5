#pragma once
// Tables that say which node has which key value, where each node has a run of neighbours, as
// HBase, Bigtable and MongoDB keep them: by splitting the fullest run, by merging with a neighbour.
//
//   std::vector<NodeId> owners = even_runs(rows, 4);   // rows[v] have value v; nodes 1 to 4
//   split_fullest(owners, rows, 5);                    // node 5 takes half of the fullest
//   merge_with_neighbour(owners, rows, 5);             // its run goes to a neighbour
//
//   rows 15 15 15 15  ─►  15 15 15 8 7      a split moves M/(2N) of M rows on N even nodes, fewer
//                                           than the M/(N+1) of even nodes, and leaves them uneven
//
// Values that rows share stay whole. Throw std::invalid_argument if the lists differ in length or
// there is no node.

#include <cstddef>
#include <span>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

/// Runs of nodes 1, 2, ..., cut where as many rows lie before the cut as there would be if all
/// were even, or next to that place where a value is not cut apart. A node can come away empty.
std::vector<NodeId> even_runs(std::span<const std::size_t> rows, NodeId nodes);

/// `newcomer` takes the upper part of the run with most rows that can be cut, cut so that the parts
/// are as even as they can be; nothing if no run has rows of two values.
void split_fullest(std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId newcomer);

/// Each run of `leaving` goes to the node next to it that has fewer rows; of equals the one below.
/// Throws also if no other node has a run.
void merge_with_neighbour(std::vector<NodeId>& owners, std::span<const std::size_t> rows,
                          NodeId leaving);

}  // namespace distributed
