#pragma once
// One picture of many small ones, filled shelf by shelf: the left-hand end of a shelf first.

#include <imgui.h>

#include <cstdint>
#include <vector>

namespace microsims {

class Atlas {
 public:
  static constexpr int width = 1024;

  struct Place {
    int x = 0, y = 0;
  };

  /// Room for a picture, with an empty pixel after it and below it so that none shines into another.
  Place place(int wide, int high);

  std::uint8_t& pixel(int x, int y) { return pixels_[static_cast<std::size_t>(y * width + x)]; }

  /// Makes the picture the one of ImGui's fonts; `to` must have none.
  void copy_to(ImFontAtlas& to) const;

 private:
  std::vector<std::uint8_t> pixels_;
  Place next_;
  int height_ = 0;
};

}  // namespace microsims
