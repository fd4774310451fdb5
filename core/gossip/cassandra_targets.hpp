#pragma once
// Whom a Cassandra node gossips with in one of its rounds, once a second.
//
//   CassandraTargets targets = choose_cassandra_targets(chance, {.live = {1, 2}, .seeds = {1}});
//   targets.live;        // one of 1, 2
//   targets.unreachable; // mostly nobody
//
//   always              one of the L live nodes
//   with U/(L + 1)      one of the U unreachable nodes, in case it is back
//   with S/(L + U)      one of the S seeds, if the live one was no seed or there are fewer live
//                       nodes than seeds; for certain if there is no live node at all
//
// Source: Apache Cassandra, org.apache.cassandra.gms.Gossiper, and CASSANDRA-150 for the seeds.

#include <cstdint>
#include <optional>
#include <vector>

#include "random/generator.hpp"

namespace distributed::gossip {

/// What a node believes about the others; it is in none of the lists itself.
struct CassandraView {
  std::vector<std::uint32_t> live{};
  std::vector<std::uint32_t> unreachable{};
  std::vector<std::uint32_t> seeds{};
};

/// The targets of one round, each of them possibly nobody.
struct CassandraTargets {
  std::optional<std::uint32_t> live{};
  std::optional<std::uint32_t> unreachable{};
  std::optional<std::uint32_t> seed{};
};

/// Chooses the targets of one round.
CassandraTargets choose_cassandra_targets(Generator& chance, const CassandraView& view);

}  // namespace distributed::gossip
