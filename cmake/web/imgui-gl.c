#include "imgui-gl.h"

#include "stand_in.h"

// As the standard of OpenGL ES 3.0 numbers them.
enum {
  ZERO = 0,
  ONE = 1,
  FUNC_ADD = 0x8006,
  TEXTURE0 = 0x84C0,

  BLEND_EQUATION_RGB = 0x8009,
  BLEND_EQUATION_ALPHA = 0x883D,
  BLEND_DST_RGB = 0x80C8,
  BLEND_SRC_RGB = 0x80C9,
  BLEND_DST_ALPHA = 0x80CA,
  BLEND_SRC_ALPHA = 0x80CB,
  VIEWPORT = 0x0BA2,
  SCISSOR_BOX = 0x0C10,
  TEXTURE_BINDING_2D = 0x8069,
  MAJOR_VERSION = 0x821B,
  MINOR_VERSION = 0x821C,
  ACTIVE_TEXTURE = 0x84E0,
  VERTEX_ARRAY_BINDING = 0x85B5,
  ARRAY_BUFFER_BINDING = 0x8894,
  SAMPLER_BINDING = 0x8919,
  CURRENT_PROGRAM = 0x8B8D,
};

void imgui_gl_get(unsigned name, int* value) {
  switch (name) {
    case MAJOR_VERSION: *value = 3; return;
    case ACTIVE_TEXTURE: *value = TEXTURE0; return;
    case BLEND_EQUATION_RGB:
    case BLEND_EQUATION_ALPHA: *value = FUNC_ADD; return;
    case BLEND_SRC_RGB:
    case BLEND_SRC_ALPHA: *value = ONE; return;
    case BLEND_DST_RGB:
    case BLEND_DST_ALPHA: *value = ZERO; return;
    case VIEWPORT:
    case SCISSOR_BOX: value[0] = value[1] = value[2] = value[3] = 0; return;
    case MINOR_VERSION:
    case TEXTURE_BINDING_2D:
    case VERTEX_ARRAY_BINDING:
    case ARRAY_BUFFER_BINDING:
    case SAMPLER_BINDING:
    case CURRENT_PROGRAM: *value = 0; return;
    default: stand_in_fails("Dear ImGui's renderer asks OpenGL for more than imgui-gl.c knows");
  }
}

unsigned char imgui_gl_is_enabled(unsigned capability) {
  (void)capability;
  return 0;
}

unsigned char imgui_gl_is_program(unsigned program) {
  (void)program;
  return 0;
}

const unsigned char* imgui_gl_text(unsigned name) {
  (void)name;
  stand_in_fails("Dear ImGui's renderer asks OpenGL for a text; its version is known");
}
