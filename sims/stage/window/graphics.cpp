#include "stage/window/graphics.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <cstring>

#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#include <SDL_opengl.h>
#endif

namespace microsims {

void clear_picture(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void fill_clip(const ImDrawList* list, const ImDrawCmd* command) {
  const float ratio = 1 / list->_FringeScale;
  const float height = list->_Data->ClipRectFullscreen.w;
  const auto pixels = [&](float length) { return static_cast<int>(std::lround(length * ratio)); };
  const ImVec4& clip = command->ClipRect;
  const int left = pixels(clip.x), bottom = pixels(height - clip.w);
  const int width = pixels(clip.z) - left, tall = pixels(height - clip.y) - bottom;
  if (width <= 0 || tall <= 0) return;
  glScissor(left, bottom, width, tall);
  ImU32 colour = 0;
  std::memcpy(&colour, &command->UserCallbackData, sizeof colour);
  clear_picture(colour);
}

}  // namespace microsims
