#include "stage/draw/theme.hpp"

#include <algorithm>

namespace microsims {
namespace {

// 0xRRGGBB as a person writes it, to ImGui's order of bytes.
constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

constexpr ImU32 dark_ink = rgb(0x14202b);
constexpr ImU32 white = rgb(0xffffff);

}  // namespace

const Theme& light_theme() {
  static const Theme theme{
      .region = rgb(0xf0f8ff),       // aliceblue
      .region_edge = rgb(0xc0c0c0),  // silver
      .panel = white,
      .card = white,
      .card_edge = rgb(0xc6d3df),
      .text = rgb(0x17232e),
      .text_soft = rgb(0x4a5a69),
      .line = rgb(0x8496a6),
      .track = rgb(0xd5dee6),
      .hover = rgb(0xe8f0f7),
      .press = rgb(0xd6e4f0),
      .plain = {rgb(0xdfe7ee), rgb(0x8496a6), dark_ink, rgb(0x4a5a69)},
      .orange = {rgb(0xf2a104), rgb(0xb36b00), dark_ink, rgb(0x8f4f00)},
      .blue = {rgb(0x0072b2), rgb(0x004f7d), white, rgb(0x00609a)},
      .green = {rgb(0x00795a), rgb(0x00523c), white, rgb(0x006a4e)},
      .red = {rgb(0xb3261e), rgb(0x7d1410), white, rgb(0xb3261e)},
      .gold = {rgb(0xf7c948), rgb(0xa87900), dark_ink, rgb(0x7a5600)},
      .teal = {rgb(0x2a9d9a), rgb(0x136765), dark_ink, rgb(0x0f6664)},
      .purple = {rgb(0x8e4b86), rgb(0x5f2c59), white, rgb(0x7b3b74)},
      .accent = {rgb(0x0b5c92), rgb(0x084268), white, rgb(0x0b5c92)},
  };
  return theme;
}

const Theme& dark_theme() {
  static const Theme theme{
      .region = rgb(0x16212c),
      .region_edge = rgb(0x3d4d5c),
      .panel = rgb(0x0f171f),
      .card = rgb(0x1e2c39),
      .card_edge = rgb(0x41525f),
      .text = rgb(0xe8eef4),
      .text_soft = rgb(0xaebccb),
      .line = rgb(0x71859a),
      .track = rgb(0x34424f),
      .hover = rgb(0x24323f),
      .press = rgb(0x2e3f4f),
      .plain = {rgb(0x33424f), rgb(0x7d90a2), white, rgb(0xaebccb)},
      .orange = {rgb(0xf2a104), rgb(0xffc95c), dark_ink, rgb(0xffb938)},
      .blue = {rgb(0x3ea6e6), rgb(0x9dd5fa), dark_ink, rgb(0x73c2f5)},
      .green = {rgb(0x2fbf92), rgb(0x8ce8cb), dark_ink, rgb(0x53d8ae)},
      .red = {rgb(0xf0766b), rgb(0xffb3ab), dark_ink, rgb(0xff9187)},
      .gold = {rgb(0xf7c948), rgb(0xffe39a), dark_ink, rgb(0xf7c948)},
      .teal = {rgb(0x3fb8b4), rgb(0x96e3e0), dark_ink, rgb(0x5ed0cc)},
      .purple = {rgb(0xc991c2), rgb(0xe9c9e5), dark_ink, rgb(0xd9a8d3)},
      .accent = {rgb(0x55b4ef), rgb(0xa5d8f7), dark_ink, rgb(0x73c2f5)},
  };
  return theme;
}

ImU32 faded(ImU32 colour, float opacity) {
  const float alpha =
      static_cast<float>(colour >> IM_COL32_A_SHIFT) * std::clamp(opacity, 0.f, 1.f);
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(alpha + 0.5f) << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 from, ImU32 to, float share) {
  share = std::clamp(share, 0.f, 1.f);
  ImU32 result = 0;
  for (const int shift : {0, 8, 16, 24}) {
    const auto a = static_cast<float>((from >> shift) & 255);
    const auto b = static_cast<float>((to >> shift) & 255);
    result |= static_cast<ImU32>(a + (b - a) * share + 0.5f) << shift;
  }
  return result;
}

}  // namespace microsims
