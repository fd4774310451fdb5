#include "stage/model/callback.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

TEST_CASE("A callback calls what it was made of, with its state", "[callback]") {
  int total = 0;
  const int step = 3;
  const Callback<int(int)> add = [&total, step](int times) { return total += step * times; };
  CHECK(add(2) == 6);
  const Callback<int(int)> copy = add;
  CHECK(copy(1) == 9);
  CHECK(total == 9);
}

TEST_CASE("A callback of nothing says so", "[callback]") {
  Callback<void()> callback;
  CHECK_FALSE(callback);
  bool called = false;
  callback = [&called] { called = true; };
  REQUIRE(callback);
  callback();
  CHECK(called);
}
