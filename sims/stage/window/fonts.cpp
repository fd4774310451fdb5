#include "stage/window/fonts.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
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

constexpr std::array disc_radii{3, 4, 6, 9, 13, 19, 28, 40, 58};  // pixels

void paint_disc(const ImFontAtlas& atlas, const ImFontAtlasCustomRect& rect, float radius) {
  const float centre = radius + Disc::margin;
  for (int y = 0; y < rect.Height; ++y) {
    for (int x = 0; x < rect.Width; ++x) {
      const float distance =
          std::hypot(static_cast<float>(x) + 0.5f - centre, static_cast<float>(y) + 0.5f - centre);
      const float cover = std::clamp(radius + 0.5f - distance, 0.f, 1.f);
      atlas.TexPixelsAlpha8[(rect.Y + y) * atlas.TexWidth + rect.X + x] =
          static_cast<unsigned char>(255 * cover + 0.5f);
    }
  }
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
  std::array<int, disc_radii.size()> rects;
  for (std::size_t i = 0; i < disc_radii.size(); ++i) {
    const int side = 2 * (disc_radii[i] + Disc::margin);
    rects[i] = io.Fonts->AddCustomRectRegular(side, side);
  }
  io.Fonts->Build();
  for (std::size_t i = 0; i < disc_radii.size(); ++i) {
    const ImFontAtlasCustomRect& rect = *io.Fonts->GetCustomRectByIndex(rects[i]);
    Disc& disc = fonts.discs[i];
    disc.radius = static_cast<float>(disc_radii[i]);
    io.Fonts->CalcCustomRectUV(&rect, &disc.from, &disc.to);
    paint_disc(*io.Fonts, rect, disc.radius);
  }
  fonts.scale = 1 / pixel_ratio;
  return fonts;
}

}  // namespace microsims
