#include "stage/draw/pointer.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

namespace {

constexpr Box button{10, 10, 40, 40};
constexpr Box other{100, 10, 40, 40};

// Pressed within the button.
Pointer pressed() {
  Pointer pointer;
  pointer.move({20, 20});
  pointer.press();
  pointer.begin_frame();
  return pointer;
}

}  // namespace

TEST_CASE("Nothing is hovered before the pointer has come", "[pointer]") {
  Pointer pointer;
  pointer.begin_frame();
  CHECK_FALSE(pointer.touch("a", {0, 0, 100, 100}).hovered);
  CHECK_FALSE(pointer.free());
}

TEST_CASE("A press and a release over the same thing are a click, one frame each", "[pointer]") {
  Pointer pointer;
  pointer.move({20, 20});
  pointer.press();
  pointer.release();
  pointer.begin_frame();
  CHECK(pointer.pending());
  Touch state = pointer.touch("a", button);
  CHECK(state.held);
  CHECK_FALSE(state.clicked);
  CHECK_FALSE(pointer.free());
  pointer.begin_frame();
  CHECK_FALSE(pointer.pending());
  state = pointer.touch("a", button);
  CHECK(state.clicked);
  pointer.begin_frame();
  state = pointer.touch("a", button);
  CHECK(state.hovered);
  CHECK_FALSE(state.held);
  CHECK_FALSE(state.clicked);
}

TEST_CASE("A move that comes with the release still drags what is held", "[pointer]") {
  Pointer pointer = pressed();
  CHECK(pointer.touch("a", button).held);
  pointer.move({110, 20});
  pointer.release();
  pointer.begin_frame();
  CHECK(pointer.touch("a", button).held);
  CHECK(pointer.at().x == 110.f);
  pointer.begin_frame();
  CHECK_FALSE(pointer.touch("a", button).held);
}

TEST_CASE("A release beside what was pressed clicks nothing", "[pointer]") {
  Pointer pointer = pressed();
  CHECK(pointer.touch("a", button).held);
  CHECK_FALSE(pointer.touch("b", other).hovered);
  pointer.move({110, 20});
  pointer.begin_frame();
  CHECK(pointer.touch("a", button).held);
  CHECK_FALSE(pointer.touch("a", button).hovered);
  CHECK_FALSE(pointer.touch("b", other).hovered);
  pointer.release();
  pointer.begin_frame();
  CHECK_FALSE(pointer.touch("a", button).clicked);
  CHECK_FALSE(pointer.touch("b", other).clicked);
}

TEST_CASE("Out of the picture it holds what it held, and cannot click it", "[pointer]") {
  Pointer pointer = pressed();
  CHECK(pointer.touch("a", button).held);
  pointer.leave();
  pointer.begin_frame();
  CHECK(pointer.touch("a", button).held);
  CHECK(pointer.at().x == 20.f);
  pointer.release();
  pointer.begin_frame();
  CHECK_FALSE(pointer.touch("a", button).clicked);
  pointer.begin_frame();
  CHECK_FALSE(pointer.touch("a", button).held);
  CHECK_FALSE(pointer.touch("a", button).hovered);
}

TEST_CASE("Of two things on each other the first that asks has the pointer", "[pointer]") {
  Pointer pointer = pressed();
  CHECK(pointer.touch("above", button).held);
  CHECK_FALSE(pointer.touch("below", {0, 0, 100, 100}).held);
  CHECK(pointer.over_something());
  pointer.begin_frame();
  CHECK_FALSE(pointer.over_something());
}
