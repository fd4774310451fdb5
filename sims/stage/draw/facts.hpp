#pragma once
// Facts as tables, with label, value and what theory says, and as lines of a card.

#include <string_view>
#include <vector>

#include "stage/draw/canvas.hpp"
#include "stage/model/fact.hpp"

namespace microsims {

/// Whether good or bad: the colour of its value.
ImU32 colour_of(const Theme& theme, Tone tone);

/// Rows of label, law (where a fact has one) and value, below a title if there is one. A label that
/// has no room beside its figures is drawn smaller.
struct FactTable {
  std::string_view title;
  std::vector<Fact> facts;
  std::string_view value_name = "measured", law_name = "law";  // the heads, where there is a law
};
/// The height that the table takes in any width.
float height_of(const FactTable& table);
void draw_fact_table(const Canvas& canvas, const Box& box, const FactTable& table);

/// What follows from what, a line each.
struct FactLine {
  std::string words;
  Tone tone = Tone::plain;  // any other stands out
  bool sign = false;        // before it a tick or a cross, by its tone
  std::string rest{};       // behind it, softly
};
/// A card of lines, in two columns, or in one on a narrow page.
void draw_fact_lines(const Canvas& canvas, const Box& box, const std::vector<FactLine>& lines,
                     bool narrow);

}  // namespace microsims
