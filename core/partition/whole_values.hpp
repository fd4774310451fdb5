#pragma once
// Tables that say which node has which key value, kept even by moving values whole.
//
//   std::vector<NodeId> owners = dealt(rows, 4);     // rows[v] have value v; nodes 1 to 4
//   relieve(owners, rows, 5);                        // node 5 joins and takes its share
//   hand_over(owners, rows, 5, 4);                   // it leaves again
//
// This is what a directory or a list partitioner can do. If every row has a value of its own, as
// few rows move as any method must move (least_moves.hpp), and nodes are even up to one row. A
// value that many rows share stays whole, however full its node is: low cardinality.

#include <cstddef>
#include <span>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

/// The node of each value: in their order, each goes to the node of 1 to `nodes` that has the
/// fewest rows, the first of several. Throws std::invalid_argument if nodes = 0.
std::vector<NodeId> dealt(std::span<const std::size_t> rows, NodeId nodes);

/// The same for values at the end of `rows` that have no owner yet.
void deal_rest(std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId nodes);

/// `newcomer`, the highest number, takes values, each from the node that has most rows, as long as
/// it then has fewer rows than that node had, up to an even share rounded down. Throws
/// std::invalid_argument if the lists differ in length.
void relieve(std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId newcomer);

/// The values of `leaving` go, in their order, each to the node of 1 to `staying` with the fewest
/// rows. Throws as the others.
void hand_over(std::vector<NodeId>& owners, std::span<const std::size_t> rows, NodeId leaving,
               NodeId staying);

}  // namespace distributed
