#pragma once
// Resharding while reads and writes go on: rows are copied, then read at their new place, then
// deleted at the old one.
//
//   OnlineMove move(owners_before, owners_after);
//   move.copy(1000);                        // the next 1000 rows that move are in both places
//   move.readers(row);                      // whom a read asks, one after another, until one has it
//   move.writers(row);                      // whom a write must go to
//   move.delete_old(500);                   // of the rows copied, in the same order
//
//   row     stays      waits        copied          done
//   read    owner      new, old     new             new           a read that waits costs two requests
//   write   owner      old          old and new     new
//
// Readers go by the new placement and ask the old owner if the new one does not have the row. A
// write to a row that has been copied goes to both, until the old copy is deleted, so that one may
// still turn back.
//
// With a share f of the rows moving, x of them copied, and all rows read alike, a read costs
// 1 + f (1 - x) requests on average.
//
// Source: Stripe, "Online migrations at scale", 2017 (dual writing, changing the read paths,
// removing old data).

#include <cstddef>
#include <cstdint>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

class OnlineMove {
 public:
  enum class Place : std::uint8_t { stays, waits, copied, done };

  /// Owners of each row. Throws std::invalid_argument if the lists differ in length.
  OnlineMove(std::vector<NodeId> before, std::vector<NodeId> after);

  /// Copies so many rows more, or as many as there are.
  void copy(std::size_t rows);

  /// Deletes the old copies of so many rows more, or as many as have been copied.
  void delete_old(std::size_t rows);

  /// Throw std::out_of_range if there is no such row.
  Place place(std::size_t row) const;
  std::vector<NodeId> readers(std::size_t row) const;
  std::vector<NodeId> writers(std::size_t row) const;

  std::size_t rows() const { return before_.size(); }
  std::size_t moving() const { return moving_.size(); }
  std::size_t copied() const { return copied_; }
  std::size_t deleted() const { return deleted_; }
  bool finished() const { return deleted_ == moving_.size(); }

  /// How many rows a node holds, copies included.
  std::size_t held(NodeId node) const;

  /// Requests of a read on average, all rows being read alike; 1 without rows.
  double requests_per_read() const;

 private:
  std::vector<NodeId> before_, after_;
  std::vector<std::uint32_t> moving_;  // rows, in the order in which they are copied
  std::vector<std::uint32_t> turn_;    // of each row that moves, its place there
  std::size_t copied_ = 0, deleted_ = 0;
};

/// The same of `rows` rows of which `waiting` are not copied yet.
double requests_per_read(std::size_t rows, std::size_t waiting);

}  // namespace distributed
