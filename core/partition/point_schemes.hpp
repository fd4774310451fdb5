#pragma once
// How nodes and keys become points on a ring: four schemes for HashRing (ring.hpp).
//
//   scheme            point i of a node            key                    as in
//   PlainPoints       XXH64 of "name#i", upper 32  XXH64, upper 32 bits   this project
//   KetamaPoints      four of MD5 of "name-i/4"    MD5, first 32 bits     libketama
//   EnvoyPoints       XXH64 of "name_i"            XXH64                  Envoy's ring hash
//   CassandraTokens   token of "name-i"            token                  Cassandra
//
// A scheme has a type Point; of_key and of_keys; counts, the number of points of every node; and
// append, which hashes points first ... last - 1 of a node. Points depend on the node's name and i
// alone, so a node that changes its weight keeps the points that it has.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "hash/md5.hpp"
#include "hash/murmur3.hpp"
#include "hash/xxh64.hpp"
#include "partition/nodes.hpp"

namespace distributed {

/// Points that anybody can recompute with a command: xxhsum -H1 of "node-4#17".
struct PlainPoints {
  using Point = std::uint32_t;

  std::uint32_t vnodes = 150;  ///< points of a node of weight 1; others have weight times as many

  Point of_key(std::string_view key) const { return static_cast<Point>(xxh64(key) >> 32); }
  void of_keys(std::span<const std::string_view> keys, std::span<Point> points) const;

  /// The nearest whole number to weight * vnodes, from 1 to 2^31, in the order of `nodes`.
  std::vector<std::uint32_t> counts(const Nodes& nodes) const;
  void append(const Node& node, std::uint32_t first, std::uint32_t last,
              std::vector<Point>& points) const;
};

/// Ketama, to the bit: memcached clients that use it agree on the owner of every key.
/// Source: R. Jones, libketama/ketama.c, 2007.
struct KetamaPoints {
  using Point = std::uint32_t;

  Point of_key(std::string_view key) const { return ketama_hash(key); }
  void of_keys(std::span<const std::string_view> keys, std::span<Point> points) const {
    ketama_hashes(keys, points);
  }

  /// 4 * floor(weight / total * 40 * nodes) in the precision of the original, which decides whether
  /// rounding falls below a whole number: for equal weights 160, but 156 on 61 nodes; 0 for a
  /// weight below a fortieth of the mean.
  std::vector<std::uint32_t> counts(const Nodes& nodes) const;
  void append(const Node& node, std::uint32_t first, std::uint32_t last,
              std::vector<Point>& points) const;
};

/// The ring of Envoy's load balancer "ring hash".
/// Source: Envoy, source/common/upstream/ring_hash_lb.cc.
struct EnvoyPoints {
  using Point = std::uint64_t;

  std::uint64_t minimum_ring_size = 1024;
  std::uint64_t maximum_ring_size = 8 * 1024 * 1024;

  Point of_key(std::string_view key) const { return xxh64(key); }
  void of_keys(std::span<const std::string_view> keys, std::span<Point> points) const;

  /// Shares of a ring that is as large as it takes to give the lightest node a whole number of
  /// points and all together the minimum, but not larger than the maximum. Throws
  /// std::invalid_argument if the minimum is above the maximum.
  std::vector<std::uint32_t> counts(const Nodes& nodes) const;
  void append(const Node& node, std::uint32_t first, std::uint32_t last,
              std::vector<Point>& points) const;
};

/// Tokens on Cassandra's ring. Cassandra draws a node's tokens at random unless they are
/// configured; here they follow from its name, or are given (HashRing::join with points).
struct CassandraTokens {
  using Point = std::uint64_t;

  std::uint32_t num_tokens = 16;  ///< of a node of weight 1, as in cassandra.yaml

  Point of_key(std::string_view key) const { return point(cassandra_token(key)); }
  void of_keys(std::span<const std::string_view> keys, std::span<Point> points) const;

  /// As PlainPoints::counts.
  std::vector<std::uint32_t> counts(const Nodes& nodes) const;
  void append(const Node& node, std::uint32_t first, std::uint32_t last,
              std::vector<Point>& points) const;

  /// Tokens are signed, points are not; both in the same order.
  static Point point(std::int64_t token) { return static_cast<Point>(token) ^ (Point{1} << 63); }
  static std::int64_t token(Point point) {
    return static_cast<std::int64_t>(point ^ (Point{1} << 63));
  }
};

}  // namespace distributed
