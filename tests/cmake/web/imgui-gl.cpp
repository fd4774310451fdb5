#include "imgui-gl.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "failing.hpp"

using Catch::Matchers::ContainsSubstring;

namespace {

int value_of(unsigned name) {
  int value = -1;
  imgui_gl_get(name, &value);
  return value;
}

}  // namespace

TEST_CASE("The renderer finds the state of a new context of OpenGL ES 3.0") {
  CHECK(value_of(0x821B) == 3);  // version
  CHECK(value_of(0x821C) == 0);
  CHECK(value_of(0x84E0) == 0x84C0);  // the first texture is active
  CHECK(value_of(0x8B8D) == 0);       // no program
  CHECK(value_of(0x80C9) == 1);       // blending: source times one, destination times none
  CHECK(value_of(0x80C8) == 0);
  CHECK(value_of(0x8009) == 0x8006);  // and added
  int box[]{1, 2, 3, 4};
  imgui_gl_get(0x0BA2, box);
  CHECK((box[0] == 0 && box[1] == 0 && box[2] == 0 && box[3] == 0));
  CHECK_FALSE(imgui_gl_is_enabled(0x0BE2));
  CHECK_FALSE(imgui_gl_is_program(1));
}

TEST_CASE("The renderer is told when it asks for what is not known") {
  CHECK_THROWS_WITH(value_of(0x821D), ContainsSubstring("imgui-gl.c"));  // extensions
  CHECK_THROWS_WITH(imgui_gl_text(0x1F02), ContainsSubstring("version"));
}
