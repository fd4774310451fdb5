#include "stage/draw/typeface.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string_view>

#include "stage/draw/font_data.hpp"

namespace microsims {
namespace {

const Letter& letter(const Typeface& face, char16_t character) {
  const auto found = std::find_if(face.letters.begin(), face.letters.end(),
                                  [&](const Letter& each) { return each.character == character; });
  REQUIRE(found != face.letters.end());
  return *found;
}

using Corners = std::vector<OutlinePoint>;

Corners corners(const Outline& outline) {
  Corners all;
  for (const Side& side : outline) all.push_back(side[0]);
  return all;
}

TEST_CASE("Every character that the sims print is there in both weights", "[typeface]") {
  const Typeface face = read_typeface(inter);
  std::u16string characters =
      u"\u00b0\u00b1\u00b2\u00b7\u00bc\u00bd\u00d7\u00eb\u00f6\u00fc\u03bb"
      u"\u03c6\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2190\u2192"
      u"\u2212\u221a\u221e\u2264\u2265";
  for (char16_t each = u'!'; each <= u'~'; ++each) characters.push_back(each);
  for (const char16_t each : characters) {
    INFO("character " << int{each});
    const Letter& found = letter(face, each);
    for (int weight = 0; weight < 2; ++weight) {
      CHECK_FALSE(found.outlines[weight].empty());
      CHECK(found.advances[weight] > 0);
    }
  }
  for (const char16_t blank : std::u16string_view{u" \u00a0"}) {
    CHECK(letter(face, blank).outlines[0].empty());
    CHECK(letter(face, blank).advances[0] > 0);
  }
}

TEST_CASE("Letters rise by code point", "[typeface]") {
  const Typeface face = read_typeface(inter);
  CHECK(std::is_sorted(
      face.letters.begin(), face.letters.end(),
      [](const Letter& one, const Letter& other) { return one.character < other.character; }));
}

// Inter's own grid has 2816 units to the em: eight of them are one of ours.
TEST_CASE("Heights and advances are Inter's", "[typeface]") {
  const Typeface face = read_typeface(inter);
  CHECK(face.units == 352);
  CHECK(face.ascender == 2728 / 8.f);
  CHECK(face.depth == 680 / 8.f);
  CHECK(letter(face, u'e').advances[0] == 1640 / 8.f);
  CHECK(letter(face, u'M').advances[0] == 2504 / 8.f);
  CHECK(letter(face, u'M').advances[1] == 2552 / 8.f);
  CHECK(letter(face, u'\u2014').advances[0] == 2816 / 8.f);
  // To half a unit: 1669 and 699 of Inter's.
  CHECK(letter(face, u'e').advances[1] == 208.5f);
  CHECK(letter(face, u' ').advances[1] == 87.5f);
}

TEST_CASE("Outlines are Inter's, to half a unit", "[typeface]") {
  const Typeface face = read_typeface(inter);
  // The arc that begins the letter e, and the bar of its eye.
  const Outline& e = letter(face, u'e').outlines[0];
  CHECK(e[0] == Side{{{108, -4}, {147, -4}, {175, 16}, {184, 45}}});
  CHECK(e[1][0] == OutlinePoint{184, 45});
  CHECK(e[1][3] == OutlinePoint{156, 53});
  CHECK(e[e.size() - 3][0] == OutlinePoint{48, 112});
  CHECK(e.back()[3] == OutlinePoint{48, 112});

  CHECK(corners(letter(face, u'H').outlines[1]) == Corners{{25, 0},
                                                           {72, 0},
                                                           {72, 109},
                                                           {190, 109},
                                                           {190, 0},
                                                           {237, 0},
                                                           {237, 256},
                                                           {190, 256},
                                                           {190, 148},
                                                           {72, 148},
                                                           {72, 256},
                                                           {25, 256}});
  CHECK(corners(letter(face, u'-').outlines[0]) ==
        Corners{{137, 124}, {25, 124}, {25, 96}, {137, 96}});
  CHECK(corners(letter(face, u'-').outlines[1]) ==
        Corners{{140, 125}, {24, 125}, {24, 88}, {140, 88}});
}

TEST_CASE("A letter whose weights differ in more than numbers has both", "[typeface]") {
  const Typeface face = read_typeface(inter);
  const Letter& dollar = letter(face, u'$');
  CHECK(dollar.outlines[0].size() != dollar.outlines[1].size());
  CHECK(dollar.outlines[0][0][0] == OutlinePoint{102, -32});
  CHECK(dollar.outlines[1][0][0] == OutlinePoint{105, -32});
}

TEST_CASE("Every contour is closed", "[typeface]") {
  for (const Letter& each : read_typeface(inter).letters) {
    for (const Outline& outline : each.outlines) {
      OutlinePoint start;
      for (std::size_t i = 0; i < outline.size(); ++i) {
        if (i == 0 || !(outline[i][0] == outline[i - 1][3])) start = outline[i][0];
        const bool last = i + 1 == outline.size() || !(outline[i + 1][0] == outline[i][3]);
        INFO("letter " << int{each.character} << ", side " << i);
        if (last) CHECK(outline[i][3] == start);
      }
    }
  }
}

}  // namespace
}  // namespace microsims
