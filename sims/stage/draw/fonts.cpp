#include "stage/draw/fonts.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "stage/draw/atlas.hpp"
#include "stage/draw/coverage.hpp"
#include "stage/draw/font_data.hpp"
#include "stage/draw/typeface.hpp"

namespace microsims {
namespace {

constexpr std::array disc_radii{3, 4, 6, 9, 13, 19, 28, 40, 58};  // pixels

// Fills a picture and what refers to it. How high the picture gets is known last: until then vertical
// places in it are pixels.
class Painter {
 public:
  Painter(ImFontAtlas& fonts, float pixel_ratio)
      : fonts_(fonts), typeface_(read_typeface(inter)), pixel_ratio_(pixel_ratio) {}

  // Sizes are of the em; for ImGui a font's size is the height from ascender to descender, in whole
  // pixels.
  ImFont* add_face(Weight weight, float size) {
    const float height = typeface_.ascender + typeface_.depth;
    ImFont* font = IM_NEW(ImFont);
    fonts_.Fonts.push_back(font);
    font->ContainerAtlas = &fonts_;
    font->FontSize = std::floor(size * pixel_ratio_ * height / typeface_.units);
    const float scale = font->FontSize / height;
    font->Ascent = std::floor(typeface_.ascender * scale + 1);
    font->Descent = -std::floor(typeface_.depth * scale + 1);
    for (const Letter& letter : typeface_.letters) add_letter(*font, letter, weight, scale);
    return font;
  }

  void add_disc(Disc& disc, int radius) {
    const int side = 2 * (radius + Disc::margin);
    const Atlas::Place place = picture_.place(side, side);
    disc.radius = static_cast<float>(radius);
    disc.from = point(place.x, place.y);
    disc.to = point(place.x + side, place.y + side);
    const float centre = disc.radius + Disc::margin - 0.5f;
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        const float distance =
            std::hypot(static_cast<float>(x) - centre, static_cast<float>(y) - centre);
        const float cover = std::clamp(disc.radius + 0.5f - distance, 0.f, 1.f);
        picture_.pixel(place.x + x, place.y + y) = static_cast<std::uint8_t>(255 * cover + 0.5f);
      }
    }
  }

  // Row n has n white pixels, in the middle: ImGui stretches it along lines n pixels thick, together
  // with the empty pixel at either end, which makes their edges soft.
  void add_lines() {
    constexpr int thickest = IM_DRAWLIST_TEX_LINES_WIDTH_MAX;
    const Atlas::Place place = picture_.place(thickest + 2, thickest + 1);
    for (int n = 0; n <= thickest; ++n) {
      const int left = place.x + (thickest + 2 - n) / 2, y = place.y + n;
      for (int x = left; x < left + n; ++x) picture_.pixel(x, y) = 255;
      const ImVec2 from = point(left - 1, y), to = point(left + n + 1, y);
      fonts_.TexUvLines[n] = {from.x, from.y + 0.5f, to.x, to.y + 0.5f};
    }
    // The middle of the last row is white far enough around for all that is filled.
    fonts_.TexUvWhitePixel = point(place.x + thickest / 2, place.y + thickest);
  }

  void finish(Fonts& faces) {
    picture_.copy_to(fonts_);
    const float scale = fonts_.TexUvScale.y;
    for (ImFont* font : fonts_.Fonts) {
      for (ImFontGlyph& glyph : font->Glyphs) {
        glyph.V0 *= scale;
        glyph.V1 *= scale;
      }
      font->BuildLookupTable();
    }
    for (Disc& disc : faces.discs) {
      disc.from.y *= scale;
      disc.to.y *= scale;
    }
    for (ImVec4& line : fonts_.TexUvLines) {
      line.y *= scale;
      line.w *= scale;
    }
    fonts_.TexUvWhitePixel.y *= scale;
    faces.scale = 1 / pixel_ratio_;
  }

 private:
  static ImVec2 point(int x, int y) {
    return {static_cast<float>(x) / Atlas::width, static_cast<float>(y)};
  }

  // Letters begin anywhere between two pixels, and where pixels are large this is seen: there they
  // are kept twice as wide. Blending then moves them by half of such a pixel.
  void add_letter(ImFont& font, const Letter& letter, Weight weight, float scale) {
    const auto index = static_cast<std::size_t>(weight);
    const int finer = pixel_ratio_ < 1.5f ? 2 : 1;
    const float wide = static_cast<float>(finer);
    Coverage cover = rasterise(letter.outlines[index], {scale * wide, scale});
    float left = static_cast<float>(cover.left) / wide;
    if (finer == 2) {
      blend_pairs(cover);
      left -= 0.25f;
    }
    const Atlas::Place place = picture_.place(cover.width, cover.height);
    for (int y = 0; y < cover.height; ++y) {
      std::copy_n(cover.pixels.begin() + y * cover.width, cover.width,
                  &picture_.pixel(place.x, place.y + y));
    }
    const ImVec2 from = point(place.x, place.y),
                 to = point(place.x + cover.width, place.y + cover.height);
    const float top = font.Ascent + static_cast<float>(cover.top);
    font.AddGlyph(nullptr, letter.character, left, top,
                  left + static_cast<float>(cover.width) / wide,
                  top + static_cast<float>(cover.height), from.x, from.y, to.x, to.y,
                  letter.advances[index] * scale);
  }

  ImFontAtlas& fonts_;
  Atlas picture_;
  Typeface typeface_;
  float pixel_ratio_;
};

}  // namespace

Fonts load_fonts(ImFontAtlas& atlas, float pixel_ratio) {
  atlas.Clear();
  Painter painter{atlas, pixel_ratio};
  Fonts fonts;
  fonts.body = painter.add_face(Weight::regular, 16);
  fonts.small = painter.add_face(Weight::regular, 13);
  fonts.strong = painter.add_face(Weight::semibold, 16);
  fonts.title = painter.add_face(Weight::semibold, 24);
  painter.add_lines();
  for (std::size_t i = 0; i < disc_radii.size(); ++i) {
    painter.add_disc(fonts.discs[i], disc_radii[i]);
  }
  painter.finish(fonts);
  return fonts;
}

}  // namespace microsims
