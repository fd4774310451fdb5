#include "random/generator.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using distributed::Generator;
using distributed::split_mix_64;

TEST_CASE("SplitMix64 gives the reference implementation's numbers", "[random]") {
  // Output of prng.di.unimi.it/splitmix64.c, as the test vectors of the rand_xoshiro crate have it.
  std::uint64_t state = 1477776061723855037u;
  const std::vector<std::uint64_t> expected{1985237415132408290u, 2979275885539914483u,
                                            13511426838097143398u, 8488337342461049707u,
                                            15141737807933549159u};
  for (const std::uint64_t value : expected) CHECK(split_mix_64(state) == value);
}

TEST_CASE("xoshiro256++ gives the reference implementation's numbers", "[random]") {
  // Output of prng.di.unimi.it/xoshiro256plusplus.c from the state 1, 2, 3, 4, as the test vectors
  // of the rand_xoshiro crate have it.
  Generator chance{Generator::State{1, 2, 3, 4}};
  const std::vector<std::uint64_t> expected{41943041u,
                                            58720359u,
                                            3588806011781223u,
                                            3591011842654386u,
                                            9228616714210784205u,
                                            9973669472204895162u,
                                            14011001112246962877u,
                                            12406186145184390807u,
                                            15849039046786891736u,
                                            10450023813501588000u};
  for (const std::uint64_t value : expected) CHECK(chance() == value);
}

TEST_CASE("The same seed gives the same numbers, another seed gives others", "[random]") {
  Generator first{7}, second{7}, other{8};
  CHECK(first() == second());
  CHECK(first() != other());
}

TEST_CASE("A split stream does not repeat the stream it came from", "[random]") {
  Generator chance{7};
  Generator part = chance.split();
  int equal = 0;
  for (int i = 0; i < 1000; ++i) equal += chance() == part();
  CHECK(equal == 0);
}
