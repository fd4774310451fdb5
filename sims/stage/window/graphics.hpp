#pragma once
// The few calls of OpenGL that are ours: a context to draw in, and an empty picture to draw on.
// WebGL 2 straight from the browser in a page, OpenGL 3.0 from SDL on the desktop.

#include <SDL.h>
#include <imgui.h>

#include <cstdint>
#include <string>

namespace microsims {

/// For ImGui's backend.
extern const char* const glsl_version;

/// What SDL_CreateWindow takes for a window that is to be drawn in; call it just before.
std::uint32_t window_flags();

class Graphics {
 public:
  /// False if there is no such context to be had; says why not.
  bool open(SDL_Window* window, std::string& why_not);

  /// Before the window closes; nothing happens if it was not opened.
  void close();

  /// Brings what was drawn before the eyes.
  void show(SDL_Window* window) const;

 private:
#ifdef __EMSCRIPTEN__
  std::intptr_t context_ = 0;
#else
  SDL_GLContext context_ = nullptr;
#endif
};

void clear_picture(ImU32 colour);

/// For Surface::fill_clip.
void fill_clip(const ImDrawList* list, const ImDrawCmd* command);

}  // namespace microsims
