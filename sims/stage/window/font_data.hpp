#pragma once
// Font files as bytes; font_data.cpp is made by the build (cmake/fonts.cmake).

#include <cstddef>

namespace microsims {

struct FontData {
  const std::byte* bytes;
  std::size_t size;
};

extern const FontData inter_regular, inter_semibold;

}  // namespace microsims
