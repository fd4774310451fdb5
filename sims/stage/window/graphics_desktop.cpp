#include "stage/window/graphics.hpp"

namespace microsims {

const char* const glsl_version = "#version 130";

std::uint32_t window_flags() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  return SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
}

bool Graphics::open(SDL_Window* window, std::string& why_not) {
  context_ = SDL_GL_CreateContext(window);
  if (!context_) why_not = SDL_GetError();
  return context_ != nullptr;
}

void Graphics::close() {
  if (context_) SDL_GL_DeleteContext(context_);
}

void Graphics::show(SDL_Window* window) const {
  SDL_GL_SwapWindow(window);
}

}  // namespace microsims
