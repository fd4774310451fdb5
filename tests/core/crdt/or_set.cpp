#include "crdt/or_set.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "laws.hpp"

using namespace distributed;
using namespace distributed::test;

namespace {

// The set of M. Shapiro et al., INRIA RR-7506, 2011, specification 15: every addition has a unique
// tag, a remove keeps the tags that it saw as tombstones for good.
class SetWithTombstones {
 public:
  void add(std::uint32_t element, std::uint64_t tag) { added_.insert({element, tag}); }
  void remove(std::uint32_t element) {
    for (const auto& addition : added_) {
      if (addition.first == element) removed_.insert(addition);
    }
  }
  void merge(const SetWithTombstones& other) {
    added_.insert(other.added_.begin(), other.added_.end());
    removed_.insert(other.removed_.begin(), other.removed_.end());
  }
  std::vector<std::uint32_t> elements() const {
    std::set<std::uint32_t> living;
    for (const auto& addition : added_) {
      if (removed_.count(addition) == 0) living.insert(addition.first);
    }
    return {living.begin(), living.end()};
  }

 private:
  std::set<std::pair<std::uint32_t, std::uint64_t>> added_, removed_;
};

}  // namespace

TEST_CASE("Merging sets is commutative, associative and idempotent", "[crdt]") {
  Generator chance{78};
  check_merge_laws(chance, generated_states<OrSet<std::uint32_t>>(
                               chance, 200, [&](OrSet<std::uint32_t>& set, ReplicaId replica) {
                                 const std::uint32_t element = uniform_below(chance, 5);
                                 if (bernoulli(chance, 0.6)) {
                                   set.add(element, replica);
                                 } else {
                                   set.remove(element);
                                 }
                               }));
}

TEST_CASE("Of an add and a remove at the same time the add wins", "[crdt]") {
  OrSet<std::string> here, there;
  here.add("book", 0);
  there.merge(here);
  CHECK(here.remove("book"));
  there.add("book", 1);
  here.merge(there);
  there.merge(here);
  CHECK(here.contains("book"));
  CHECK(here == there);
}

TEST_CASE("A remove that has seen the add holds, also against a late copy", "[crdt]") {
  OrSet<std::string> here, there, late;
  here.add("book", 0);
  late.merge(here);
  there.merge(here);
  CHECK(there.remove("book"));
  here.merge(there);
  CHECK_FALSE(here.contains("book"));
  here.merge(late);
  CHECK_FALSE(here.contains("book"));
  late.merge(here);
  CHECK_FALSE(late.contains("book"));
  CHECK_FALSE(late.remove("book"));
}

TEST_CASE("What was removed can be added again", "[crdt]") {
  OrSet<int> set;
  set.add(3, 0);
  set.remove(3);
  set.add(3, 0);
  set.add(1, 0);
  CHECK(set.elements() == std::vector<int>{1, 3});
  CHECK(set.size() == 2);
}

TEST_CASE("The set without tombstones holds what the set with tombstones holds", "[crdt]") {
  struct Both {
    OrSet<std::uint32_t> set;
    SetWithTombstones reference;
    void merge(const Both& other) {
      set.merge(other.set);
      reference.merge(other.reference);
    }
  };
  Generator chance{79};
  for (int run = 0; run < 30; ++run) {
    const auto states = generated_states<Both>(chance, 150, [&](Both& both, ReplicaId replica) {
      const std::uint32_t element = uniform_below(chance, 4);
      if (bernoulli(chance, 0.5)) {
        both.set.add(element, replica);
        both.reference.add(element, chance());
      } else {
        both.set.remove(element);
        both.reference.remove(element);
      }
    });
    for (const Both& both : states) REQUIRE(both.set.elements() == both.reference.elements());
  }
}
