#pragma once
// A directory that says where each row is, and a client that remembers what it was told.
//
//   CachedDirectory directory(owners, 1000);       // owners[row]; the client remembers 1000 rows
//   directory.look_up(7);                          // miss: the directory, then the shard
//   directory.look_up(7);                          // hit: the shard at once
//   directory.move(7, 3);                          // the client does not hear of it
//   directory.look_up(7);                          // stale: the old shard refuses first
//   directory.set_up(false);                       // known rows are found, others are not
//
//              miss    client -> directory, client -> shard                          2 requests
//              hit     client -> shard                                               1
//              stale   client -> old shard -> client -> directory, client -> shard   3
//   redirected stale   client -> old shard, which knows where it went -> shard       2
//
// The client forgets the row that it has not looked up for longest (LRU). Shards that redirect, as
// Redis Cluster's do by MOVED, know of every move: even with the directory down a client that
// remembers where a row was gets to where it is.
//
// The law of hits: H. Che, Y. Tung and Z. Wang, "Hierarchical Web Caching Systems: Modeling, Design
// and Experimental Results", IEEE JSAC 20(7), 2002.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

struct Lookup {
  enum Outcome : std::uint8_t { hit, miss, stale, failed };
  Outcome outcome = hit;
  NodeId node = 0;             ///< where the row is; 0 if that could not be found out
  std::uint32_t requests = 0;  ///< one after another, to the directory and to shards
};

struct LookupCounts {
  std::uint64_t hits = 0, misses = 0, stale = 0, failed = 0, requests = 0;

  /// All lookups, those that failed included.
  std::uint64_t lookups() const { return hits + misses + stale + failed; }
};

class CachedDirectory {
 public:
  /// `owners[row]` is the node that has a row; the client remembers up to `capacity` rows.
  explicit CachedDirectory(std::vector<NodeId> owners, std::size_t capacity,
                           bool shards_redirect = false);

  /// The client asks for a row. Throws std::out_of_range if there is none.
  Lookup look_up(std::size_t row);

  /// The row goes to another node; the client learns of it when it asks the old one. Throws
  /// std::out_of_range if there is no such row.
  void move(std::size_t row, NodeId to);

  /// A new row. Returns its number.
  std::size_t add(NodeId owner);

  void set_up(bool up) { up_ = up; }
  void set_redirects(bool shards_redirect) { redirects_ = shards_redirect; }
  bool up() const { return up_; }
  bool redirects() const { return redirects_; }

  std::size_t rows() const { return rows_.size(); }
  std::size_t capacity() const { return capacity_; }
  NodeId owner(std::size_t row) const { return at(row).owner; }

  /// Whether the client remembers a node for the row, and whether it is the wrong one.
  bool remembered(std::size_t row) const { return at(row).remembered; }
  bool out_of_date(std::size_t row) const {
    return at(row).remembered && at(row).believed != at(row).owner;
  }
  /// Whom the client would ask for the row; 0: it does not remember any.
  NodeId believed(std::size_t row) const { return at(row).remembered ? at(row).believed : 0; }
  std::size_t remembered() const { return remembered_; }
  std::size_t out_of_date() const { return out_of_date_; }

  const LookupCounts& counts() const { return counts_; }
  void reset_counts() { counts_ = {}; }

 private:
  struct Row {
    NodeId owner = 0, believed = 0;
    std::uint32_t older = 0, newer = 0;  // neighbours in the order of use
    bool remembered = false;
  };

  const Row& at(std::size_t row) const;
  void remember(std::uint32_t row, NodeId node);
  void forget(std::uint32_t row);
  void link_as_newest(std::uint32_t row);
  void unlink(std::uint32_t row);

  std::vector<Row> rows_;
  std::size_t capacity_;
  bool redirects_;
  bool up_ = true;
  std::size_t remembered_ = 0, out_of_date_ = 0;
  std::uint32_t oldest_ = 0, newest_ = 0;  // while any is remembered
  LookupCounts counts_;
};

/// The share of hits to expect of a client that remembers `capacity` rows, if it asks for each row
/// with the given probability, independently: Che's approximation, sum of p (1 - e^(-p T)) with T
/// such that the sum of 1 - e^(-p T) is the capacity. Good to a percentage point from a few dozen
/// rows on; some 50 passes over all rows. Throws std::invalid_argument if probabilities are
/// negative or all 0.
double lru_hit_share(std::span<const double> probabilities, std::size_t capacity);

}  // namespace distributed
