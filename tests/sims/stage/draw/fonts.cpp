#include "stage/draw/fonts.hpp"

#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

namespace microsims {
namespace {

// A place in the atlas, as pixels.
struct Texel {
  const ImFontAtlas& atlas;
  float u, v;

  float x() const { return u * static_cast<float>(atlas.TexWidth); }
  float y() const { return v * static_cast<float>(atlas.TexHeight); }
  int colour() const {
    return atlas.TexPixelsAlpha8[static_cast<int>(y()) * atlas.TexWidth + static_cast<int>(x())];
  }
};

TEST_CASE("A face is as high as its em and the pixel ratio ask for, in whole pixels", "[fonts]") {
  ImFontAtlas atlas;
  const Fonts fonts = load_fonts(atlas, 2);
  CHECK(fonts.scale == 0.5f);
  CHECK(fonts.small->FontSize == 31);  // 2 x 13 x 426 / 352, rounded down
  CHECK(fonts.body->FontSize == 38);
  CHECK(fonts.strong->FontSize == 38);
  CHECK(fonts.title->FontSize == 58);
  CHECK(fonts.body->Ascent == 31);
  CHECK(fonts.body->Descent == -8);
  CHECK(atlas.Fonts[0] == fonts.body);
  CHECK(atlas.IsBuilt());
}

TEST_CASE("A letter advances by its fraction of a pixel", "[fonts]") {
  ImFontAtlas atlas;
  const Fonts fonts = load_fonts(atlas, 1);
  CHECK(fonts.body->GetCharAdvance('M') == Catch::Approx(2504 / 8.f * 19 / 426));
  CHECK(fonts.title->GetCharAdvance('M') == Catch::Approx(2552 / 8.f * 29 / 426));
}

TEST_CASE("A character that is not there is printed as a question mark", "[fonts]") {
  ImFontAtlas atlas;
  const Fonts fonts = load_fonts(atlas, 1);
  for (const ImFont* font : {fonts.small, fonts.body, fonts.strong, fonts.title}) {
    const ImFontGlyph* question_mark = font->FindGlyphNoFallback('?');
    REQUIRE(question_mark);
    CHECK(font->FindGlyph(0x4e00) == question_mark);
    CHECK(font->FindGlyph(0xe9) == question_mark);
    CHECK(font->FindGlyph('!') != question_mark);
    CHECK(font->GetCharAdvance(0x4e00) == question_mark->AdvanceX);
  }
}

TEST_CASE("Letters stand on the baseline, and blanks are not drawn", "[fonts]") {
  ImFontAtlas atlas;
  const Fonts fonts = load_fonts(atlas, 2);
  CHECK(fonts.body->FindGlyph('H')->Y1 == fonts.body->Ascent);
  CHECK(fonts.body->FindGlyph('H')->Y0 == fonts.body->Ascent - 23);  // 256 units high
  CHECK(fonts.body->FindGlyph('p')->Y1 > fonts.body->Ascent);
  CHECK_FALSE(fonts.body->FindGlyph(' ')->Visible);
  CHECK_FALSE(fonts.body->FindGlyph(0xa0)->Visible);
}

TEST_CASE("Where pixels are large, letters are kept twice as wide as they are drawn", "[fonts]") {
  ImFontAtlas atlas;
  for (const float ratio : {1.f, 2.f}) {
    const ImFontGlyph& glyph = *load_fonts(atlas, ratio).body->FindGlyph('H');
    const float kept = (glyph.U1 - glyph.U0) * static_cast<float>(atlas.TexWidth);
    CHECK(kept == Catch::Approx((glyph.X1 - glyph.X0) * (ratio == 1 ? 2 : 1)));
  }
}

TEST_CASE("No two letters touch in the atlas, and each has its ink", "[fonts]") {
  ImFontAtlas atlas;
  load_fonts(atlas, 1);
  std::vector<int> owners(static_cast<std::size_t>(atlas.TexWidth * (atlas.TexHeight + 1)));
  int owner = 0;
  for (const ImFont* font : atlas.Fonts) {
    for (const ImFontGlyph& glyph : font->Glyphs) {
      if (!glyph.Visible) continue;
      ++owner;
      const Texel from{atlas, glyph.U0, glyph.V0}, to{atlas, glyph.U1, glyph.V1};
      const int left = static_cast<int>(from.x() + 0.5f), top = static_cast<int>(from.y() + 0.5f);
      const int right = static_cast<int>(to.x() + 0.5f), bottom = static_cast<int>(to.y() + 0.5f);
      int ink = 0, shared = 0;
      // With the empty pixel to the right and below.
      for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= std::min(right, atlas.TexWidth - 1); ++x) {
          shared += owners[y * atlas.TexWidth + x] != 0;
          owners[y * atlas.TexWidth + x] = owner;
          if (y == bottom || x == right) continue;
          ink = std::max(ink, int{atlas.TexPixelsAlpha8[y * atlas.TexWidth + x]});
        }
      }
      INFO("glyph " << glyph.Codepoint);
      CHECK(shared == 0);
      CHECK(ink > 50);
    }
  }
}

TEST_CASE("Fills, discs and the middle of lines are white", "[fonts]") {
  ImFontAtlas atlas;
  const Fonts fonts = load_fonts(atlas, 1.5f);
  const Texel white{atlas, atlas.TexUvWhitePixel.x, atlas.TexUvWhitePixel.y};
  CHECK(white.colour() == 255);
  CHECK(Texel{atlas, white.u, white.v - 0.5f * atlas.TexUvScale.y}.colour() == 255);
  for (const Disc& disc : fonts.discs) {
    CHECK(Texel{atlas, (disc.from.x + disc.to.x) / 2, (disc.from.y + disc.to.y) / 2}.colour() ==
          255);
    CHECK(Texel{atlas, disc.from.x, disc.from.y}.colour() == 0);
    CHECK((disc.to.x - disc.from.x) * static_cast<float>(atlas.TexWidth) ==
          Catch::Approx(2 * (disc.radius + Disc::margin)));
  }
  for (int thickness = 1; thickness <= IM_DRAWLIST_TEX_LINES_WIDTH_MAX; ++thickness) {
    const ImVec4& line = atlas.TexUvLines[thickness];
    const float pixel = atlas.TexUvScale.x;
    INFO("thickness " << thickness);
    CHECK((line.z - line.x) / pixel == Catch::Approx(thickness + 2));
    CHECK(line.y == line.w);
    CHECK(Texel{atlas, line.x + 0.5f * pixel, line.y}.colour() == 0);
    CHECK(Texel{atlas, line.x + 1.5f * pixel, line.y}.colour() == 255);
    CHECK(Texel{atlas, line.z - 1.5f * pixel, line.y}.colour() == 255);
    CHECK(Texel{atlas, line.z - 0.5f * pixel, line.y}.colour() == 0);
  }
}

}  // namespace
}  // namespace microsims
