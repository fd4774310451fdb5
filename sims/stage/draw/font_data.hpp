#pragma once
// The typeface as bytes, for read_typeface; font_data.cpp is made by the build (cmake/fonts.cmake).

#include <cstdint>

namespace microsims {

extern const std::uint8_t inter[];

}  // namespace microsims
