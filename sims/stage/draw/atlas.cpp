#include "stage/draw/atlas.hpp"

#include <algorithm>
#include <cstring>

namespace microsims {

Atlas::Place Atlas::place(int wide, int high) {
  if (next_.x + wide > width) next_ = {0, height_};
  const Place place = next_;
  next_.x += wide + 1;
  height_ = std::max(height_, place.y + high + 1);
  pixels_.resize(static_cast<std::size_t>(width * height_));
  return place;
}

void Atlas::copy_to(ImFontAtlas& to) const {
  to.TexWidth = width;
  to.TexHeight = height_;
  to.TexUvScale = {1.f / width, 1.f / static_cast<float>(height_)};
  to.TexPixelsAlpha8 = static_cast<unsigned char*>(ImGui::MemAlloc(pixels_.size()));
  std::memcpy(to.TexPixelsAlpha8, pixels_.data(), pixels_.size());
  to.TexReady = true;
}

}  // namespace microsims
