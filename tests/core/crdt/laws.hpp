#pragma once
// What makes merging safe in any order and any number of times, checked over generated states.

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <vector>

#include "random/distributions.hpp"

namespace distributed::test {

/// What three replicas hold after random operations and merges: every state there was on the way,
/// so that the laws meet ancestors, descendants and concurrent states. `operate(state, replica)`
/// applies one random operation.
template <typename State, typename Operate>
std::vector<State> generated_states(Generator& chance, int steps, Operate operate) {
  std::vector<State> replicas(3), states(1);
  for (int step = 0; step < steps; ++step) {
    const std::uint32_t replica = uniform_below(chance, 3);
    if (bernoulli(chance, 0.3)) {
      replicas[replica].merge(replicas[uniform_below(chance, 3)]);
    } else {
      operate(replicas[replica], replica);
    }
    states.push_back(replicas[replica]);
  }
  return states;
}

template <typename State>
State merged(State a, const State& b) {
  a.merge(b);
  return a;
}

/// Source: M. Shapiro et al., INRIA RR-7506, 2011, section 2.3: the merge of a convergent type is
/// the least upper bound of a semilattice.
template <typename State>
void check_merge_laws(Generator& chance, const std::vector<State>& states) {
  const auto any = [&]() -> const State& {
    return states[uniform_below(chance, static_cast<std::uint32_t>(states.size()))];
  };
  for (int i = 0; i < 300; ++i) {
    const State &a = any(), &b = any(), &c = any();
    REQUIRE(merged(a, a) == a);
    REQUIRE(merged(a, b) == merged(b, a));
    REQUIRE(merged(merged(a, b), c) == merged(a, merged(b, c)));
    REQUIRE(merged(merged(a, b), b) == merged(a, b));
    REQUIRE(merged(a, State{}) == a);
  }
}

}  // namespace distributed::test
