#pragma once
// The letters of a typeface of two weights, out of the file that cmake/plain-font.py writes.

#include <array>
#include <cstdint>
#include <vector>

#include "stage/draw/outline.hpp"

namespace microsims {

enum class Weight { regular, semibold };

struct Letter {
  char16_t character = 0;
  std::array<float, 2> advances{};  // by weight, in units: from this letter to the next
  std::array<Outline, 2> outlines;  // by weight
};

struct Typeface {
  float units = 0;                // to the em
  float ascender = 0, depth = 0;  // units above and below the baseline, both positive
  std::vector<Letter> letters;    // by rising code point
};

/// The bytes are trusted to be what the build has made.
Typeface read_typeface(const std::uint8_t* bytes);

}  // namespace microsims
