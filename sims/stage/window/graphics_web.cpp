#include <emscripten/html5_webgl.h>

#include "stage/window/graphics.hpp"

namespace microsims {

const char* const glsl_version = "#version 300 es";

std::uint32_t window_flags() {
  return SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
}

bool Graphics::open(SDL_Window*, std::string& why_not) {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = attributes.depth = attributes.antialias = false;  // ImGui smooths by itself
  attributes.enableExtensionsByDefault = false;
  context_ = emscripten_webgl_create_context("#canvas", &attributes);
  if (context_ <= 0) {
    why_not = "This browser offers no WebGL 2.";
    return false;
  }
  emscripten_webgl_make_context_current(context_);
  return true;
}

void Graphics::close() {
  if (context_ > 0) emscripten_webgl_destroy_context(context_);
}

// The browser shows what was drawn when the frame's turn is over.
void Graphics::show(SDL_Window*) const {}

}  // namespace microsims
