#include <string>

#include "golden.hpp"
#include "partition/bounded_loads.hpp"
#include "partition/directory.hpp"
#include "partition/geographic.hpp"
#include "partition/hash_mod.hpp"
#include "partition/jump.hpp"
#include "partition/maglev.hpp"
#include "partition/range.hpp"
#include "partition/rendezvous.hpp"
#include "partition/ring.hpp"

using namespace distributed;

namespace {

std::vector<Node> eight_nodes(bool weighted) {
  std::vector<Node> nodes;
  for (NodeId id = 0; id < 8; ++id) {
    nodes.push_back({.id = id, .name = "node-" + std::to_string(id)});
    if (weighted) nodes.back().weight = 1 + id % 3;
    nodes.back().region = id % 2 == 0 ? "eu" : "us";
  }
  return nodes;
}

// Owners of 5000 keys, keys of each node, and how many keys each change moves.
template <typename Cluster>
void life(const char* name, Cluster cluster) {
  golden::Digest owners;
  std::vector<std::uint64_t> shares(10, 0);
  std::vector<NodeId> before;
  const auto look = [&] {
    std::uint64_t moved = 0;
    std::vector<NodeId> now;
    for (int key = 0; key < 5000; ++key) {
      now.push_back(cluster.owner("key-" + std::to_string(key)));
      owners.add(now.back());
      if (!before.empty()) moved += now.back() != before[static_cast<std::size_t>(key)];
    }
    before = now;
    return moved;
  };
  look();
  for (const NodeId owner : before) ++shares.at(owner);
  std::vector<std::uint64_t> line = shares;
  cluster.join({.id = 9, .name = "node-9", .weight = 2, .region = "eu"});
  line.push_back(look());
  cluster.leave(3);
  line.push_back(look());
  cluster.reweight(5, 1);
  line.push_back(look());
  golden::print((std::string("partition/") + name).c_str(), line);
  golden::print_hex((std::string("partition/") + name + "/owners").c_str(), {owners.value()});
}

}  // namespace

void golden::partition() {
  life("mod", HashModPartitioner{eight_nodes(true)});
  life("jump", JumpPartitioner{eight_nodes(true)});
  life("rendezvous", RendezvousPartitioner{eight_nodes(true)});
  life("rendezvous-equal", RendezvousPartitioner{eight_nodes(false)});
  std::vector<std::string> splits;
  for (char letter = '1'; letter <= '9'; ++letter) splits.push_back(std::string("key-") + letter);
  life("range", RangePartitioner{splits, eight_nodes(true)});
  life("shards", LogicalShards{256, eight_nodes(true)});
  Directory<> directory{LogicalShards{64, eight_nodes(false)}};
  directory.move("key-17", 3);
  life("directory", directory);
  life("geographic", GeographicPartitioner<>{Ring{{.vnodes = 50}}, eight_nodes(true)});
  std::vector<std::string> keys;
  for (int key = 0; key < 3000; ++key) keys.push_back("key-" + std::to_string(key));
  BoundedLoads<> bounded{Ring{{.vnodes = 2}, eight_nodes(true)}};
  bounded.add(keys);
  life("bounded-loads", bounded);
  life("maglev", MaglevPartitioner{eight_nodes(true)});
  life("ring", Ring{{.vnodes = 150}, eight_nodes(true)});
  life("ring-one", Ring{{.vnodes = 1}, eight_nodes(false)});
  life("ketama", KetamaRing{{}, eight_nodes(true)});
  life("envoy", EnvoyRing{{}, eight_nodes(true)});
  life("cassandra", CassandraRing{{}, eight_nodes(true)});

  const Ring ring{{.vnodes = 20}, eight_nodes(false)};
  Digest replicas, degrees;
  for (int key = 0; key < 1000; ++key) {
    for (const NodeId node : ring.preference_list("key-" + std::to_string(key), 3)) {
      replicas.add(node);
    }
  }
  for (const std::uint32_t point : ring.points_of(4)) degrees.add(Ring::degrees(point));
  print_hex("partition/ring/replicas-degrees", {replicas.value(), degrees.value()});
}
