#include "stage/window/fonts.hpp"

#include <imgui.h>

#include <cstddef>

#include "stage/window/font_data.hpp"

namespace microsims {
namespace {

// ImGui takes the height from ascender to descender for a font's size, people take the em; Inter's
// heights are 0.96875 + 0.2412 of its em.
constexpr float height_per_em = 1.21f;

ImFont* add_face(const FontData& data, float pixels, float pixel_ratio) {
  static const ImWchar glyphs[] = {0x20, 0x24ff, 0};  // as far as the subset has them
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = pixel_ratio >= 1.5f ? 1 : 2;
  config.OversampleV = 1;
  config.GlyphRanges = glyphs;
  // ImGui does not write to font data that it does not own, but takes it as mutable.
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<std::byte*>(data.bytes),
                                                    static_cast<int>(data.size),
                                                    pixels * height_per_em * pixel_ratio, &config);
}

}  // namespace

Fonts load_fonts(float pixel_ratio) {
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors;
  Fonts fonts;
  fonts.body = add_face(inter_regular, 16, pixel_ratio);
  fonts.small = add_face(inter_regular, 13, pixel_ratio);
  fonts.strong = add_face(inter_semibold, 16, pixel_ratio);
  fonts.title = add_face(inter_semibold, 24, pixel_ratio);
  io.Fonts->Build();
  fonts.scale = 1 / pixel_ratio;
  return fonts;
}

}  // namespace microsims
