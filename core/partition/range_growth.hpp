#pragma once
// How a range-partitioned table takes in a node and lets one go, as HBase, Bigtable and MongoDB do:
// by splitting a range in the middle of its rows, by merging a range with a neighbour.
//
//   join_by_split(cluster, keys, {.id = 5, .name = "e"});   // takes half of the fullest node
//   leave_by_merge(cluster, keys, 5);                       // its ranges go to their neighbours
//
//   rows 15 15 15 15  ─►  15 15 15 8 7      a split moves M/(2N) of M rows on N even nodes, fewer
//                                           than the M/(N+1) of even nodes, and leaves them uneven
//
// `keys` are those of all rows, ascending.

#include <span>
#include <string>

#include "partition/range.hpp"

namespace distributed {

/// The node takes the upper half of the fullest range that can be cut; if there is none, since all
/// rows of each range have the same key, it joins without a range. Throws as join does.
void join_by_split(RangePartitioner& cluster, std::span<const std::string> keys, Node node);

/// Each of the node's ranges becomes one with the neighbour that has fewer rows. Throws
/// std::out_of_range if there is no such node, std::invalid_argument if no other has a range.
void leave_by_merge(RangePartitioner& cluster, std::span<const std::string> keys, NodeId id);

}  // namespace distributed
