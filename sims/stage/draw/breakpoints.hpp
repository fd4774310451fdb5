#pragma once
// The widths of a page, in CSS pixels, at which pictures change their arrangement.

namespace microsims {

/// Below this width a page is a phone's: one thing below the other, short words.
constexpr float narrow_page = 560;

/// From this width on three pictures have room side by side.
constexpr float three_abreast = 640;

/// From this width on the picture and the space-time view have room side by side.
constexpr float both_views = 900;

/// The widest row that is taken in at once: a wider page keeps it in its middle.
constexpr float widest_row = 944;

}  // namespace microsims
