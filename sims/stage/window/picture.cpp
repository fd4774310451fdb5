#include "stage/window/picture.hpp"

#include <imgui_impl_opengl3.h>

#include "stage/window/graphics.hpp"

namespace microsims {

// Fonts and the renderer ask the current context for what they need, and for no more. What
// ImGui::CreateContext adds, windows and tables that remember their settings, nobody here has.
Picture::Picture() {
  ImGui::SetCurrentContext(&context_);
}

Picture::~Picture() {
  ImGui::SetCurrentContext(nullptr);
}

Surface Picture::begin(ImVec2 size, float pixel_ratio) {
  ImGui_ImplOpenGL3_NewFrame();
  const ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
  shared_.TexUvWhitePixel = fonts.TexUvWhitePixel;
  shared_.TexUvLines = fonts.TexUvLines;
  shared_.Font = fonts.Fonts[0];
  shared_.FontSize = fonts.Fonts[0]->FontSize;
  shared_.CurveTessellationTol = 1.25f;
  shared_.SetCircleTessellationMaxError(0.3f / pixel_ratio);
  shared_.ClipRectFullscreen = {0, 0, size.x, size.y};
  shared_.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedLinesUseTex |
                         ImDrawListFlags_AntiAliasedFill;
  size_ = size;
  pixel_ratio_ = pixel_ratio;
  ink_._ResetForNewFrame();
  // The soft edge of lines is one device pixel wide, not one CSS pixel.
  ink_._FringeScale = 1 / pixel_ratio;
  ink_.PushTextureID(fonts.TexID);
  ink_.PushClipRectFullScreen();
  return {ink_, fill_clip};
}

void Picture::draw(ImU32 background) {
  clear_picture(background);
  ImDrawData data;
  data.Valid = true;
  data.DisplaySize = size_;
  data.FramebufferScale = {pixel_ratio_, pixel_ratio_};
  data.AddDrawList(&ink_);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

}  // namespace microsims
