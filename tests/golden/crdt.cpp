#include "crdt/lww_register.hpp"
#include "crdt/or_set.hpp"
#include "crdt/pn_counter.hpp"
#include "golden.hpp"
#include "random/distributions.hpp"

using namespace distributed;

void golden::crdt() {
  struct Replica {
    PnCounter counter;
    OrSet<std::uint32_t> set;
    LwwRegister<std::uint32_t> last;
    VersionVector clock;
  };
  std::vector<Replica> replicas(4);
  Generator chance{13};
  Digest states;
  std::uint64_t concurrent = 0;
  for (std::uint64_t step = 0; step < 2000; ++step) {
    const ReplicaId id = uniform_below(chance, 4);
    Replica& own = replicas[id];
    const std::uint32_t item = uniform_below(chance, 20);
    switch (uniform_below(chance, 4)) {
      case 0:
        own.counter.add(id, std::int64_t{item} - 9);
        break;
      case 1:
        own.set.add(item, id);
        break;
      case 2:
        own.set.remove(item);
        break;
      default:
        own.last.assign(item, step / 5, id);
    }
    own.clock.increment(id);
    if (bernoulli(chance, 0.3)) {
      Replica& other = replicas[uniform_below(chance, 4)];
      concurrent += compare(own.clock, other.clock) == Order::concurrent;
      other.counter.merge(own.counter);
      other.set.merge(own.set);
      other.last.merge(own.last);
      other.clock.merge(own.clock);
    }
    states.add(own.counter.value());
    states.add(own.last.value());
    for (const std::uint32_t element : own.set.elements()) states.add(element);
  }
  print("crdt/concurrent", {concurrent});
  print_hex("crdt/states", {states.value()});
}
