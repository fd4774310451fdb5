#pragma once
// The least number of rows that any method could move, to judge by what a method does move.
//
//   least_moves_to_even(std::vector<std::size_t>{20, 20, 20}, 60, 4);   // 15: a shard was added
//   least_moves_to_even(std::vector<std::size_t>{20, 20}, 60, 2);       // 20: the third one left
//   least_moves(sizes_before, sizes_after);         // to any other sizes
//   rows_moved(owners_before, owners_after);        // what did move
//   partition_distance(owners_before, owners_after);
//
// A row need not move if it lies where it may stay, so of a shard that has b rows and is to have a,
// min(a, b) stay: the least is M - sum of min(a, b). With N shards even as can be, one more makes
// it M/(N+1), up to rounding.
//
// The partition distance is the least over all ways to number the shards anew: how far apart two
// divisions of the same rows are. What is above it in rows_moved is due to names alone.
//
// Source of the last: D. Gusfield, "Partition-distance: A problem and class of perfect graphs
// arising in clustering", Information Processing Letters 82(3), 2002: an assignment problem, solved
// here by H. W. Kuhn's Hungarian method in O(shards^3).

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace distributed {

/// How many rows each of `shards` shards has if none has two more than another; the first ones have
/// one more. Throws std::invalid_argument if shards = 0.
std::vector<std::size_t> even_shares(std::size_t rows, std::size_t shards);

/// Rows that must move at least so that shard i, which has before[i] rows, has after[i]; a shard
/// that stands in one list only has none in the other. Throws std::invalid_argument if the sums
/// differ.
std::size_t least_moves(std::span<const std::size_t> before, std::span<const std::size_t> after);

/// Rows that must move at least so that `shards` shards share all `rows` rows evenly. `staying` is
/// how many rows each of the shards that stay has; shards beyond them are new and empty, rows that
/// are in none of them lie on shards that leave. Throws std::invalid_argument if shards = 0, if
/// more than `shards` stay, or if they have more than all rows.
std::size_t least_moves_to_even(std::span<const std::size_t> staying, std::size_t rows,
                                std::size_t shards);

/// How many rows have another owner. Throws std::invalid_argument if the lists differ in length.
std::size_t rows_moved(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after);

/// How many rows must move at least to make the one division of the rows into shards the other, if
/// shards may be numbered at will. Throws as rows_moved.
std::size_t partition_distance(std::span<const std::uint32_t> before,
                               std::span<const std::uint32_t> after);

}  // namespace distributed
